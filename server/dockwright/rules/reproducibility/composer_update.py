"""`composer update` in a build."""

from collections.abc import Iterator

from dockwright.analysis.ecosystems.directories import directory_of
from dockwright.analysis.transfers import brought, context_path_of
from dockwright.model.packages.kinds import Manager
from dockwright.model.packages.model import PackageCommand
from dockwright.model.run_commands import run_commands
from dockwright.model.stages import Stage
from dockwright.project.paths import join, parent
from dockwright.project.snapshot import Project
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.syntax.nodes import Placed, Run
from dockwright.text.edit import replace
from dockwright.text.span import cover

_OF_INSTALL = frozenset(
    {"--ansi", "--apcu-autoloader", "--classmap-authoritative", "--ignore-platform-reqs", "--no-ansi"}
    | {"--no-autoloader", "--no-cache", "--no-dev", "--no-interaction", "--no-plugins", "--no-progress", "--no-scripts"}
    | {"--optimize-autoloader", "--prefer-dist", "--prefer-source", "--quiet", "-a", "-n", "-o", "-q", "--working-dir"}
    | {"-d", "--ignore-platform-req", "--prefer-install", "-v", "--verbose", "-vv", "-vvv", "--audit", "--no-audit"}
)
"""The options that `install` has too."""


@rule(Severity.WARNING, on=Stage)
def composer_update(stage: Stage, project: Project) -> Iterator[Finding]:
    """`composer update` installs what is newest at the time of the build.

    It resolves the versions anew and passes composer.lock over, so that two
    builds of one commit differ. `composer install` installs what the lockfile says.

    ```json file=composer.json
    {}
    ```

    ```json file=composer.lock
    {}
    ```

    ```dockerfile bad
    FROM php:8.3-cli
    WORKDIR /app
    COPY composer.json composer.lock ./
    RUN ⟦composer update⟧ --no-dev --prefer-dist
    ```

    ```dockerfile fixed
    FROM php:8.3-cli
    WORKDIR /app
    COPY composer.json composer.lock ./
    RUN composer install --no-dev --prefer-dist
    ```

    ```dockerfile good
    FROM php:8.3-cli
    WORKDIR /app
    COPY composer.json composer.lock ./
    RUN composer install --no-dev
    ```
    """
    for run, command in run_commands(stage):
        if command.manager is not Manager.COMPOSER or command.verb_name != "update" or command.prefix:
            continue
        span = run.place(cover(command.name_span, command.verb_span))
        message = "`composer update` installs what is newest at the time of the build: use `composer install`"
        lacks = "; there is no composer.lock that reaches it, make one and commit it"
        if not _is_locked(stage, run, command, project):
            yield Finding(span, f"{message}{lacks}" if project.known else message)
        elif command.packages or command.arguments or not _options(command) <= _OF_INSTALL:
            yield Finding(span, message)
        else:
            edit = replace(run.place(command.verb_span), "install")
            yield Finding(span, message, (Fix("Use composer install", (edit,)),))


def _options(command: PackageCommand) -> set[str]:
    return {option.name for option in command.options}


def _is_locked(stage: Stage, run: Placed[Run], command: PackageCommand, project: Project) -> bool:
    directory = directory_of(stage, run.at, command)
    manifest = context_path_of(stage, run.at, f"{directory}/composer.json", project) if directory is not None else None
    if manifest is None:
        return False
    lock = join(parent(manifest), "composer.lock")
    return project.exists(lock) and brought(stage, run.at, lock, project) is not None
