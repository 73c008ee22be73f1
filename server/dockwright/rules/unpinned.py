"""Packages that are asked for without a version."""

from collections.abc import Iterator

from dockwright.model.packages.kinds import Family, Manager, Verb
from dockwright.model.packages.model import Package, PackageCommand
from dockwright.model.run_commands import run_commands
from dockwright.model.stages import Stage
from dockwright.rules.model import Finding

_MOVING = frozenset({"latest", "next", "*", "stable"})
_GROUPS = ("@", "pattern:", "patch:")
_LIMITS = (
    "-c", "--constraint", "--constraints", "-t", "--target-release", "--default-release", "--type", "--require-hashes",
)  # fmt: skip
"""Options that say which versions are meant."""
_FILES = (".deb", ".rpm", ".apk", ".whl", ".gem", ".tgz", ".gz", ".zip")


def unpinned(stage: Stage, managers: frozenset[Manager]) -> Iterator[Finding]:
    """The packages that an install of one of the managers names without a version; of each command the first.

    What may hold a version that cannot be seen is left alone: a variable, a file, a URL.
    """
    for run, command in run_commands(stage):
        if command.manager in managers and _names_packages(command):
            found = [package for package in command.packages if is_unpinned(command.manager, package)]
            if found:
                more = f" and {len(found) - 1} more" if len(found) > 1 else ""
                message = f"{found[0].name}{more} may be another version in the next build: name the version"
                yield Finding(run.place(found[0].span), message)


def is_unpinned(manager: Manager, package: Package) -> bool:
    """Whether the word names a package and no version of it."""
    if manager.family is Family.PYTHON and _is_moving_branch(package):
        return True
    if package.is_dynamic or package.is_local or package.is_remote or not package.name:
        return False
    if package.name.startswith(_GROUPS) or package.name.endswith(_FILES):
        return False
    if manager.family is Family.NODE and package.version is not None:
        return package.version in _MOVING
    return package.version is None


def _is_moving_branch(package: Package) -> bool:
    """Whether pip is to take whatever is newest in a Git repository: `git+https://example.com/a.git`, without `@v1`."""
    address = package.word.value.partition("git+")[2].partition("#")[0]
    path = address.partition("://")[2].partition("/")[2]
    return bool(path) and "@" not in path and not package.is_dynamic


def _names_packages(command: PackageCommand) -> bool:
    """Whether it names what it installs, with nothing else that could say the version."""
    if command.verb not in {Verb.INSTALL_PACKAGES, Verb.INSTALL_PROJECT} or command.call.is_open_ended:
        return False
    if command.verb_name.startswith(("group", "module", "build")) or command.verb_name in {"satisfy", "ci"}:
        return False
    limits = (
        "-c",
        "--constraint",
        "--constraints",
        "-t",
        "--target-release",
        "--default-release",
        "--type",
        "--require-hashes",
    )
    return command.manager in {Manager.NPM, Manager.APK} or command.option(*limits) is None
