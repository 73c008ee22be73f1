"""What the options of package managers mean, alike for all of them."""

from collections.abc import Iterable, Mapping

from dockwright.model.commands.calls import Call
from dockwright.model.packages.kinds import Family, Manager
from dockwright.model.packages.options import Option, find
from dockwright.syntax.shell.nodes import ShellWord

_NODE = frozenset({Manager.NPM, Manager.YARN, Manager.PNPM, Manager.BUN})

SCRIPTED = frozenset({Manager.NPM, Manager.YARN, Manager.PNPM})
"""Managers for which `start` and `test` are scripts of the project."""

DIRECTORY: Mapping[Manager, frozenset[str]] = {
    Manager.NPM: frozenset({"--prefix", "-C"}),
    Manager.YARN: frozenset({"--cwd"}),
    Manager.PNPM: frozenset({"-C", "--dir", "--prefix"}),
    Manager.BUN: frozenset({"--cwd"}),
    Manager.DENO: frozenset({"--cwd"}),
    Manager.POETRY: frozenset({"-C", "--directory", "-P", "--project"}),
    Manager.PDM: frozenset({"-p", "--project"}),
    Manager.UV: frozenset({"--directory", "--project"}),
    Manager.GO: frozenset({"-C"}),
    Manager.CARGO: frozenset({"--manifest-path", "-C"}),
    Manager.MAVEN: frozenset({"-f", "--file"}),
    Manager.GRADLE: frozenset({"-p", "--project-dir"}),
    Manager.BUNDLER: frozenset({"--gemfile"}),
    Manager.COMPOSER: frozenset({"-d", "--working-dir"}),
}
"""The options that name the folder of the project, or its manifest."""

MANIFESTS = frozenset({"Cargo.toml", "Gemfile", "pom.xml"})
"""Manifests that such an option may name."""

WORKSPACE: Mapping[Manager, tuple[str, ...]] = {
    Manager.NPM: ("-w", "--workspace"),
    Manager.PNPM: ("-F", "--filter", "--filter-prod"),
    Manager.BUN: ("--filter",),
    Manager.UV: ("--package",),
    Manager.CARGO: ("-p", "--package"),
    Manager.MAVEN: ("-pl", "--projects"),
}
"""The options that limit a command to a part of the project."""

_TRUE = frozenset({"1", "true", "yes", "on"})
_NEVER_ASK = frozenset({*Manager}) - {
    Manager.APT,
    Manager.DNF,
    Manager.YUM,
    Manager.MICRODNF,
    Manager.TDNF,
    Manager.ZYPPER,
    Manager.PACMAN,
    Manager.CONDA,
}
_FREEZING: Mapping[Manager, tuple[str, ...]] = {
    Manager.YARN: ("--frozen-lockfile", "--immutable", "--pure-lockfile"),
    Manager.PNPM: ("--frozen-lockfile",),
    Manager.BUN: ("--frozen-lockfile",),
    Manager.DENO: ("--frozen",),
    Manager.PIP: ("--require-hashes",),
    Manager.PIPENV: ("--deploy", "--ignore-pipfile"),
    Manager.PDM: ("--frozen-lockfile",),
    Manager.UV: ("--locked", "--frozen"),
    Manager.CARGO: ("--locked", "--frozen"),
    Manager.DOTNET: ("--locked-mode",),
    Manager.BUNDLER: ("--deployment", "--frozen"),
    Manager.MIX: ("--check-locked",),
}
_FROZEN_VERBS = {
    (Manager.NPM, "ci"),
    (Manager.NPM, "install-ci-test"),
    (Manager.PNPM, "ci"),
    (Manager.BUN, "ci"),
    (Manager.PIPENV, "sync"),
}
_NOT_CACHING: Mapping[Manager, tuple[str, ...]] = {
    Manager.APK: ("--no-cache",),
    Manager.BUN: ("--no-cache",),
    Manager.COMPOSER: ("--no-cache",),
    Manager.DOTNET: ("--no-cache",),
    Manager.PDM: ("--no-cache",),
    Manager.PIP: ("--no-cache-dir", "--no-cache"),
    Manager.POETRY: ("--no-cache",),
    Manager.UV: ("--no-cache", "--no-cache-dir", "-n"),
    Manager.UVX: ("--no-cache", "--no-cache-dir", "-n"),
}
_NOT_CACHING_VARIABLES = {
    Manager.COMPOSER: "COMPOSER_NO_CACHE",
    Manager.PIP: "PIP_NO_CACHE_DIR",
    Manager.UV: "UV_NO_CACHE",
    Manager.UVX: "UV_NO_CACHE",
}
_FREEZING_VARIABLES: Mapping[Manager, tuple[str, ...]] = {
    Manager.BUNDLER: ("BUNDLE_DEPLOYMENT", "BUNDLE_FROZEN"),
    Manager.UV: ("UV_LOCKED", "UV_FROZEN"),
}
_PRODUCTION: Mapping[Manager, tuple[str, ...]] = {
    Manager.NPM: ("--production", "--prod"),
    Manager.YARN: ("--production", "--prod"),
    Manager.PNPM: ("--production", "--prod", "-P"),
    Manager.BUN: ("--production", "-p"),
    Manager.COMPOSER: ("--no-dev",),
    Manager.POETRY: ("--no-dev",),
    Manager.PDM: ("--production", "--prod", "--no-dev"),
    Manager.UV: ("--no-dev", "--no-default-groups"),
}
_DEVELOPMENT: Mapping[Manager, tuple[str, ...]] = {
    Manager.COMPOSER: ("--dev",),
    Manager.PIPENV: ("--dev", "-d"),
    Manager.PNPM: ("--dev", "-D"),
    Manager.UV: ("--dev", "--all-groups"),
    Manager.PDM: ("--dev", "-d"),
}
_DEVELOPMENT_GROUPS = frozenset({"dev", "development", "test", "tests"})


def has(options: Iterable[Option], names: Iterable[str]) -> bool:
    """Whether one of the options is there and not `=false`."""
    return any(option.name in names and option.is_on for option in options)


def is_global(manager: Manager, options: tuple[Option, ...], prefix: tuple[ShellWord, ...]) -> bool:
    """Whether an install is for the whole system."""
    if prefix and prefix[0].value == "global":
        return True
    if manager.family not in {Family.NODE, Family.DENO, Family.DOTNET}:
        return False
    location = find(options, ("--location",))
    return has(options, ("-g", "--global")) or (location is not None and location.value == "global")


def development(manager: Manager, options: tuple[Option, ...], call: Call) -> bool | None:
    """Whether development dependencies are wanted, None if nothing here says so."""
    if manager is Manager.PIPENV:
        return has(options, _DEVELOPMENT[manager])
    said = _said(manager, options)
    if said is None and _environment_leaves_out(manager, call):
        return False
    return said


def _environment_leaves_out(manager: Manager, call: Call) -> bool:
    """Whether a variable leaves development dependencies out."""
    if not call.environment:
        return False
    if manager in _NODE:
        return call.variable("NODE_ENV") == "production"
    if manager is Manager.MIX:
        return call.variable("MIX_ENV") == "prod"
    if manager is Manager.BUNDLER:
        return not _groups(call.variable("BUNDLE_WITHOUT") or "").isdisjoint(_DEVELOPMENT_GROUPS)
    if manager is Manager.COMPOSER:
        return _is_true(call.variable("COMPOSER_NO_DEV"))
    return manager is Manager.UV and _is_true(call.variable("UV_NO_DEV"))


def _said(manager: Manager, options: tuple[Option, ...]) -> bool | None:
    """What the options say, the last one last."""
    said: bool | None = None
    production = _PRODUCTION.get(manager, ())
    wanted = _DEVELOPMENT.get(manager, ())
    for option in options:
        groups = _groups(option.value or "")
        if option.name in production:
            said = not option.is_on
        elif option.name in wanted:
            said = option.is_on
        elif option.name in {"--omit", "--without"} and groups & _DEVELOPMENT_GROUPS:
            said = False
        elif option.name in {"--include", "--also", "--with", "--group"} and groups & _DEVELOPMENT_GROUPS:
            return True
        elif option.name == "--only" and groups:
            said = not groups.isdisjoint({"dev", "development"})
    return said


def _groups(value: str) -> frozenset[str]:
    return frozenset(value.replace(",", " ").replace(":", " ").split())


def frozen(manager: Manager, options: tuple[Option, ...], call: Call, verb_name: str) -> bool:
    """Whether the lockfile must not change."""
    if (manager, verb_name) in _FROZEN_VERBS or has(options, _FREEZING.get(manager, ())):
        return True
    return any(_is_true(call.variable(name)) for name in _FREEZING_VARIABLES.get(manager, ()))


def _is_true(value: str | None) -> bool:
    return value is not None and value.lower() in _TRUE


def ignores_scripts(options: tuple[Option, ...], call: Call) -> bool:
    """Whether the install scripts of packages do not run."""
    if has(options, ("--ignore-scripts", "--no-scripts")):
        return True
    mode = find(options, ("--mode",))
    if mode is not None and mode.value == "skip-build":
        return True
    names = ("npm_config_ignore_scripts", "NPM_CONFIG_IGNORE_SCRIPTS")
    return any(_is_true(call.variable(name)) for name in names)


def assume_yes(manager: Manager, options: tuple[Option, ...]) -> bool:
    """Whether nobody is asked."""
    if manager in _NEVER_ASK:
        return True
    if manager is Manager.APT:
        return _apt_assumes_yes(options)
    if manager is Manager.ZYPPER:
        return has(options, ("-n", "--non-interactive", "-y", "--no-confirm"))
    if manager is Manager.PACMAN:
        return has(options, ("--noconfirm",))
    return has(options, ("-y", "--yes", "--assumeyes", "--assume-yes"))


def _apt_assumes_yes(options: tuple[Option, ...]) -> bool:
    """`-y`, `--yes`, twice quiet, or the setting behind them."""
    quiet = 0
    for option in options:
        if option.name in {"-y", "--yes", "--assume-yes", "--force-yes"} and option.is_on:
            return True
        if option.name in {"-q", "--quiet"}:
            quiet += int(option.value) if option.value is not None and option.value.isdecimal() else 1
    return quiet > 1 or _apt_setting(options, "apt::get::assume-yes") is True


def _apt_setting(options: tuple[Option, ...], name: str) -> bool | None:
    """A setting given by `-o name=value`."""
    for option in options:
        if option.name in {"-o", "--option"} and option.value is not None:
            key, _, value = option.value.partition("=")
            if key.lower() == name:
                return _is_true(value.strip("\"'"))
    return None


def no_cache(manager: Manager, options: tuple[Option, ...], call: Call) -> bool:
    """Whether no cache is kept."""
    if has(options, _NOT_CACHING.get(manager, ())):
        return True
    variable = call.variable(_NOT_CACHING_VARIABLES.get(manager, ""))
    # pip switches its cache off whatever the variable says, as long as it is a boolean; `0` once meant off too.
    return variable is not None and (_is_true(variable) or manager is Manager.PIP)


def no_recommends(manager: Manager, options: tuple[Option, ...]) -> bool:
    """Whether merely recommended packages are left out."""
    if manager is Manager.APT:
        if has(options, ("--no-install-recommends", "--without-recommends", "-R")):
            return True
        return _apt_setting(options, "apt::install-recommends") is False
    if manager is Manager.ZYPPER:
        return has(options, ("--no-recommends",))
    settings = [option.value for option in options if option.name == "--setopt"]
    return any(
        value is not None and value.lower() in {"install_weak_deps=false", "install_weak_deps=0"} for value in settings
    )
