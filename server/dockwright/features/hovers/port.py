"""A port of an EXPOSE: what usually listens there."""

import re
from collections.abc import Iterator

from dockwright.features.hovers.model import Cursor, Hover
from dockwright.knowledge import reference
from dockwright.syntax.nodes import Expose

_PORT = re.compile(r"(\d{1,5})(?:/(tcp|udp|sctp))?", re.ASCII)
_PRIVILEGED = 1024
_PUBLISHED = "Documented only: `docker run -p` publishes it."


def port_hover(cursor: Cursor) -> Iterator[Hover]:
    """The single port under the cursor; nothing for a range or a variable."""
    placed = cursor.placed
    if placed is None or not isinstance(placed.node, Expose):
        return
    for word in placed.node.arguments:
        match = _PORT.fullmatch(word.value)
        if match is not None and cursor.on(word.span):
            yield Hover(_described(int(match[1]), match[2] or "tcp"), placed.place(word.span))


def _described(number: int, protocol: str) -> str:
    usual = reference.port(number)
    lines = [f"Port **{number}/{protocol}**{f': {usual}' if usual else ''}", _PUBLISHED]
    if 0 < number < _PRIVILEGED:
        lines.append("Below 1024: some runtimes let only root listen there.")
    return "\n\n".join(lines)
