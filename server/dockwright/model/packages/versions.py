"""How each manager writes a package with its version."""

import re
from collections.abc import Callable

from dockwright.model.packages.kinds import Family, Manager

Split = Callable[[str], tuple[str, str | None]]

_PYTHON = re.compile(r"([A-Za-z0-9][\w.-]*(?:\s*\[[^\]]*\])?)\s*([=<>!~]=?=?.*)$", re.DOTALL)
_CONDA = re.compile(r"((?:[\w./-]+::)?[\w.-]+)(==?|[<>!~]=?)(.+)$", re.DOTALL)
_APK = re.compile(r"([^=<>~@]+)([=<>~@]+)(.+)$", re.DOTALL)
_NAME_VERSION = re.compile(r"(.+?)-(\d.*)$", re.DOTALL)
_PHP = re.compile(r"([\w.-]+/[\w.-]+)[:=](.+)$", re.DOTALL)


def splitter(manager: Manager) -> Split:
    """How to take a word of the manager's command line apart: the name, and the version or None."""
    return _SPLITS.get(manager, _unsplit)


def split_version(manager: Manager, value: str) -> tuple[str, str | None]:
    """The name and the version in one word of a command line."""
    return splitter(manager)(value)


def _unsplit(value: str) -> tuple[str, str | None]:
    return value, None


def _at(value: str) -> tuple[str, str | None]:
    """`name@version`, `@scope/name@version`."""
    at = value.find("@", 1)
    return (value[:at], value[at + 1 :]) if at > 0 else (value, None)


def _equals(value: str) -> tuple[str, str | None]:
    """`name=version`, and `name/release`."""
    name, equals, version = value.partition("=")
    if equals:
        return name, version
    if "/" in value and not value.startswith((".", "/")):
        name, _, release = value.partition("/")
        return name, f"/{release}"
    return value, None


def _colon(value: str) -> tuple[str, str | None]:
    name, colon, version = value.partition(":")
    return (name, version) if colon else (value, None)


def _matched(pattern: re.Pattern[str], plain: tuple[str, ...]) -> Split:
    """Name, operator and version; the operators in `plain` ask for one version."""

    def split(value: str) -> tuple[str, str | None]:
        match = pattern.match(value)
        if match is None:
            return value, None
        return match[1], match[3] if match[2] in plain else match[2] + match[3]

    return split


def _python(value: str) -> tuple[str, str | None]:
    if "@" in value or "://" in value:
        return _at(value) if "/" not in value else (value, None)
    match = _PYTHON.match(value.partition(";")[0].rstrip())
    if match is None:
        return value, None
    constraint = match[2]
    one = constraint.startswith("==") and "," not in constraint
    return match[1].rstrip(), constraint.lstrip("=").strip() if one else constraint


def _name_version(value: str) -> tuple[str, str | None]:
    """RPM's `name-version`; the version begins with a digit."""
    match = _NAME_VERSION.match(value)
    return (match[1], match[2]) if match is not None and not value.endswith(".rpm") else (value, None)


def _zypper(value: str) -> tuple[str, str | None]:
    match = _APK.match(value)
    return (match[1], match[3] if match[2] == "=" else match[2] + match[3]) if match else _name_version(value)


def _php(value: str) -> tuple[str, str | None]:
    match = _PHP.match(value)
    return (match[1], match[2]) if match else (value, None)


_SPLITS: dict[Manager, Split] = {
    **dict.fromkeys((manager for manager in Manager if manager.family is Family.NODE), _at),
    **dict.fromkeys((manager for manager in Manager if manager.family is Family.PYTHON), _python),
    Manager.APT: _equals,
    Manager.APK: _matched(_APK, ("=",)),
    Manager.CARGO: _at,
    Manager.COMPOSER: _php,
    Manager.CONDA: _matched(_CONDA, ("=", "==")),
    Manager.DENO: _at,
    Manager.DNF: _name_version,
    Manager.GEM: _colon,
    Manager.GO: _at,
    Manager.MICRODNF: _name_version,
    Manager.TDNF: _name_version,
    Manager.YUM: _name_version,
    Manager.ZYPPER: _zypper,
}
