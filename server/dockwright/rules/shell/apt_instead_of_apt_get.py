"""`apt`, which is made for people, in a script."""

from collections.abc import Iterator

from dockwright.model.packages.kinds import Manager
from dockwright.model.packages.model import PackageCommand
from dockwright.model.packages.options import is_exact
from dockwright.model.packages.read import packages_of
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.syntax.nodes import Run
from dockwright.text.edit import insert, replace

_SAME = frozenset(
    {"install", "reinstall", "update", "remove", "purge", "autoremove", "autopurge", "clean", "autoclean", "build-dep"}
)


@rule(Severity.INFO, on=Run, aliases=("DL3027", "CKV_DOCKER_9"))
def apt_instead_of_apt_get(run: Run) -> Iterator[Finding]:
    """`apt` is made for people.

    Its output and options may change from release to release, and it says so itself: "apt does not
    have a stable CLI interface. Use with caution in scripts." `apt-get` stays as it is.

    ```dockerfile bad
    FROM debian:13
    RUN ⟦apt⟧ update && ⟦apt⟧ install -y curl && ⟦apt⟧ upgrade -y
    ```

    ```dockerfile fixed
    FROM debian:13
    RUN apt-get update && apt-get install -y curl && apt-get upgrade --with-new-pkgs -y
    ```

    ```dockerfile good
    FROM debian:13
    RUN apt-get update && rm -rf /var/lib/apt/lists/* && test -d /etc/apt
    ```
    """
    for command in packages_of(run):
        if command.manager is Manager.APT and command.program == "apt":
            message = "apt has no stable interface for scripts: use apt-get"
            yield Finding(command.name_span, message, tuple(_fixes(command)))


def _fixes(command: PackageCommand) -> Iterator[Fix]:
    word = command.call.words[0]
    if not is_exact(word) or word.value != "apt":
        return
    edits = [replace(word.span, "apt-get")]
    if command.verb_name == "upgrade":
        edits.append(insert(command.verb_span.end, " --with-new-pkgs"))
    elif command.verb_name in {"full-upgrade", "dist-upgrade"}:
        edits.append(replace(command.verb_span, "dist-upgrade"))
    elif command.verb_name not in _SAME:
        return
    yield Fix("Use apt-get", tuple(edits))
