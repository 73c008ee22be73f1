"""Completion: what can stand at the cursor without being an error, the likeliest first."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from dockwright.features.completions.comments import (
    Line,
    check_completions,
    directive_completions,
    directive_value_completions,
    ignore_completions,
    line_at,
    pragma_completions,
)
from dockwright.features.completions.flag_values import flag_value_completions
from dockwright.features.completions.flags import flag_completions
from dockwright.features.completions.from_words import as_completions
from dockwright.features.completions.healthcheck import healthcheck_completions
from dockwright.features.completions.heredocs import delimiter_completions, terminator_completions
from dockwright.features.completions.images import image_completions
from dockwright.features.completions.instructions import keyword_completions, line_completions
from dockwright.features.completions.labels import label_completions
from dockwright.features.completions.model import Completion, Kind
from dockwright.features.completions.mounts import mount_key_completions, mount_value_completions
from dockwright.features.completions.paths import (
    destination_completions,
    source_completions,
    stage_source_completions,
    workdir_completions,
)
from dockwright.features.completions.ports import port_completions
from dockwright.features.completions.scripts import script_completions
from dockwright.features.completions.shells import shell_completions
from dockwright.features.completions.signals import signal_completions
from dockwright.features.completions.site import Site, instruction_at, site_at
from dockwright.features.completions.stages import source_typed, stage_completions
from dockwright.features.completions.users import user_completions
from dockwright.features.completions.variables import argument_name_completions, variable_completions
from dockwright.features.snapshot import Snapshot

_IN_INSTRUCTIONS: tuple[Callable[[Site], Iterator[Completion]], ...] = (
    keyword_completions,
    variable_completions,
    mount_key_completions,
    mount_value_completions,
    flag_value_completions,
    stage_completions,
    image_completions,
    as_completions,
    destination_completions,
    stage_source_completions,
    source_completions,
    workdir_completions,
    port_completions,
    user_completions,
    signal_completions,
    shell_completions,
    healthcheck_completions,
    label_completions,
    argument_name_completions,
    script_completions,
    delimiter_completions,
    terminator_completions,
    flag_completions,
)
_BETWEEN: tuple[Callable[[Line], Iterator[Completion]], ...] = (
    directive_completions,
    directive_value_completions,
    check_completions,
    ignore_completions,
    pragma_completions,
    line_completions,
)


class Completions(NamedTuple):
    """The items in their order; `is_incomplete` if more typing may bring others."""

    items: tuple[Completion, ...]
    is_incomplete: bool


def complete(snapshot: Snapshot, offset: int, trigger: str = "") -> Completions:
    """What can stand at `offset`: only what the text that is typed there already leads to.

    `trigger` is the code point whose typing asked for it, `""` if a person did: a blank alone brings no flags.
    """
    text = snapshot.text
    site = site_at(snapshot, offset)
    found = sorted(_found(snapshot, offset, site), key=_rank)
    if trigger == " ":
        found = [item for item in found if item.kind is not Kind.FLAG]
    fitting = [item for item in found if _fits(item.filter or item.label, text[item.span.start : offset])]
    return Completions(tuple(fitting), is_incomplete=site is not None and source_typed(site) is not None)


def _found(snapshot: Snapshot, offset: int, site: Site | None) -> Iterable[Completion]:
    if site is not None:
        return chain.from_iterable(producer(site) for producer in _IN_INSTRUCTIONS)
    if instruction_at(snapshot, offset) is not None:  # a comment between continued lines
        return ()
    line = line_at(snapshot, offset)
    return chain.from_iterable(producer(line) for producer in _BETWEEN)


def _rank(item: Completion) -> int:
    return item.rank


def _fits(name: str, typed: str) -> bool:
    """Whether `typed` begins `name` or a word in it, in any case."""
    if name.startswith(typed):
        return True
    name = name.lower()
    typed = typed.lower()
    at = name.find(typed)
    while at > 0 and name[at - 1].isalnum():
        at = name.find(typed, at + 1)
    return at >= 0
