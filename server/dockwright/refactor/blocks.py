"""Instructions as blocks of lines: with the comments that stand directly above them."""

from dockwright.syntax.nodes import Comment, File, Instruction, Item, Placed
from dockwright.text.edit import Edit, delete, insert, replace
from dockwright.text.span import Span


def line_end(file: File) -> str:
    """The line end that the file uses."""
    return "\r\n" if "\r\n" in file.text else "\n"


def block(file: File, placed: Placed[Instruction]) -> Span:
    """The whole lines of an instruction and of the comments directly above it.

    A directive is no comment, and a blank line ends the block.
    """
    directives = {directive.span.start for directive in file.directives}
    index = _index(file.items, placed.at)
    start = placed.at
    while index > 0:
        item = file.items[index - 1]
        if not isinstance(item.node, Comment) or item.span.start in directives:
            break
        start = item.at
        index -= 1
    return Span(start, placed.end)


def _index(items: tuple[Placed[Item], ...], at: int) -> int:
    low, high = 0, len(items)
    while low < high:
        middle = (low + high) // 2
        if items[middle].at < at:
            low = middle + 1
        else:
            high = middle
    return low


def removed(file: File, placed: Placed[Instruction]) -> Edit:
    """The edit that takes a block away, with one of two blank lines that would be left around it."""
    span = block(file, placed)
    text = file.text
    end_of_line = line_end(file)
    follows_blank = span.start == 0 or text.endswith(end_of_line * 2, 0, span.start)
    if follows_blank and text.startswith(end_of_line, span.end):
        return delete(Span(span.start, span.end + len(end_of_line)))
    return delete(span)


def block_text(file: File, placed: Placed[Instruction]) -> str:
    """The text of a block, ending in a line end."""
    return ended(block(file, placed).of(file.text), line_end(file))


def ended(text: str, end_of_line: str) -> str:
    """`text` with a line end at its end."""
    return text if text.endswith("\n") else f"{text}{end_of_line}"


def insert_lines(file: File, at: int, lines: str) -> Edit:
    """Insert whole lines before the line that begins at `at`; `lines` end in a line end.

    At the end of a file without a final line end, one is put first.
    """
    if at == len(file.text) and at and not file.text.endswith("\n"):
        return insert(at, f"{line_end(file)}{lines.removesuffix(line_end(file))}")
    return insert(at, lines)


def replace_arguments(placed: Placed[Instruction], text: str) -> Edit:
    """Put `text` in the place of the arguments of an instruction."""
    return replace(placed.place(placed.node.rest.span), text)


def keyword(placed: Placed[Instruction], name: str) -> str:
    """`name` in the case of the keyword of `placed`."""
    return name.lower() if placed.node.keyword.raw.islower() else name
