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

_HEADERS_ONLY = frozenset({"libboost-dev", "libclang-dev", "libeigen3-dev"})
"""Headers without a library that programs need, or that only tools need."""

_SUITES = frozenset({"", "bookworm", "trixie"})
_UBUNTU_SUITES = frozenset({"jammy", "noble"})
_BOOKWORM = OperatingSystem("debian", "12", "bookworm", certain=True)
_ALSO_IN_UBUNTU = frozenset(
    {"libcurl4-openssl-dev", "libffi-dev", "libpng-dev", "libpq-dev", "libsqlite3-dev", "libssl-dev", "libxml2-dev"}
    | {"libxslt1-dev", "libyaml-dev", "zlib1g-dev"}
)
"""Headers whose library has the same name there, or is provided under it."""


def runtime_packages(command: PackageCommand, system: OperatingSystem | None = None) -> tuple[str, ...]:
    """What an image that only runs needs of the packages that `command` installs on `system`.

    Headers on a release whose libraries are not known stay: they bring the library with them.
    """
    return tuple(dict.fromkeys(_runtime_packages(command, system)))


def _runtime_packages(command: PackageCommand, system: OperatingSystem | None) -> Iterator[str]:
    if _is_virtual(command):
        return
    for package in command.packages:
        if _is_for_building(package.name):
            continue
        libraries = runtime_libraries(package.name, _told_by(package.name, _system(command, system)))
        if libraries is not None:
            yield from libraries
        elif not is_headers(package.name) or _stays(package.name, system):
            yield package.word.text


def unknown_headers(command: PackageCommand, system: OperatingSystem | None = None) -> tuple[str, ...]:
    """The headers that `command` installs of which it is not known which library belongs to them."""
    return tuple(
        package.name
        for package in command.packages
        if is_headers(package.name)
        and not _is_for_building(package.name)
        and runtime_libraries(package.name, _told_by(package.name, _system(command, system))) is None
        and not _stays(package.name, system)
    )


def has_build_tools(command: PackageCommand) -> bool:
    """Whether `command` installs a compiler, or headers to compile against."""
    return any(package.name in _COMPILERS or is_headers(package.name) for package in command.packages)


def compiled_with(command: PackageCommand) -> tuple[str, ...]:
    """The libraries of the compilers that `command` installs, as far as an image that only runs may lack them."""
    names = {package.name for package in command.packages}
    is_alpine = command.manager is Manager.APK
    found = ["libstdc++"] if is_alpine and names & {"alpine-sdk", "build-base", "g++"} else []
    if "gfortran" in names:
        found.append("libgfortran" if is_alpine else "libgfortran5")
    return () if command.manager not in {Manager.APK, Manager.APT} or _is_virtual(command) else tuple(found)


def _is_virtual(command: PackageCommand) -> bool:
    """Whether apk installs under a name by which it is all taken away again."""
    return command.manager is Manager.APK and command.option("--virtual", "-t") is not None


def _is_for_building(package: str) -> bool:
    if package in _ALSO_BUILD_ONLY or package in _HEADERS_ONLY or is_build_only(package):
        return True
    return package.startswith(("gcc-", "g++-", "clang-", "llvm-"))


def _stays(package: str, system: OperatingSystem | None) -> bool:
    """Whether the libraries of the whole release are unknown, so that the headers are what is sure to bring one."""
    if system is None or system.family == "alpine" or not package.startswith("lib"):
        return False
    return system.family != "debian" or system.suite not in _SUITES


def _told_by(package: str, system: OperatingSystem | None) -> OperatingSystem | None:
    """The system whose names of libraries hold: for some packages those of Debian hold in Ubuntu too."""
    is_ubuntu = system is not None and system.suite in _UBUNTU_SUITES
    return _BOOKWORM if is_ubuntu and package in _ALSO_IN_UBUNTU else system


def _system(command: PackageCommand, system: OperatingSystem | None) -> OperatingSystem | None:
    """The system, as far as the manager tells it where the image does not."""
    if system is None and command.manager is Manager.APK:
        return OperatingSystem("alpine", "", "", certain=False)
    if system is None and command.manager is Manager.APT:
        return OperatingSystem("debian", "", "", certain=False)
    return system


def runtime_install(
    run: Run,
    system: OperatingSystem | None = None,
    provided: frozenset[str] = frozenset(),
    more: tuple[str, ...] = (),
) -> str | None:
    """The argument of a RUN that installs what running needs of what `run` installs, None if that is nothing.

    `provided` are packages that the image has. What apt recommends is installed where `run` has it installed for a
    package that stays. `more` are packages that it installs besides, if there are any of its own.
    """
    commands = [
        command
        for command in packages_of(run)
        if command.verb is Verb.INSTALL_PACKAGES and command.manager.is_system and not command.call.is_open_ended
    ]
    needed = [(command, name) for command in commands for name in runtime_packages(command, system)]
    own = dict.fromkeys(name for _, name in needed if name not in provided)
    if not own:
        return None
    packages = " ".join(dict.fromkeys((*own, *more)))
    if commands[0].manager is Manager.APK:
        return apk_install(packages)
    if commands[0].manager is Manager.APT:
        stay = {name for command, name in needed if not command.no_recommends and not is_headers(name)}
        named = {package.word.text for command in commands for package in command.packages}
        return apt_install(packages, recommended=bool((stay & named) - provided))
    name = commands[0].manager.value
    return f"{name} install -y {packages} && {name} clean all"


def apk_install(packages: str) -> str:
    """The argument of a RUN that installs Alpine packages and leaves nothing else behind."""
    return f"apk add --no-cache {packages}"


def apt_install(packages: str, *, recommended: bool = False) -> str:
    """The argument of a RUN that installs Debian packages, with those they recommend or without, and nothing else."""
    flag = "" if recommended else "--no-install-recommends "
    return f"apt-get update && apt-get install -y {flag}{packages} && rm -rf /var/lib/apt/lists/*"
