"""The shell patterns of `${name#pattern}` and its kin, as BuildKit matches them."""

import re
from functools import lru_cache

_TEMPLATE = re.compile(r"\$(?:\$|(?P<name>\w+)|\{(?P<braced>\w+)\})")


class PatternError(ValueError):
    """A pattern that BuildKit refuses."""


@lru_cache(maxsize=256)
def compile_pattern(pattern: str, *, greedy: bool, anchored: bool) -> re.Pattern[str]:
    """The expression for a pattern of `*`, `?` and literals; raises PatternError for a wrong escape.

    Go's expressions never backtrack, and neither may ours on a hostile file: what
    stands between two stars is taken where it comes first, which leaves the
    most room for the rest. Only the last star can make a difference to where a match ends.
    """
    first, *others = _segments(pattern)
    parts = [r"\A" if anchored else "", first]
    parts += [f"(?>.*?{segment})" for segment in others[:-1]]
    parts += [f".*{segment}" if greedy else f".*?{segment}" for segment in others[-1:]]
    return re.compile("".join(parts))


def _segments(pattern: str) -> list[str]:
    """The expressions for what stands between the stars."""
    segments = [""]
    at = 0
    while at < len(pattern):
        char = pattern[at]
        at += 1
        if char == "*":
            segments.append("")
        elif char == "?":
            segments[-1] += "."
        elif char == "\\":
            follower = pattern[at : at + 1]
            if follower in {"}", "/"}:
                continue
            if not follower or follower not in "*?\\":
                message = f"invalid escape '\\{follower}'"
                raise PatternError(message)
            segments[-1] += re.escape(follower)
            at += 1
        else:
            segments[-1] += re.escape(char)
    return segments


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
    if not everywhere:
        match = expression.search(value)
        return value[: match.start()] + replacement + value[match.end() :] if match else value
    parts: list[str] = []
    end = 0
    for match in expression.finditer(value):
        parts.append(value[end : match.start()])
        # As in Go, no empty match right after another match.
        if match.end() > end or not match.start():
            parts.append(_expand_template(replacement, match[0]))
        end = match.end()
    return "".join((*parts, value[end:]))


def _expand_template(replacement: str, matched: str) -> str:
    """What BuildKit makes of a `$` in the replacement of `//`, which it hands on to Go as a template."""

    def expanded(found: re.Match[str]) -> str:
        name = found["braced"] or found["name"]
        if name is None:
            return "$"
        return matched if name == "0" else ""

    return _TEMPLATE.sub(expanded, replacement) if "$" in replacement else replacement
