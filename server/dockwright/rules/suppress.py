"""Comments that silence rules: ours, hadolint's and BuildKit's, by any name of a rule.

`# dockwright ignore=NAME,…` and `# hadolint ignore=NAME,…` above an instruction
silence a rule for that instruction, with `stage` before `ignore` up to the end of the stage, with `global`, anywhere,
for the file. `# check=skip=NAME,…`
does what it does in BuildKit, which is less than one would think.
Rules know nothing of this: it is one filter at the end.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from dockwright.rules import buildkit
from dockwright.rules.dialect import is_about_syntax, is_quiet
from dockwright.rules.pragmas import IGNORE, Dialect, Name, Pragma, is_global, names_in, pragmas
from dockwright.syntax.nodes import File, From, Instruction, Placed
from dockwright.text.span import Span

if TYPE_CHECKING:
    from dockwright.rules.engine import Diagnostic

_ALL = "all"
_UNUSED = "unused-suppression"


def suppressed(file: File, diagnostics: Iterable["Diagnostic"]) -> Iterator["Diagnostic"]:
    """The diagnostics that no comment silences; none about the syntax of a template or another language.

    The rule on suppressions that do nothing names them all; those that did something are taken out here.
    """
    quiet = is_quiet(file)
    found = [each for each in diagnostics if not (quiet and is_about_syntax(each.rule))]
    comments = pragmas(file)
    if not comments:
        yield from found
        return
    used: set[Span] = set()
    kept: list[Diagnostic] = []
    for diagnostic in found:
        names = list(_silencing(file, diagnostic, comments))
        used.update(name.span for name in names)
        if not names:
            kept.append(diagnostic)
    for diagnostic in kept:
        if diagnostic.rule.name != _UNUSED or diagnostic.finding.span not in used:
            yield diagnostic


def _silencing(file: File, diagnostic: "Diagnostic", comments: tuple[Pragma, ...]) -> Iterator[Name]:
    """The names in comments that silence a diagnostic."""
    index = instruction_at(file, diagnostic.finding.span.start)
    known = {name.lower() for name in diagnostic.rule.names} | {_ALL}
    for pragma in comments:
        if pragma.dialect is Dialect.CHECK:
            if _is_asked(file, diagnostic, pragma, index):
                yield from _skipping(diagnostic, pragma)
        elif _covers(file, pragma, index):
            yield from (name for name in pragma.names if name.text.lower() in known)


def _covers(file: File, pragma: Pragma, index: int) -> bool:
    """Whether the comment is for the instruction `index`."""
    if pragma.below in {None, index}:
        return True
    if not pragma.to_stage_end or pragma.below is None or index < pragma.below:
        return False
    return not any(isinstance(placed.node, From) for placed in file.instructions[pragma.below + 1 : index + 1])


def _skipping(diagnostic: "Diagnostic", pragma: Pragma) -> Iterator[Name]:
    """The names as BuildKit compares them: exactly, and `all` only where it stands alone."""
    if [name.text for name in pragma.names] == [_ALL]:
        if buildkit.check_name(diagnostic.rule) is not None:
            yield pragma.names[0]
        return
    yield from (name for name in pragma.names if name.text in diagnostic.rule.names)


def _is_asked(file: File, diagnostic: "Diagnostic", pragma: Pragma, index: int) -> bool:
    """Whether BuildKit asks this `# check=` about the diagnostic in the instruction `index`."""
    check = buildkit.check_name(diagnostic.rule)
    if check == buildkit.EXPERIMENTAL:
        return False
    if pragma.below is None:
        return True
    if check in buildkit.WHOLE_FILE or index < 0:
        return False
    if check == buildkit.AT_EARLIER:
        return pragma.below == _next_of_its_kind(file, index)
    if check in buildkit.AT_CHILD and isinstance(file.instructions[index].node, From):
        return False
    return pragma.below == index


def _next_of_its_kind(file: File, index: int) -> int | None:
    """The next instruction with the same keyword in the stage."""
    kind = type(file.instructions[index].node)
    for later in range(index + 1, len(file.instructions)):
        node = file.instructions[later].node
        if isinstance(node, From):
            break
        if isinstance(node, kind):
            return later
    return None


def instruction_at(file: File, offset: int) -> int:
    """The index of the instruction whose text holds `offset`, or -1."""
    index = bisect_right(file.instructions, offset, key=_start) - 1
    if index < 0:
        return -1
    placed = file.instructions[index]
    return index if offset < placed.end or offset == placed.span.end else -1


def _start(placed: Placed[Instruction]) -> int:
    return placed.at


def suppressed_lines(text: str, diagnostics: Iterable["Diagnostic"]) -> Iterator["Diagnostic"]:
    """The diagnostics of another kind of file that no comment on the line above, or for the whole file, silences."""
    lines = [line.strip() for line in text.split("\n")]
    everywhere = [match for match in map(IGNORE.match, lines) if match is not None and is_global(match)]
    for diagnostic in diagnostics:
        known = {name.lower() for name in diagnostic.rule.names} | {_ALL}
        above = text.count("\n", 0, diagnostic.finding.span.start) - 1
        match = IGNORE.match(lines[above]) if above >= 0 else None
        comments = everywhere if match is None else [*everywhere, match]
        if not any(name.text.lower() in known for comment in comments for name in names_in(comment["names"], 0)):
            yield diagnostic
