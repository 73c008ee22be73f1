"""The program behind `npm start` and `npx`, as far as package.json says it plainly."""

from dockwright.analysis.ecosystems.model import Install
from dockwright.analysis.ecosystems.node_manifests import package_json
from dockwright.analysis.starts import Started
from dockwright.project.paths import ProjectPath
from dockwright.project.snapshot import Project

_SHORTHANDS = {"npm": frozenset({"start"}), "yarn": None, "pnpm": None, "bun": None}
"""The scripts that a manager runs without `run`, None for all."""
_RUNNERS = frozenset({"bunx", "npx", "pnpx"})
_EXECUTING = frozenset({"dlx", "exec", "x"})
_SHELL = frozenset("&|;<>$`(){}*?\"'\\=")


def script_of(words: tuple[str, ...]) -> str | None:
    """The script of package.json that a manager is told to run and nothing else, as far as the words say."""
    manager, rest = words[0], words[1:]
    if manager not in _SHORTHANDS:
        return None
    if rest[:1] in {("run",), ("run-script",)}:
        rest = rest[1:]
    elif rest and (shorthands := _SHORTHANDS[manager]) is not None and rest[0] not in shorthands:
        return None
    return rest[0] if len(rest) == 1 else None


def program_of(start: Started, install: Install, project: Project) -> tuple[str, ...]:
    """The words of the program that runs in the end: of the script, or behind `npx`; empty where that is not plain."""
    words = start.words
    if not words or start.own != words:
        return ()
    name = script_of(words)
    if name is not None:
        package = package_json(project, install.context or ProjectPath(""))
        script = package.scripts.get(name) if package is not None else None
        if script is not None:
            words = tuple(script.split()) if _SHELL.isdisjoint(script) else ()
    if not words:
        return ()
    if words[0] in _RUNNERS:
        words = words[1:]
        while words[:1] in {("-y",), ("--yes",)}:
            words = words[1:]
    elif len(words) > 1 and words[0] in _SHORTHANDS and words[1] in _EXECUTING:
        words = words[2:]
    return words
