"""The repair of a variable that a stage cannot see: declare it there."""

from dockwright.model.facts import Facts
from dockwright.model.occurrences import Occurrence
from dockwright.model.variables import PLATFORM_ARGUMENTS, PROXY_ARGUMENTS, Kind
from dockwright.rules.lines import insert_above, keyword_like
from dockwright.rules.model import Fix


def is_declarable(facts: Facts, name: str) -> bool:
    """Whether a bare `ARG name` would give it a value: an ARG before the first FROM, or one of the builder's own."""
    found = facts.scope.find(name)
    if found is not None and found.kind is Kind.GLOBAL_ARG:
        return True
    return name in PLATFORM_ARGUMENTS or name in PROXY_ARGUMENTS


def declare(facts: Facts, found: Occurrence, first: Occurrence) -> Fix:
    """Put `ARG name` above the instruction with `first`, the first use of the name in the stage."""
    line = f"{keyword_like(found.placed.node, 'ARG')} {found.name}"
    return Fix(f"Add {line}", (insert_above(facts.file, first.placed, line),))
