"""A variable: its value here, where that comes from, and where it can be used."""

from collections.abc import Iterator

from dockwright.features.hovers.model import Cursor, Hover
from dockwright.features.prose import variable_prose
from dockwright.knowledge import reference
from dockwright.model.occurrences import Occurrence
from dockwright.model.stages import Stage
from dockwright.model.variables import PLATFORM_ARGUMENTS, PROXY_ARGUMENTS, Binding, Kind
from dockwright.syntax.nodes import Arg, Cmd, Entrypoint, Env, Healthcheck
from dockwright.text.lines import Unit

_KINDS = {
    Kind.ARG: "build argument",
    Kind.ENV: "environment variable",
    Kind.GLOBAL_ARG: "global build argument",
    Kind.PLATFORM: "platform argument",
    Kind.BASE: "environment variable of the base image",
}


def variable_hover(cursor: Cursor) -> Iterator[Hover]:
    """The variable whose use or definition is under the cursor."""
    placed = cursor.placed
    if placed is None:
        return
    facts = cursor.snapshot.facts
    stage = facts.stage_at(placed.at)
    if isinstance(placed.node, Arg | Env):
        for pair in placed.node.assignments:
            if cursor.on(pair.key.span):
                scope = facts.scope if stage is None else stage.scope
                found = scope.find(pair.key.raw, placed.end)
                yield Hover(_described(cursor, pair.key.raw, found, stage), placed.place(pair.key.span))
                return
    for mention in facts.mentions:
        if mention.span.holds(cursor.offset) and mention.placed.at == placed.at:
            scope = stage if mention.stage is not None else None
            text = _in_shell(cursor, mention) if mention.in_shell else ""
            yield Hover(text or _described(cursor, mention.name, mention.binding, scope), mention.span)
            return


def _in_shell(cursor: Cursor, mention: Occurrence) -> str:
    """What only a shell knows of a variable; "" where it has it from the builder."""
    name, binding = mention.name, mention.binding
    starts = isinstance(mention.placed.node, Cmd | Entrypoint | Healthcheck)
    if binding is None:
        if name in PROXY_ARGUMENTS or name in PLATFORM_ARGUMENTS:
            return ""
        when = "when the container runs" if starts else "in this step"
        return f"`{name}`: a variable of the shell {when}; the builder does not set it."
    if starts and binding.kind not in {Kind.ENV, Kind.BASE}:
        line = _line(cursor, binding)
        return f"`{name}`: a build argument{line}, which is not set when the container runs."
    return ""


def _line(cursor: Cursor, binding: Binding) -> str:
    if binding.placed is None:
        return ""
    return f" of line {cursor.snapshot.document.lines.position(binding.placed.at, Unit.UTF32)[0] + 1}"


def _described(cursor: Cursor, name: str, binding: Binding | None, stage: Stage | None) -> str:
    if binding is None:
        if name in PROXY_ARGUMENTS:
            return f"`{name}`: a proxy setting that every build may pass to RUN without a declaration."
        where = "this stage" if stage is not None else "a FROM line"
        hint = f" Declare `ARG {name}` in the stage to use it." if name in PLATFORM_ARGUMENTS else ""
        return f"`{name}` is not declared in {where}; the builder takes it as empty.{hint}"
    lines = [f"`{name}`: {_KINDS[binding.kind]}, {_value(binding)}."]
    if name in reference.variables():
        lines.append(variable_prose(reference.variables()[name]))
    origin = binding.origin
    for found, text in ((binding, "Set"), (origin if origin is not binding else None, "Its value is set")):
        if found is not None and found.placed is not None:
            line = cursor.snapshot.document.lines.position(found.placed.at, Unit.UTF32)[0] + 1
            lines.append(f"{text} in line {line}.")
    if binding.kind is Kind.GLOBAL_ARG:
        lines.append(f"Usable in FROM lines only; in a stage it needs `ARG {name}`.")
    elif binding.kind is Kind.ARG:
        lines.append("Visible while this stage is built, not in the image; `--build-arg` overrides it.")
    return "\n\n".join(lines)


def _value(binding: Binding) -> str:
    if binding.unset:
        return "not set"
    if binding.value is None:
        return "given by the build"
    return f"`{binding.value}`" if binding.value else "empty"
