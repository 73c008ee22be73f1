"""The name that was probably meant."""

import difflib
from collections.abc import Iterable

_LIKENESS = 0.7
"""Of difflib's ratio, 0 to 1: one slip in a word of four letters is 0.75."""


def nearest(word: str, candidates: Iterable[str], likeness: float = _LIKENESS) -> str | None:
    """The candidate most like `word`, whatever the case; None if none is close or it is `word` itself."""
    by_key = {candidate.lower(): candidate for candidate in candidates}
    near = difflib.get_close_matches(word.lower(), by_key, n=1, cutoff=likeness)
    found = by_key[near[0]] if near else None
    return None if found == word else found


def did_you_mean(found: str | None, prefix: str = "") -> str:
    """The end of a message: `, did you mean X?`, or nothing."""
    return f", did you mean {prefix}{found}?" if found else ""
