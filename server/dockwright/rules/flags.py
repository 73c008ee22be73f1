"""Edits of the flags of an instruction."""

from dockwright.syntax.nodes import Flag, Instruction
from dockwright.text.edit import Edit, delete
from dockwright.text.span import Span


def delete_flag(instruction: Instruction, flag: Flag) -> Edit:
    """Take a flag away with the blanks after it."""
    end = flag.span.end
    while instruction.text[end : end + 1] in {" ", "\t"}:
        end += 1
    return delete(Span(flag.span.start, end))
