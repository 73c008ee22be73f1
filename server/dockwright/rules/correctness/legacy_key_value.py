"""`ENV key value` without `=`."""

import re
from collections.abc import Iterator
from functools import lru_cache

from dockwright.analysis.safety import Safety
from dockwright.model.facts import Facts
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.rules.triggers import triggered
from dockwright.syntax.nodes import Assignment, Env, Instruction, Label, Placed
from dockwright.text.edit import replace

_KINDS = (Env, Label)
_BLANK = re.compile(r"\s")
_SPECIAL = re.compile(r"""["'\\`]""")
_NOTE = "Now the value begins with the equals sign."


@rule(Severity.WARNING, on=Facts, reads_commands=False, aliases=("LegacyKeyValueFormat",))
def legacy_key_value(facts: Facts) -> Iterator[Finding]:
    r"""Key and value without an equals sign.

    The old form takes the rest of the line for one value, so a second variable on the
    line goes unnoticed into the first.

    ```dockerfile bad
    FROM alpine:3.22
    ENV ⟦MODE production⟧
    LABEL ⟦description a small image⟧
    ```

    ```dockerfile fixed
    FROM alpine:3.22
    ENV MODE=production
    LABEL description="a small image"
    ```

    Blanks around the sign make it part of the value:

    ```dockerfile bad
    FROM alpine:3.22
    ENV ⟦MODE = production⟧
    ```

    ```dockerfile fixed
    FROM alpine:3.22
    ENV MODE=production
    ```
    """
    for placed in facts.file.instructions:
        if isinstance(placed.node, _KINDS):
            yield from (finding.shift(placed.at) for finding in _findings(placed.node))
    for each in triggered(facts):
        for pair in _legacy(each.placed):
            message = f"An ONBUILD of {each.stage.base_text} sets {pair.key.raw} without an equals sign"
            yield Finding(each.span, message)


def _legacy(placed: Placed[Instruction]) -> tuple[Assignment, ...]:
    if not isinstance(placed.node, Env | Label):
        return ()
    return tuple(pair for pair in placed.node.assignments if pair.legacy)


@lru_cache(maxsize=4096)
def _findings(node: Env | Label) -> tuple[Finding, ...]:
    """The findings in one instruction, spans relative to it."""
    placed = Placed(0, node)
    return tuple(Finding(pair.span, _message(pair), _fixes(placed, pair)) for pair in _legacy(placed))


def _message(pair: Assignment) -> str:
    if pair.value is not None and pair.value.raw.startswith("="):
        return f"The value of {pair.key.raw} begins with an equals sign: there must be no blank before it"
    return f"Write {pair.key.raw}=… with an equals sign"


def _fixes(placed: Placed[Instruction], pair: Assignment) -> tuple[Fix, ...]:
    node = placed.node
    if pair.value is None or any("#" in span.of(node.text) for span in node.continuations):
        return ()
    written, safety, note = pair.value.raw, Safety.SAFE, ""
    if written.startswith("="):
        written, safety, note = written[1:].strip(), Safety.UNSAFE, _NOTE
    value = _quoted(written)
    if value is None:
        return ()
    text = f"{pair.key.raw}={value}"
    return (Fix(f"Change to {text}", (replace(placed.place(pair.span), text),), safety, note),)


def _quoted(value: str) -> str | None:
    """The value as one word of the new form; None if its quotes would have to be taken apart."""
    if not value:
        return '""'
    if not _BLANK.search(value):
        return value
    if not _SPECIAL.search(value):
        return f'"{value}"'
    if value[0] == value[-1] == '"' and _SPECIAL.search(value[1:-1]) is None:
        return value
    if value[0] == value[-1] == "'" and "'" not in value[1:-1]:
        return value
    return None
