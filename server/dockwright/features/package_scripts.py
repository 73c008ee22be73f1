"""The script of package.json that a command names: `build` in `npm run build`."""

from collections.abc import Iterator
from typing import NamedTuple

from dockwright.analysis.transfers import context_path_of
from dockwright.features.named import effective
from dockwright.features.snapshot import Snapshot
from dockwright.model.commands.calls import calls_of, calls_of_form
from dockwright.model.packages.model import PackageCommand
from dockwright.model.packages.read import packages_in
from dockwright.model.state import joined, workdir_at
from dockwright.project.manifests.json_places import member_key
from dockwright.project.paths import ProjectPath
from dockwright.syntax.nodes import Cmd, Entrypoint, Healthcheck, Instruction, Placed, Run
from dockwright.text.span import Span

_PACKAGE_JSON = "package.json"


class Script(NamedTuple):
    """A script: `span` is its name in the Dockerfile, `key` that in the package.json at `path`, `text` the command."""

    name: str
    span: Span
    path: ProjectPath
    key: Span
    text: str


def script_at(snapshot: Snapshot, placed: Placed[Instruction], offset: int) -> Script | None:
    """The script that is named at `offset`, or run by the verb there, as `start` in `npm start`."""
    inner = effective(placed)
    for command in _commands(inner.node):
        script = command.script
        word = next((word for word in command.arguments if word.value == script), None)
        span = inner.place(word.span if word is not None else command.verb_span)
        if script is None or not span.holds(offset):
            continue
        for path in _manifests(snapshot, placed, command):
            text = snapshot.project.read(path)
            key = member_key(text, ("scripts", script)) if text is not None else None
            if text is not None and key is not None:
                return Script(script, span, path, key, _command(text, script))
    return None


def _command(manifest: str, script: str) -> str:
    from dockwright.project.manifests.package_json import parse_package_json  # noqa: PLC0415 - rarely needed

    package = parse_package_json(manifest)
    return package.scripts.get(script, "") if package is not None else ""


def _commands(node: Instruction) -> Iterator[PackageCommand]:
    calls = calls_of(node) if isinstance(node, Run) else ()
    if isinstance(node, Cmd | Entrypoint | Healthcheck) and node.command is not None:
        calls = calls_of_form(node.command)
    for call in calls:
        yield from packages_in(call)


def _manifests(snapshot: Snapshot, placed: Placed[Instruction], command: PackageCommand) -> Iterator[ProjectPath]:
    """The package.json that the command reads; where that is not known, the only one that there is."""
    stage = snapshot.facts.scoped_stage_at(placed.at)
    if stage is not None and command.directory is not None:
        folder = joined(workdir_at(stage, placed.at), command.directory)
        if folder is not None:
            image_path = f"{folder.rstrip('/')}/{_PACKAGE_JSON}"
            path = context_path_of(stage, placed.at, image_path, snapshot.project)
            if path is not None:
                yield path
                return
    found = snapshot.project.find(_PACKAGE_JSON)
    if len(found) == 1:
        yield found[0]
