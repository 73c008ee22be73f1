"""The edits that take something out and leave no trace of it."""

from dockwright.syntax.nodes import Instruction, Placed
from dockwright.text.edit import Edit, delete
from dockwright.text.span import Span


def without_word(text: str, word: Span) -> Edit | None:
    """The edit that removes a word with the blanks before it; None if nothing stands before it on its line."""
    before = text[: word.start].rstrip(" \t")
    if len(before) == word.start or not before or before.endswith("\n"):
        return None
    return delete(Span(len(before), word.end))


def without_instruction(placed: Placed[Instruction]) -> Edit | None:
    """The edit that removes an instruction with its lines; None if comments stand inside it."""
    node = placed.node
    if any("#" in gap.of(node.text) for gap in node.continuations):
        return None
    return delete(Span(placed.at, placed.end))


def without_line(text: str, at: int) -> Edit:
    """The edit that removes the line on which the code point at `at` stands, its end included."""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    return delete(Span(start, len(text) if end < 0 else end + 1))
