"""The delimiter of a here-document: what becomes of the lines between."""

from collections.abc import Iterator

from dockwright.features.hovers.model import Cursor, Hover
from dockwright.syntax.nodes import Heredoc, Instruction, Run, Transfer


def heredoc_hover(cursor: Cursor) -> Iterator[Hover]:
    """The here-document whose opening or closing delimiter is under the cursor."""
    placed = cursor.placed
    if placed is None:
        return
    for doc in placed.node.heredocs:
        for span in (doc.opener, doc.terminator):
            if span is not None and cursor.on(span):
                yield Hover(_described(placed.node, doc), placed.place(span))


def _described(node: Instruction, doc: Heredoc) -> str:
    count = doc.content.count("\n")
    lines = [f"Here-document **{doc.name}**: {count} line{'' if count == 1 else 's'}, {_fate(node, doc)}."]
    if isinstance(node, Transfer):
        lines.append(
            "The builder replaces variables in it; quote the name to keep them."
            if doc.expand
            else "Its name is quoted: variables in it stay as they are."
        )
    if doc.chomp:
        lines.append("`<<-`: tabs at the start of its lines are dropped.")
    return "\n\n".join(lines)


def _fate(node: Instruction, doc: Heredoc) -> str:
    if isinstance(node, Transfer):
        target = node.destination.value if node.destination is not None else ""
        folder = target.endswith("/") or target in {"", "."}
        return f"the content of `{f'{target}{doc.name}' if folder and target != '.' else target or doc.name}`"
    if isinstance(node, Run) and (doc.script is not None or doc.content.startswith("#!")):
        return "run as a script"
    return "the input of the command"
