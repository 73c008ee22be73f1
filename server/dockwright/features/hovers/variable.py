"""A variable: its value here, where that comes from, and where it can be used."""

from collections.abc import Iterator

from dockwright.features.hovers.model import Cursor, Hover
from dockwright.features.prose import variable_prose
from dockwright.knowledge import reference
from dockwright.model.stages import Stage
from dockwright.model.variables import PLATFORM_ARGUMENTS, PROXY_ARGUMENTS, Binding, Kind
from dockwright.syntax.nodes import Arg, Env, From, Instruction, Placed, Run, Word
from dockwright.text.lines import Unit
from dockwright.text.span import Span

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
    for name, span in _names(placed):
        if not cursor.on(span):
            continue
        stage = cursor.snapshot.facts.stage_at(placed.at)
        binding = _binding(cursor, placed, stage, name)
        yield Hover(_described(cursor, name, binding, stage), placed.place(span))


def _names(placed: Placed[Instruction]) -> Iterator[tuple[str, Span]]:
    node = placed.node
    words: list[Word] = [*node.arguments, *(flag.value for flag in node.flags if flag.value is not None)]
    if isinstance(node, Arg | Env):
        yield from ((pair.key.raw, pair.key.span) for pair in node.assignments)
        words.extend(pair.value for pair in node.assignments if pair.value is not None)
    for word in words:
        yield from ((found.name, found.name_span) for found in word.substitutions)
    if isinstance(node, Run):
        for script in node.scripts:
            for command in script.commands:
                for word in (*command.words, *command.assignments):
                    for name in word.variables:
                        start = placed.node.text.find(name, word.span.start, word.span.end)
                        if start >= 0:
                            yield name, Span(start, start + len(name))


def _binding(cursor: Cursor, placed: Placed[Instruction], stage: Stage | None, name: str) -> Binding | None:
    if stage is None or isinstance(placed.node, From):
        return cursor.snapshot.facts.scope.find(name)
    defines = isinstance(placed.node, Arg | Env) and any(pair.key.raw == name for pair in placed.node.assignments)
    return stage.scope.find(name, placed.end if defines else placed.at)


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
