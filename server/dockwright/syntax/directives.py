"""Parser directives: `# syntax=`, `# escape=` and `# check=` at the very top.

BuildKit reads them twice, with different eyes: its line parser finds `escape`
(also indented, but not below a `#!` line), and a look at the raw text finds
`syntax` and `check` (below a `#!` line too, but never indented).
"""

import re
from typing import NamedTuple

from dockwright.syntax.blanks import UNICODE
from dockwright.syntax.nodes import Directive, Problem
from dockwright.text.span import Span

_DIRECTIVE = re.compile(r"([a-zA-Z][a-zA-Z0-9]*)[\t\n\f\r ]*=[\t\n\f\r ]*(.+?)[\t\n\f\r ]*\Z", re.DOTALL)
_KNOWN = frozenset({"syntax", "escape", "check"})
DEFAULT_ESCAPE = "\\"


class Directives(NamedTuple):
    """The directives in force, the escape character and what is wrong with them."""

    directives: tuple[Directive, ...]
    escape: str
    problems: tuple[Problem, ...]


def read_directives(text: str) -> Directives:
    """The directives at the top of `text`; spans are offsets into it."""
    at = 1 if text.startswith("\ufeff") else 0
    shebang = text.startswith("#!", at)
    if shebang:
        at = text.find("\n", at) + 1 or len(text)
    found: dict[str, Directive] = {}
    problems: list[Problem] = []
    escape = DEFAULT_ESCAPE
    indented = False
    while at < len(text):
        end = text.find("\n", at) + 1 or len(text)
        directive = _directive(text, at, end)
        if directive is None:
            break
        indented = indented or directive.span.start > at
        at = end
        if directive.name in found:
            problems.append(Problem("duplicate-directive", directive.span, directive.name))
            break
        if directive.name == "escape":
            if shebang:
                continue
            if directive.value not in {"\\", "`"}:
                problems.append(Problem("invalid-directive", directive.value_span, directive.value))
            else:
                escape = directive.value
        elif indented:
            continue
        found[directive.name] = directive
    if "syntax" not in found:
        found.update(_slashed_syntax(text))
    return Directives(tuple(found.values()), escape, tuple(problems))


def _slashed_syntax(text: str) -> dict[str, Directive]:
    """`// syntax=` on the first line, which BuildKit's look at the raw text accepts too."""
    start = 1 if text.startswith("\ufeff") else 0
    if not text.startswith("//", start):
        return {}
    directive = _directive(text, start, text.find("\n") + 1 or len(text), "//")
    return {"syntax": directive} if directive and directive.name == "syntax" else {}


def _directive(text: str, start: int, end: int, mark: str = "#") -> Directive | None:
    """The directive on the line `text[start:end]`, of a known name."""
    line = text[start:end].rstrip("\r\n")
    hash_at = len(line) - len(line.lstrip(UNICODE))
    if not line.startswith(mark, hash_at):
        return None
    content = line[hash_at + len(mark) :]
    match = _DIRECTIVE.match(content, len(content) - len(content.lstrip(UNICODE)))
    if match is None or match[1].lower() not in _KNOWN:
        return None
    shift = start + hash_at + len(mark)
    name = match[1].lower()
    # All but `escape` end at their first blank.
    value = match[2] if name == "escape" else match[2].partition(" ")[0]
    return Directive(
        name=name,
        name_span=Span(*match.span(1)).shift(shift),
        value=value,
        value_span=Span(match.start(2), match.start(2) + len(value)).shift(shift),
        span=Span(start + hash_at, shift + match.end(2)),
    )
