"""How far a long run is, on a terminal and nowhere else."""

import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

_MANY = 200

ValueT = TypeVar("ValueT")


def counted(values: Iterable[ValueT]) -> Iterator[ValueT]:
    """`values`; from the 200th on with their number on standard error.

    Only if that is a terminal, the findings go elsewhere, and rich is installed.
    """
    rest = iter(values)
    yield from islice(rest, _MANY)
    if not sys.stderr.isatty() or sys.stdout.isatty():
        yield from rest
        return
    try:
        from rich.console import Console
        from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn
    except ImportError:
        yield from rest
        return
    with Progress(SpinnerColumn(), MofNCompleteColumn(), console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None, completed=_MANY)
        for value in rest:
            progress.advance(task)
            yield value
