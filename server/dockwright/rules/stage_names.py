"""Renaming a stage: its alias and every place that names it."""

import re
from collections.abc import Iterator

from dockwright.model.facts import Facts
from dockwright.model.stages import Stage
from dockwright.model.uses import UseKind
from dockwright.text.edit import Edit, replace

NAME = re.compile(r"[a-z][a-z0-9-_.]*")
"""A stage name, in lower case."""


def rename_edits(facts: Facts, stage: Stage, name: str) -> tuple[Edit, ...]:
    """The edits that call `stage` `name` wherever the file does by a name and not by a number."""
    span = stage.name_span
    if span is None:
        return ()
    return (replace(span, name), *_uses(facts, stage, name))


def _uses(facts: Facts, stage: Stage, name: str) -> Iterator[Edit]:
    seen: set[int] = set()
    for use in facts.users_of(stage):
        if use.span.start in seen or use.text.lower() != stage.name:
            continue
        seen.add(use.span.start)
        # What is written must be the name alone: in quotes or through a variable, an edit would guess.
        written = use.span.of(facts.file.text)
        if written.lower() == stage.name and (use.kind is not UseKind.FROM or written == stage.name):
            yield replace(use.span, name)


def free_name(facts: Facts, wanted: str) -> str:
    """`wanted`, or `wanted-2` and so on if a stage has that name already."""
    taken = {stage.name for stage in facts.stages}
    name, number = wanted, 1
    while name in taken:
        number += 1
        name = f"{wanted}-{number}"
    return name
