"""A keyword: what the instruction does and how it is written."""

from collections.abc import Iterator

from dockwright.features.hovers.model import Cursor, Hover
from dockwright.knowledge.keywords import Keyword, keyword
from dockwright.syntax.nodes import OnBuild


def keyword_hover(cursor: Cursor) -> Iterator[Hover]:
    """The keyword under the cursor; in an ONBUILD that of the trigger too."""
    placed = cursor.placed
    if placed is None:
        return
    node = placed.node
    words = [node.keyword]
    if isinstance(node, OnBuild) and node.trigger is not None:
        words.append(node.trigger.keyword)
    for word in words:
        found = keyword(word.raw)
        if found is not None and cursor.on(word.span):
            yield Hover(_described(found), placed.place(word.span))


def _described(found: Keyword) -> str:
    forms = "\n".join(found.forms)
    return (
        f"**{found.name}**: {found.summary}\n\n```dockerfile\n{forms}\n```\n\n{found.note}\n\n[Reference]({found.url})"
    )
