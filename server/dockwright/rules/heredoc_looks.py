"""What the builder takes for a here-document, or does not, unlike a shell."""

import re

from dockwright.syntax.nodes import Heredoc, Instruction

_NAME = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
_DETACHED = re.compile(r"(?:^|[\s;&|])\d*<<-[ \t]+(?P<quote>['\"]?)(?P<name>\w+)(?P=quote)", re.ASCII)


def is_arithmetic(instruction: Instruction, document: Heredoc) -> bool:
    """Whether the operator stands inside `$(( ))`, as a shift to the left."""
    before = instruction.text[: document.opener.start]
    opened = before.rfind("$((")
    return opened >= 0 and "))" not in before[opened:] and "))" in instruction.text[opened:]


def is_lookalike(instruction: Instruction, document: Heredoc) -> bool:
    """Whether something else than a here-document of that name was probably meant."""
    return is_arithmetic(instruction, document) or _NAME.fullmatch(document.name) is None


def shell_name(document: Heredoc) -> str | None:
    """The name that a shell would read at the start of `EOF;`, `EOF)`, `EOF>file`; None if the name is a plain one."""
    match = _NAME.match(document.name)
    return match[0] if match is not None and match[0] != document.name else None


def detached(command: str) -> re.Match[str] | None:
    """`<<- NAME`, which a shell takes for a here-document and the builder does not."""
    return _DETACHED.search(command)
