"""How far a long run is, on a terminal and nowhere else."""

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

_MANY = 200

ValueT = TypeVar("ValueT")


def counted(values: Iterable[ValueT], total: int) -> Iterator[ValueT]:
    """`values`, with a bar on standard error if there are many of them, that is a terminal and rich is installed."""
    if total < _MANY or not sys.stderr.isatty():
        yield from values
        return
    try:
        from rich.console import Console
        from rich.progress import track
    except ImportError:
        yield from values
        return
    console = Console(stderr=True)
    yield from track(values, "Checking", total=total, console=console, transient=True)
