"""Actions that silence a rule, in the file's own dialect."""

from collections.abc import Callable
from typing import NamedTuple

from dockwright.rules.engine import Diagnostic
from dockwright.rules.suppress import instruction_at
from dockwright.syntax.nodes import File
from dockwright.text.edit import Edit, insert


class Suppression(NamedTuple):
    """A comment that silences one rule."""

    title: str
    edits: tuple[Edit, ...]


def for_instruction(file: File, diagnostic: Diagnostic) -> Suppression | None:
    """A comment line above the instruction, indented like it."""
    index = instruction_at(file, diagnostic.finding.span.start)
    if index < 0:
        return None
    placed = file.instructions[index]
    indent = " " * (placed.span.start - placed.at) if placed.node.text[:1] == " " else ""
    code = _code(file, diagnostic)
    comment = f"{indent}# {_dialect(file)} ignore={code}{line_end(file.text)}"
    return Suppression(f"Ignore {code} for this instruction", (insert(placed.at, comment),))


def for_file(file: File, diagnostic: Diagnostic) -> Suppression | None:
    """A comment line for the whole file, below the directives at its top."""
    code = _code(file, diagnostic)
    at = 0
    for directive in file.directives:
        at = max(at, file.text.find("\n", directive.span.end) + 1 or len(file.text))
    if not at and file.text.startswith("\ufeff"):
        at = 1
    comment = f"# {_dialect(file)} global ignore={code}{line_end(file.text)}"
    return Suppression(f"Ignore {code} in this file", (insert(at, comment),))


SUPPRESSIONS: tuple[tuple[str, Callable[[File, Diagnostic], Suppression | None]], ...] = (
    ("instruction", for_instruction),
    ("file", for_file),
)


def line_end(text: str) -> str:
    """The line end that the text uses."""
    return "\r\n" if "\r\n" in text else "\n"


def _dialect(file: File) -> str:
    """The file's own pragma: hadolint's where it has some of those and none of ours."""
    return "hadolint" if "# hadolint" in file.text and "# dockwright" not in file.text else "dockwright"


def _code(file: File, diagnostic: Diagnostic) -> str:
    """The name that the dialect knows."""
    rule = diagnostic.rule
    if _dialect(file) == "hadolint":
        return next((name for name in rule.aliases if name.startswith("DL")), rule.name)
    return rule.name
