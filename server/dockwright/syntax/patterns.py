"""The shell patterns of `${name#pattern}` and its kin, as BuildKit matches them."""

import re
from functools import lru_cache

_SPECIAL = frozenset("[]{}.+()|^$")


class PatternError(ValueError):
    """A pattern that BuildKit refuses."""


@lru_cache(maxsize=256)
def compile_pattern(pattern: str, *, greedy: bool, anchored: bool) -> re.Pattern[str]:
    """The expression for a pattern of `*`, `?` and literals; raises PatternError for a wrong escape."""
    parts = [r"\A"] if anchored else []
    at = 0
    while at < len(pattern):
        char = pattern[at]
        at += 1
        if char == "*":
            parts.append(".*" if greedy else ".*?")
        elif char == "?":
            parts.append(".")
        elif char == "\\":
            follower = pattern[at : at + 1]
            if follower in {"}", "/"}:
                continue
            if not follower or follower not in "*?\\":
                message = f"invalid escape '\\{follower}'"
                raise PatternError(message)
            parts.append(re.escape(follower))
            at += 1
        else:
            parts.append(f"\\{char}" if char in _SPECIAL else char)
    try:
        return re.compile("".join(parts))
    except re.error as error:
        raise PatternError(str(error)) from error


def trim_prefix(pattern: str, value: str, *, greedy: bool) -> str:
    """`value` without the shortest (or longest) start that matches."""
    match = compile_pattern(pattern, greedy=greedy, anchored=True).search(value)
    return value[match.end() :] if match else value


def trim_suffix(pattern: str, value: str, *, greedy: bool) -> str:
    """`value` without the shortest (or longest) end that matches: the prefix of it all reversed."""
    return trim_prefix(_reversed(pattern), value[::-1], greedy=greedy)[::-1]


def _reversed(pattern: str) -> str:
    parts: list[str] = []
    at = 0
    while at < len(pattern):
        width = 2 if pattern[at] == "\\" and at + 1 < len(pattern) else 1
        parts.append(pattern[at : at + width])
        at += width
    return "".join(reversed(parts))


def substitute(pattern: str, replacement: str, value: str, *, everywhere: bool) -> str:
    """`value` with the first match, or every match, replaced."""
    expression = compile_pattern(pattern, greedy=True, anchored=False)
    if everywhere:
        return expression.sub(replacement.replace("\\", r"\\"), value)
    match = expression.search(value)
    return value[: match.start()] + replacement + value[match.end() :] if match else value
