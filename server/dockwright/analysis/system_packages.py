"""Packages of the distribution: which a build needs, and which the program needs when it runs."""

from collections.abc import Iterator

from dockwright.model.packages.kinds import Manager, Verb
from dockwright.model.packages.model import PackageCommand
from dockwright.model.packages.read import packages_of
from dockwright.syntax.nodes import Run

_BUILD_ONLY = frozenset(
    {
        "autoconf",
        "automake",
        "binutils",
        "bison",
        "build-base",
        "build-essential",
        "cargo",
        "clang",
        "cmake",
        "dpkg-dev",
        "flex",
        "g++",
        "gcc",
        "gfortran",
        "git",
        "golang",
        "libc-dev",
        "libc6-dev",
        "libtool",
        "linux-headers",
        "linux-libc-dev",
        "llvm",
        "make",
        "meson",
        "musl-dev",
        "nasm",
        "ninja-build",
        "nodejs-dev",
        "patch",
        "pkg-config",
        "pkgconf",
        "python3",
        "python3-dev",
        "rustc",
        "yasm",
    }
)
"""Compilers and their kin; git and python3 are there for the package managers."""

_RUNTIME_LIBRARIES = {
    "default-libmysqlclient-dev": "libmariadb3",
    "libcairo2-dev": "libcairo2",
    "libcurl4-openssl-dev": "libcurl4",
    "libffi-dev": "libffi8",
    "libfreetype6-dev": "libfreetype6",
    "libjpeg-dev": "libjpeg62-turbo",
    "libpango1.0-dev": "libpango-1.0-0",
    "libpng-dev": "libpng16-16",
    "libpq-dev": "libpq5",
    "librsvg2-dev": "librsvg2-2",
    "libsqlite3-dev": "libsqlite3-0",
    "libssl-dev": "libssl3",
    "libvips-dev": "libvips42",
    "libxml2-dev": "libxml2",
    "libxslt1-dev": "libxslt1.1",
    "libyaml-dev": "libyaml-0-2",
    "zlib1g-dev": "zlib1g",
}
"""Debian's library for each -dev package."""

_ALPINE_LIBRARIES = {
    "libffi-dev": "libffi",
    "libpq-dev": "libpq",
    "libxml2-dev": "libxml2",
    "libxslt-dev": "libxslt",
    "openssl-dev": "openssl",
    "postgresql-dev": "libpq",
    "sqlite-dev": "sqlite-libs",
    "vips-dev": "vips",
    "zlib-dev": "zlib",
}
"""Alpine's library for each -dev package."""


def runtime_packages(command: PackageCommand) -> tuple[str, ...]:
    """What an image that only runs needs of the packages that `command` installs."""
    return tuple(dict.fromkeys(_runtime_packages(command)))


def _runtime_packages(command: PackageCommand) -> Iterator[str]:
    libraries = _ALPINE_LIBRARIES if command.manager is Manager.APK else _RUNTIME_LIBRARIES
    if command.option("--virtual", "-t") is not None and command.manager is Manager.APK:
        return
    for package in command.packages:
        if package.name in _BUILD_ONLY or package.name.startswith(("gcc-", "g++-", "clang-")):
            continue
        if package.name in libraries:
            yield libraries[package.name]
        elif not package.name.endswith(("-dev", "-devel")):
            yield package.word.text


def runtime_install(run: Run) -> str | None:
    """The argument of a RUN that installs what running needs of what `run` installs, None if that is nothing."""
    commands = [command for command in packages_of(run) if command.verb is Verb.INSTALL_PACKAGES]
    packages = " ".join(dict.fromkeys(name for command in commands for name in runtime_packages(command)))
    if not packages:
        return None
    if commands[0].manager is Manager.APK:
        return f"apk add --no-cache {packages}"
    if commands[0].manager is Manager.APT:
        return apt_install(packages)
    name = commands[0].manager.value
    return f"{name} install -y {packages} && {name} clean all"


def apt_install(packages: str) -> str:
    """The argument of a RUN that installs Debian packages and leaves nothing else behind."""
    return f"apt-get update && apt-get install -y --no-install-recommends {packages} && rm -rf /var/lib/apt/lists/*"
