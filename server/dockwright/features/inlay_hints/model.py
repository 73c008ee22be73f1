"""A hint, the kinds of hints and what makes one kind."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from dockwright.features.snapshot import Snapshot
from dockwright.text.span import Span


class Hint(NamedTuple):
    """`label` is shown after the code point before `offset` (absolute); `tooltip` is Markdown, or ""."""

    offset: int
    label: str
    tooltip: str = ""


Producer = Callable[[Snapshot, Span], Iterator[Hint]]
"""The hints of one kind for the instructions that a span meets."""
