"""A script of package.json, where a command runs it."""

from collections.abc import Iterator

from dockwright.features.hovers.model import Cursor, Hover
from dockwright.features.package_scripts import script_at
from dockwright.syntax.nodes import Cmd, Entrypoint, Healthcheck, Run


def script_hover(cursor: Cursor) -> Iterator[Hover]:
    """What the script under the cursor runs."""
    placed = cursor.placed
    known = cursor.snapshot.project.known
    if placed is None or not known or not isinstance(placed.node, Run | Cmd | Entrypoint | Healthcheck):
        return
    script = script_at(cursor.snapshot, placed, cursor.offset)
    if script is not None:
        yield Hover(f"Script **{script.name}** of `{script.path}`: `{script.text}`", script.span)
