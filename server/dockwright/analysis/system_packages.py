"""Packages of the distribution: which a build needs, and which the program needs when it runs."""

from collections.abc import Iterator

from dockwright.knowledge.libraries import is_build_only, is_headers, runtime_libraries
from dockwright.knowledge.systems import OperatingSystem
from dockwright.model.packages.kinds import Manager, Verb
from dockwright.model.packages.model import PackageCommand
from dockwright.model.packages.read import packages_of
from dockwright.syntax.nodes import Run

_ALSO_BUILD_ONLY = frozenset({"nodejs-dev", "python3", "python3-dev"})
"""There for the package managers, which compile with them."""
_COMPILERS = frozenset(
    {"alpine-sdk", "build-base", "build-essential", "clang", "g++", "gcc", "gfortran", "make", "rust"}
)


def runtime_packages(command: PackageCommand, system: OperatingSystem | None = None) -> tuple[str, ...]:
    """What an image that only runs needs of the packages that `command` installs on `system`."""
    return tuple(dict.fromkeys(_runtime_packages(command, system)))


def _runtime_packages(command: PackageCommand, system: OperatingSystem | None) -> Iterator[str]:
    if command.option("--virtual", "-t") is not None and command.manager is Manager.APK:
        return
    for package in command.packages:
        if _is_for_building(package.name):
            continue
        libraries = runtime_libraries(package.name, _system(command, system))
        if libraries is not None:
            yield from libraries
        elif not is_headers(package.name):
            yield package.word.text


def unknown_headers(command: PackageCommand, system: OperatingSystem | None = None) -> tuple[str, ...]:
    """The headers that `command` installs of which it is not known which library belongs to them."""
    return tuple(
        package.name
        for package in command.packages
        if is_headers(package.name)
        and not _is_for_building(package.name)
        and runtime_libraries(package.name, _system(command, system)) is None
    )


def has_build_tools(command: PackageCommand) -> bool:
    """Whether `command` installs a compiler, or headers to compile against."""
    return any(package.name in _COMPILERS or is_headers(package.name) for package in command.packages)


def _is_for_building(package: str) -> bool:
    return package in _ALSO_BUILD_ONLY or is_build_only(package) or package.startswith(("gcc-", "g++-", "clang-"))


def _system(command: PackageCommand, system: OperatingSystem | None) -> OperatingSystem | None:
    """The system, as far as the manager tells it where the image does not."""
    if system is None and command.manager is Manager.APK:
        return OperatingSystem("alpine", "", "", certain=False)
    if system is None and command.manager is Manager.APT:
        return OperatingSystem("debian", "", "", certain=False)
    return system


def runtime_install(run: Run, system: OperatingSystem | None = None) -> str | None:
    """The argument of a RUN that installs what running needs of what `run` installs, None if that is nothing."""
    commands = [command for command in packages_of(run) if command.verb is Verb.INSTALL_PACKAGES]
    packages = " ".join(dict.fromkeys(name for command in commands for name in runtime_packages(command, system)))
    if not packages:
        return None
    if commands[0].manager is Manager.APK:
        return apk_install(packages)
    if commands[0].manager is Manager.APT:
        return apt_install(packages)
    name = commands[0].manager.value
    return f"{name} install -y {packages} && {name} clean all"


def apk_install(packages: str) -> str:
    """The argument of a RUN that installs Alpine packages and leaves nothing else behind."""
    return f"apk add --no-cache {packages}"


def apt_install(packages: str) -> str:
    """The argument of a RUN that installs Debian packages and leaves nothing else behind."""
    return f"apt-get update && apt-get install -y --no-install-recommends {packages} && rm -rf /var/lib/apt/lists/*"
