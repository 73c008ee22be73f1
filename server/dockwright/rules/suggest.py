"""The name that was probably meant."""

import difflib
from collections.abc import Iterable, Iterator
from functools import lru_cache

_LIKENESS = 0.7
"""Of difflib's ratio, 0 to 1: one slip in a word of four letters is 0.75."""
_MANY = 64
"""More candidates than these are too many to look at each."""


def nearest(word: str, candidates: Iterable[str], likeness: float = _LIKENESS) -> str | None:
    """The candidate most like `word`, whatever the case; None if none is close or it is `word` itself.

    Among very many candidates only those that differ in one letter are found.
    """
    return _nearest(word, tuple(candidates), likeness)


@lru_cache(maxsize=4096)
def _nearest(word: str, candidates: tuple[str, ...], likeness: float) -> str | None:
    key = word.lower()
    if len(candidates) > _MANY:
        slips = _slips(candidates)
        candidates = tuple(other for variant in _shorter(key) for other in slips.get(variant, ()))
    by_key = {other.lower(): other for other in candidates if _may_be_like(key, other.lower())}
    near = difflib.get_close_matches(key, by_key, n=1, cutoff=likeness)
    found = by_key[near[0]] if near else None
    return None if found == word else found


@lru_cache(maxsize=16)
def _slips(candidates: tuple[str, ...]) -> dict[str, list[str]]:
    """The candidates by themselves and by what is left of them without one letter."""
    found: dict[str, list[str]] = {}
    for other in candidates:
        for variant in _shorter(other.lower()):
            found.setdefault(variant, []).append(other)
    return found


def _shorter(word: str) -> Iterator[str]:
    yield word
    yield from {f"{word[:index]}{word[index + 1 :]}" for index in range(len(word))}


def _may_be_like(first: str, second: str) -> bool:
    """A cheap look before the dear one: about as long, and begun or ended alike."""
    if not first or not second or abs(len(first) - len(second)) > max(len(first), len(second)) // 2:
        return False
    return first[0] == second[0] or first[-1] == second[-1] or first[:2] == second[1::-1]


def did_you_mean(found: str | None, prefix: str = "") -> str:
    """The end of a message: `, did you mean X?`, or nothing."""
    return f", did you mean {prefix}{found}?" if found else ""
