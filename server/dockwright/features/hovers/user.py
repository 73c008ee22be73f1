"""The user of a USER or a `--chown`: which account that is, and where it comes from."""

from collections.abc import Iterator
from types import MappingProxyType

from dockwright.analysis.accounts import accounts_made
from dockwright.analysis.images import stage_defaults
from dockwright.features.hovers.model import Cursor, Hover
from dockwright.model.stages import Stage
from dockwright.syntax.nodes import Transfer, User, Word
from dockwright.text.lines import Unit

_ROOT = frozenset({"root", "0"})
_WINDOWS = MappingProxyType(
    {
        "containeradministrator": "may do everything in the container",
        "containeruser": "an account without administrator rights",
    }
)
"""https://learn.microsoft.com/en-us/virtualization/windowscontainers/manage-containers/container-security"""


def user_hover(cursor: Cursor) -> Iterator[Hover]:
    """The account under the cursor."""
    placed = cursor.placed
    stage = cursor.snapshot.facts.stage_at(cursor.offset)
    if placed is None or stage is None:
        return
    word: Word | None = None
    if isinstance(placed.node, User):
        word = placed.node.user
    elif isinstance(placed.node, Transfer):
        flag = placed.node.flag("chown")
        word = flag.value if flag is not None else None
    if word is None or word.substitutions or not cursor.on(word.span):
        return
    text = _described(cursor, stage, word.value.partition(":")[0])
    if text:
        yield Hover(text, placed.place(word.span))


def _described(cursor: Cursor, stage: Stage, name: str) -> str:
    if name in _ROOT:
        return f"User **{name}**: may do everything in the container."
    if not stage.state_at(stage.from_.end).is_posix and name.lower() in _WINDOWS:
        return f"User **{name}**: {_WINDOWS[name.lower()]}, in every Windows image."
    image = stage_defaults(stage)
    for account in image.accounts if image is not None else ():
        if name in {account.name, str(account.uid)}:
            root = stage.root_reference
            where = f"`{root.text}`" if root is not None else "the base image"
            return f"User **{account.name}** ({account.uid}, group {account.gid}): an account of {where}."
    line = _made_in(cursor, stage, name)
    if line is not None:
        return f"User **{name}**: made in line {line}."
    if name.isascii() and name.isdigit():
        return f"User number **{name}**: it needs no account; without a group it has the group root."
    return ""


def _made_in(cursor: Cursor, stage: Stage, name: str) -> int | None:
    """The line of the RUN that makes the account, counted from 1."""
    for made in accounts_made(stage):
        if made.name == name:
            return cursor.snapshot.document.lines.position(made.run.span.start, Unit.UTF32)[0] + 1
    return None
