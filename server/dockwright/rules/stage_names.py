"""Renaming a stage: its alias and every place that names it."""

import re

from dockwright.model.facts import Facts
from dockwright.model.stage_names import stage_places
from dockwright.model.stages import Stage
from dockwright.text.edit import Edit, replace

NAME = re.compile(r"[a-z][a-z0-9-_.]*")
"""A stage name, in lower case."""


def rename_edits(facts: Facts, stage: Stage, name: str) -> tuple[Edit, ...]:
    """The edits that call `stage` `name` wherever the file does by a name and not by a number or a variable."""
    if stage.name_span is None:
        return ()
    return tuple(replace(place.span, name) for place in stage_places(facts, stage) if place.is_literal)


def free_name(facts: Facts, wanted: str) -> str:
    """`wanted`, or `wanted-2` and so on if a stage has that name already."""
    taken = {stage.name for stage in facts.stages}
    name, number = wanted, 1
    while name in taken:
        number += 1
        name = f"{wanted}-{number}"
    return name
