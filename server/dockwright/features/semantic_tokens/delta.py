"""The difference of two lists of encoded tokens."""

from collections.abc import Callable
from typing import NamedTuple

_SIZE = 5


class TokensEdit(NamedTuple):
    """LSP's edit of encoded tokens: replace `delete_count` numbers from `start` on by `data`."""

    start: int
    delete_count: int
    data: list[int]


def delta(before: list[int], after: list[int]) -> TokensEdit | None:
    """The one edit that makes `after` of `before`, None if they are equal; it begins and ends between tokens."""
    if before == after:
        return None
    most = min(len(before), len(after)) // _SIZE
    prefix = _longest(most, lambda count: before[: count * _SIZE] == after[: count * _SIZE]) * _SIZE
    most -= prefix // _SIZE
    suffix = _longest(most, lambda count: before[_from(before, count) :] == after[_from(after, count) :]) * _SIZE
    return TokensEdit(prefix, len(before) - prefix - suffix, after[prefix : len(after) - suffix])


def _from(data: list[int], count: int) -> int:
    return len(data) - count * _SIZE


def _longest(most: int, equal: Callable[[int], bool]) -> int:
    """The largest number up to `most` for which `equal` holds; lists are compared as wholes, which is fast."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if equal(middle):
            low = middle
        else:
            high = middle - 1
    return low
