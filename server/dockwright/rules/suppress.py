"""Comments that silence rules: ours, hadolint's and BuildKit's, by any name of a rule.

`# dockwright ignore=NAME,…`, `# hadolint ignore=NAME,…` and `# check=skip=NAME,…`
above an instruction silence it for that instruction; `# dockwright global ignore=…`,
`# hadolint global ignore=…` anywhere and a `# check=skip=…` directive at the top for the file.
Rules know nothing of this: it is one filter at the end.
"""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from dockwright.syntax.nodes import Comment, File

if TYPE_CHECKING:
    from dockwright.rules.engine import Diagnostic

_IGNORE = re.compile(
    r"^#\s*(?:dockwright|hadolint)\s+(?P<scope>global\s+)?(?:shell=\S+\s+)?ignore\s*=\s*(?P<names>[^\s,;]+(?:\s*,\s*[^\s,;]+)*)",
    re.IGNORECASE,
)
_CHECK = re.compile(r"^#\s*check\s*=\s*(?P<options>\S+)", re.IGNORECASE)
_ALL = "all"


class Suppressions(NamedTuple):
    """Names in lower case, for the whole file and by the index of an instruction."""

    everywhere: frozenset[str]
    by_instruction: dict[int, frozenset[str]]


def suppressed(file: File, diagnostics: Iterable["Diagnostic"]) -> Iterator["Diagnostic"]:
    """The diagnostics that no comment silences."""
    if "ignore" not in file.text and "check" not in file.text:
        yield from diagnostics
        return
    silenced = suppressions(file)
    for diagnostic in diagnostics:
        if not _is_silenced(file, diagnostic, silenced):
            yield diagnostic


def suppressed_lines(text: str, diagnostics: Iterable["Diagnostic"]) -> Iterator["Diagnostic"]:
    """The diagnostics of another kind of file that no comment on the line above, or for the whole file, silences."""
    for diagnostic in diagnostics:
        names = {name.lower() for name in diagnostic.rule.names} | {_ALL}
        line = text.rfind("\n", 0, diagnostic.finding.span.start) + 1
        above = text[text.rfind("\n", 0, max(0, line - 1)) + 1 : line].strip()
        comments = [match for match in map(_IGNORE.match, map(str.strip, text.split("\n"))) if match and match["scope"]]
        match = _IGNORE.match(above)
        if match is not None:
            comments.append(match)
        if not any(not names.isdisjoint(_names(comment["names"])) for comment in comments):
            yield diagnostic


def _is_silenced(file: File, diagnostic: "Diagnostic", silenced: Suppressions) -> bool:
    names = {name.lower() for name in diagnostic.rule.names}
    names.add(_ALL)
    if not names.isdisjoint(silenced.everywhere):
        return True
    if not silenced.by_instruction:
        return False
    index = instruction_at(file, diagnostic.finding.span.start)
    return not names.isdisjoint(silenced.by_instruction.get(index, frozenset()))


def instruction_at(file: File, offset: int) -> int:
    """The index of the instruction whose text holds `offset`, or -1."""
    for index, placed in enumerate(file.instructions):
        if placed.at <= offset < placed.end or offset == placed.span.end:
            return index
    return -1


def suppressions(file: File) -> Suppressions:
    """What the comments and directives of a file silence."""
    everywhere: set[str] = set()
    for item in file.items:
        if isinstance(item.node, Comment):
            match = _IGNORE.match(item.node.span.of(item.node.text))
            if match is not None and match["scope"]:
                everywhere.update(_names(match["names"]))
    check = file.directive("check")
    if check is not None:
        everywhere.update(skipped(check.value))
    local = {
        index: names
        for index in range(len(file.instructions))
        if (names := frozenset(_above(file, index)))
    }
    return Suppressions(frozenset(everywhere), local)


def _above(file: File, index: int) -> Iterator[str]:
    checked = False
    for comment in file.comments_above(index):
        text = comment.node.span.of(comment.node.text)
        match = _IGNORE.match(text)
        if match is not None and not match["scope"]:
            yield from _names(match["names"])
        check = _CHECK.match(text)
        # Of several check comments BuildKit heeds the first, and none that is indented.
        if check is not None and not checked and comment.node.span.start == 0:
            checked = True
            yield from skipped(check["options"])


def skipped(value: str) -> Iterator[str]:
    """The rule names of a `check=` value: `skip=A,B;error=true`. It ends at the first blank."""
    for option in value.partition(" ")[0].split(";"):
        key, _, names = option.partition("=")
        if key == "skip":
            yield from _names(names)


def _names(text: str) -> list[str]:
    return [name.strip().lower() for name in text.split(",") if name.strip()]
