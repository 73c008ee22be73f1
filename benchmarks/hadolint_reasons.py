"""Why we and hadolint differ: the reasons in `hadolint_reasons.toml`.

Each `[[reason]]` has `codes`, `only` (who alone reports: `ours` or `hadolint`), `why` (in Markdown), and may have
conditions, all of which must hold at a place: `text`, `stage` and `shell` are regular expressions to be found in the
instruction, in the FROM of its stage and in the shell that is in force; `ships` is whether that stage ships;
`beside` is found in another code that hadolint reports there. The first reason that fits a place explains it.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

from hadolint_findings import Known

OURS, HADOLINT = "ours", "hadolint"
_DATA = Path(__file__).with_name("hadolint_reasons.toml")


@dataclass(frozen=True)
class Reason:
    """One reason; a condition is None where it does not matter."""

    codes: tuple[str, ...]
    only: str
    why: str
    text: str | None = None
    stage: str | None = None
    shell: str | None = None
    beside: str | None = None
    ships: bool | None = None

    def explains(self, code: str, only: str, known: Known, others: Iterable[str]) -> bool:
        """Whether this is why one of the two alone reports a code at a place, where hadolint reports `others`."""
        if code not in self.codes or only != self.only or self.ships not in {None, known.ships}:
            return False
        if self.beside is not None and not any(re.search(self.beside, other) for other in others):
            return False
        pairs = ((self.text, known.text), (self.stage, known.stage), (self.shell, known.shell))
        return all(pattern is None or re.search(pattern, value) is not None for pattern, value in pairs)


@cache
def reasons() -> tuple[Reason, ...]:
    """All of them, in the order of the file."""
    tables = cast("list[dict[str, object]]", tomllib.loads(_DATA.read_text("utf-8"))["reason"])
    return tuple(_reason(table) for table in tables)


def _reason(table: dict[str, object]) -> Reason:
    codes = tuple(cast("list[str]", table["codes"]))
    return Reason(**{**table, "codes": codes})  # pyright: ignore[reportArgumentType] - a wrong type fails below
