"""The settings that a client sends, in its section `dockwright`."""

from typing import NamedTuple

from dockwright.lsp.client import member, strings
from dockwright.lsp.jsonrpc import JsonValue

SECTION = "dockwright"
SEVERITIES = ("error", "warning", "info", "hint")
_OFF = "off"


class ClientSettings(NamedTuple):
    """Settings as the client has them.

    `ignore` are names or aliases of rules in lower case, `severities` pairs of
    such a name and the severity to show it with. `context_root` is where
    the build context begins, relative to the workspace folder, or None for the
    Dockerfile's own folder.
    """

    enable: bool = True
    context_root: str | None = None
    ignore: frozenset[str] = frozenset()
    severities: tuple[tuple[str, str], ...] = ()


class Reading(NamedTuple):
    """Settings, and what was wrong with the JSON that they were read from."""

    settings: ClientSettings
    problems: tuple[str, ...]


def read_settings(value: JsonValue) -> Reading:
    """The settings in `value`: the section's content, or an object that has the section.

    What has the wrong type is reported and counts as not set; unknown keys are left alone.
    """
    section = member(value, SECTION)
    if not isinstance(section, dict):
        section = value if isinstance(value, dict) else {}
    problems: list[str] = []
    enable = section.get("enable", True)
    if not isinstance(enable, bool):
        problems.append("enable is neither true nor false")
        enable = True
    root = section.get("contextRoot")
    if not isinstance(root, str | None):
        problems.append("contextRoot is not a string")
        root = None
    ignore = section.get("ignore")
    if not isinstance(ignore, list | None):
        problems.append("ignore is not a list of rule names")
    severities = _severities(section.get("rules"), problems)
    off = [name for name, severity in severities if severity == _OFF]
    settings = ClientSettings(
        enable=enable,
        context_root=root or None,
        ignore=frozenset(name.lower() for name in (*strings(ignore), *off)),
        severities=tuple(pair for pair in severities if pair[1] != _OFF),
    )
    return Reading(settings, tuple(problems))


def has_section(value: JsonValue) -> bool:
    """Whether `value`, the settings of `workspace/didChangeConfiguration`, says anything of ours."""
    return isinstance(member(value, SECTION), dict)


def _severities(value: JsonValue, problems: list[str]) -> list[tuple[str, str]]:
    if value is None:
        return []
    if not isinstance(value, dict):
        problems.append("rules is not an object of severities by rule name")
        return []
    found: list[tuple[str, str]] = []
    for name, severity in value.items():
        if isinstance(severity, str) and severity in {_OFF, *SEVERITIES}:
            found.append((name.lower(), severity))
        else:
            problems.append(f"rules.{name} is none of {_OFF}, {', '.join(SEVERITIES)}")
    return found
