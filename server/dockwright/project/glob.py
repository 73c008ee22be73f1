"""Go's `filepath.Match` on Unix, as a regular expression."""

import re
from functools import lru_cache

_Range = tuple[str, str]

# What Go compares at once: stars, then text up to the next star outside a class.
_CHUNK = re.compile(r"(\**)((?:\\.?|\[(?:\\.|[^\]\\])*(?:\]|\\?\Z)|[^*\\\[])+)", re.DOTALL)


class BadPatternError(ValueError):
    r"""A glob that Go refuses: an unclosed or empty class, or a `\` at the end."""


def has_wildcard(text: str) -> bool:
    r"""Whether `text` holds a `*`, `?` or `[` that no `\` escapes."""
    escaped = False
    for char in text:
        if escaped:
            escaped = False
        elif char == "\\":
            escaped = True
        elif char in "*?[":
            return True
    return False


@lru_cache(maxsize=512)
def compile_glob(glob: str) -> re.Pattern[str] | None:
    """The expression whose `fullmatch` answers as `filepath.Match` does, or None for a malformed glob."""
    try:
        return re.compile(_translated(glob), re.DOTALL)
    except BadPatternError:
        return None


def is_accepted(glob: str) -> bool:
    """Whether `filepath.Match(glob, ".")` gives no error: how moby checks a pattern before it is used.

    Go looks no further than it must to say no, so an error behind the first
    literal text is not seen.
    """
    name = "."
    for stars, chunk in _CHUNK.findall(glob):
        pattern = compile_glob(chunk)
        if pattern is None:
            return False
        if pattern.fullmatch(name) or (stars and pattern.fullmatch("")):
            name = ""
        else:
            return True
    return True


def _translated(glob: str) -> str:
    parts: list[str] = []
    at = 0
    while at < len(glob):
        char = glob[at]
        at += 1
        if char == "*":
            if parts[-1:] != ["[^/]*"]:
                parts.append("[^/]*")
        elif char == "?":
            parts.append("[^/]")
        elif char == "[":
            expression, at = _class(glob, at)
            parts.append(expression)
        elif char == "\\":
            parts.append(re.escape(_at(glob, at)))
            at += 1
        else:
            parts.append(re.escape(char))
    return "".join(parts)


def _class(glob: str, at: int) -> tuple[str, int]:
    """The expression for the class whose `[` ends at `at`, and where it ends.

    Unlike `?`, a negated class also matches `/`.
    """
    negated = glob.startswith("^", at)
    at += negated
    ranges: list[_Range] = []
    while not ranges or glob[at] != "]":
        low, at = _class_member(glob, at)
        high = low
        if glob[at] == "-":
            high, at = _class_member(glob, at + 1)
        ranges.append((low, high))
    members = "".join(f"{re.escape(low)}-{re.escape(high)}" for low, high in ranges if low <= high)
    if members:
        return f"[{'^' if negated else ''}{members}]", at + 1
    return "." if negated else "(?!)", at + 1


def _class_member(glob: str, at: int) -> tuple[str, int]:
    """One code point of a class and where the next begins; there is always a next, at least the `]`."""
    char = _at(glob, at)
    if char in "-]":
        raise BadPatternError
    if char == "\\":
        at += 1
        char = _at(glob, at)
    _at(glob, at + 1)
    return char, at + 1


def _at(glob: str, at: int) -> str:
    if at >= len(glob):
        raise BadPatternError
    return glob[at]
