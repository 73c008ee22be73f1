"""PHP: composer installs in a builder, and the source runs with what it installed."""

import posixpath
from collections.abc import Iterator

from dockwright.analysis.ecosystems.directories import directory_of
from dockwright.analysis.ecosystems.interpreted import divide
from dockwright.analysis.ecosystems.model import Artifact, Install, Manifests, Missing, RuntimePlan
from dockwright.analysis.transfers import context_copies, context_path_of
from dockwright.knowledge.repositories import canonical
from dockwright.model.packages.kinds import Manager, Verb
from dockwright.model.run_commands import run_commands
from dockwright.model.stages import Stage
from dockwright.project.manifests.values import Table, json_table, list_at, string_at, table_at
from dockwright.project.paths import ProjectPath, join, parent
from dockwright.project.snapshot import Project
from dockwright.text.edit import Edit, insert

MANAGERS = frozenset({Manager.COMPOSER})
_OPTIONAL = ("composer.lock", "symfony.lock", "auth.json")
_SETTERS = frozenset(
    {
        "docker-php-ext-install",
        "docker-php-ext-configure",
        "docker-php-ext-enable",
        "docker-php-source",
        "pecl",
        "pickle",
    }
    | {"install-php-extensions", "a2enmod", "a2dismod", "a2ensite", "a2dissite", "a2enconf", "phpize", "nproc", "yes"}
)
_BUILDERS = frozenset({"php", "artisan", "console", "phpunit", "wp"})
_VARIABLES = frozenset(
    {"COMPOSER_ALLOW_SUPERUSER", "COMPOSER_HOME", "COMPOSER_MEMORY_LIMIT", "COMPOSER_NO_INTERACTION"}
)


def installs(stage: Stage, project: Project) -> tuple[Install, ...]:
    """The `composer install`s of `stage`."""
    return tuple(_installs(stage, project))


def _installs(stage: Stage, project: Project) -> Iterator[Install]:
    for run, command in run_commands(stage):
        if command.manager is not Manager.COMPOSER or command.verb is not Verb.INSTALL_PROJECT or command.prefix:
            continue
        directory = directory_of(stage, run.at, command)
        if directory is not None:
            manifest = context_path_of(stage, run.at, posixpath.join(directory, "composer.json"), project)
            yield Install(run, command, directory, parent(manifest) if manifest is not None else None)


def manifests(install: Install, project: Project) -> Manifests:
    """composer.json and composer.lock; scripts and the autoloader need the source, and so come after it."""
    folder = install.context or ProjectPath("")
    optional = tuple(path for name in _OPTIONAL if project.exists(path := join(folder, name)))
    lock = join(folder, "composer.lock")
    table = composer_json(project, folder)
    flags = [flag for flag in ("--no-scripts", "--no-autoloader") if not install.command.has(flag)]
    return Manifests(
        required=(join(folder, "composer.json"),),
        optional=optional,
        lockfile=lock if project.exists(lock) else None,
        needs_source=_needs_source(table),
        early_flags=" ".join(flags),
        after_source=_after_source(install, table),
    )


def composer_json(project: Project, folder: ProjectPath) -> Table:
    """The composer.json of a folder, empty if there is none."""
    return json_table(project.read(join(folder, "composer.json")) or "") or {}


def without_dev(install: Install, project: Project) -> str:
    """The flag that leaves out the development dependencies which the install brings; `""` if it brings none."""
    if install.context is None or install.command.development is not None:
        return ""
    return "--no-dev" if table_at(composer_json(project, install.context), "require-dev") else ""


def _needs_source(table: Table) -> str | None:
    repositories = (*list_at(table, "repositories"), *table_at(table, "repositories").values())
    for found in repositories:
        repository = table_at({"": found}, "")
        if string_at(repository, "type") == "path":
            return f"composer.json takes packages of the local folder {string_at(repository, 'url')}"
    return None


def _after_source(install: Install, table: Table) -> str:
    """What the install left out: the autoloader, with the scripts that were to run."""
    name = install.command.call.words[0].value
    if install.command.has("--no-autoloader"):
        return ""
    dev = " --no-dev" if install.command.production_only else ""
    scripts = " --no-scripts" if install.command.has("--no-scripts") else ""
    command = f"{name} dump-autoload --optimize{dev}{scripts}"
    if "post-install-cmd" in table_at(table, "scripts") and not scripts:
        return f"{command} && {name} run-script{dev} post-install-cmd"
    return command


def plan(stage: Stage, project: Project) -> RuntimePlan | Missing | None:
    """The folder of the source, with `vendor`, on the same image without composer and what it left behind."""
    reference = stage.reference
    if reference is None or canonical(reference.repository) != "php":
        return None
    found = installs(stage, project)
    if not found:
        return None
    directory = found[0].directory
    others = {install.directory for install in found} - {directory}
    if others:
        return Missing(f"dependencies are installed in {directory} and {min(others)}: which of them run is not known")
    if directory == "/" or not any(f"{directory}/".startswith(f"{copy.folder}/") for copy in context_copies(stage)):
        return None
    context = found[0].context if found[0].context is not None else ProjectPath("")
    if project.known and not project.exists(join(context, "composer.json")):
        return Missing(f"there is no {join(context, 'composer.json')} in the build context")
    division = divide(stage, directory, _SETTERS, _BUILDERS, frozenset({"composer"}))
    if isinstance(division, Missing):
        return division
    edits = tuple(_without_development(found))
    left_out = ("development dependencies are left out: check that the program loads none",) if edits else ()
    return RuntimePlan(
        image=reference.text,
        artifacts=(Artifact(directory, directory),),
        builder_edits=edits,
        tools=division.tools,
        builds=division.builds,
        build_variables=_VARIABLES,
        notes=(*left_out, f"check that the program needs nothing that a build step puts outside {directory}"),
    )


def _without_development(found: tuple[Install, ...]) -> Iterator[Edit]:
    for install in found:
        form = install.run.node.command
        said = install.command.development is not None or install.command.has("--no-dev")
        if not said and (form is None or not form.is_exec):
            yield insert(install.run.at + install.command.verb_span.end, " --no-dev")
