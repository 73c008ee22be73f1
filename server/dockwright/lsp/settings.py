"""The settings that a client sends, in its section `dockwright`."""

from typing import NamedTuple

from dockwright.lsp.client import member, strings
from dockwright.lsp.jsonrpc import JsonValue

SECTION = "dockwright"
SEVERITIES = ("error", "warning", "info", "hint")
_OFF = "off"


INLAY_HINTS = {"resolvedImage": True, "workdir": True, "stageIndex": False, "contextSize": False, "cache": True}
CODE_LENSES = {"finalStage": True, "uses": True, "split": True}
"""The kinds of hints and lenses, and whether they are shown if nothing is set."""


def _defaults(kinds: dict[str, bool]) -> frozenset[str]:
    return frozenset(name for name, is_on in kinds.items() if is_on)


class ShellcheckSettings(NamedTuple):
    """Whether to run ShellCheck, and which: the path of a program, None for the one that is installed."""

    enable: bool = True
    path: str | None = None


class ClientSettings(NamedTuple):
    """Settings as the client has them.

    `ignore` are names or aliases of rules in lower case, `severities` pairs of
    such a name and the severity to show it with. `context_root` is where
    the build context begins, relative to the workspace folder, or None for the
    Dockerfile's own folder. `inlay_hints` and `code_lenses` are the kinds that are shown.
    """

    enable: bool = True
    context_root: str | None = None
    ignore: frozenset[str] = frozenset()
    severities: tuple[tuple[str, str], ...] = ()
    inlay_hints: frozenset[str] = _defaults(INLAY_HINTS)
    code_lenses: frozenset[str] = _defaults(CODE_LENSES)
    shellcheck: ShellcheckSettings = ShellcheckSettings()


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
        inlay_hints=_switched("inlayHints", INLAY_HINTS, section.get("inlayHints"), problems),
        code_lenses=_switched("codeLens", CODE_LENSES, section.get("codeLens"), problems),
        shellcheck=_shellcheck(section.get("shellcheck"), problems),
    )
    return Reading(settings, tuple(problems))


def has_section(value: JsonValue) -> bool:
    """Whether `value`, the settings of `workspace/didChangeConfiguration`, says anything of ours."""
    return isinstance(member(value, SECTION), dict)


def _switched(name: str, kinds: dict[str, bool], value: JsonValue, problems: list[str]) -> frozenset[str]:
    """The kinds that are on: each has a setting of its own."""
    if not isinstance(value, dict | None):
        problems.append(f"{name} is not an object of switches")
        value = None
    wanted: set[str] = set()
    for kind, default in kinds.items():
        given = value.get(kind) if value is not None else None
        if not isinstance(given, bool | None):
            problems.append(f"{name}.{kind} is neither true nor false")
            given = None
        if default if given is None else given:
            wanted.add(kind)
    return frozenset(wanted)


def _shellcheck(value: JsonValue, problems: list[str]) -> ShellcheckSettings:
    if isinstance(value, bool):
        return ShellcheckSettings(value)
    if not isinstance(value, dict | None):
        problems.append("shellcheck is not an object with enable and path")
        return ShellcheckSettings()
    enable, path = member(value, "enable"), member(value, "path")
    if not isinstance(enable, bool | None):
        problems.append("shellcheck.enable is neither true nor false")
    if not isinstance(path, str | None):
        problems.append("shellcheck.path is not a string")
    return ShellcheckSettings(enable is not False, path if isinstance(path, str) and path else None)


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
