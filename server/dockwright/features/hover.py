"""Hover: what the thing under the cursor is, does and costs."""

from collections.abc import Callable, Iterator

from dockwright.features.hovers.cache import cache_hover
from dockwright.features.hovers.copied import copied_hover
from dockwright.features.hovers.directive import directive_hover
from dockwright.features.hovers.flag import flag_hover
from dockwright.features.hovers.heredoc import heredoc_hover
from dockwright.features.hovers.image import image_hover
from dockwright.features.hovers.keyword import keyword_hover
from dockwright.features.hovers.label import label_hover
from dockwright.features.hovers.model import Cursor, Hover, cursor_at
from dockwright.features.hovers.mount import mount_hover
from dockwright.features.hovers.package_command import package_hover
from dockwright.features.hovers.port import port_hover
from dockwright.features.hovers.rule import comment_hover, finding_hover
from dockwright.features.hovers.script import script_hover
from dockwright.features.hovers.signal import signal_hover
from dockwright.features.hovers.stage import stage_hover
from dockwright.features.hovers.user import user_hover
from dockwright.features.hovers.variable import variable_hover
from dockwright.features.snapshot import Snapshot
from dockwright.text.span import Span

Producer = Callable[[Cursor], Iterator[Hover]]

_PRODUCERS: tuple[Producer, ...] = (
    finding_hover,
    keyword_hover,
    cache_hover,
    directive_hover,
    flag_hover,
    mount_hover,
    stage_hover,
    variable_hover,
    image_hover,
    copied_hover,
    package_hover,
    script_hover,
    user_hover,
    port_hover,
    signal_hover,
    label_hover,
    heredoc_hover,
    comment_hover,
)
"""In the order in which their texts are shown."""

_BETWEEN = "\n\n---\n\n"


def hover(snapshot: Snapshot, offset: int) -> Hover | None:
    """What can be said of the text at `offset`, None if nothing; its span is that of the smallest thing described."""
    cursor = cursor_at(snapshot, offset)
    found: list[Hover] = []
    for producer in _PRODUCERS:
        found.extend(producer(cursor))
    if not found:
        return None
    smallest = min((one.span for one in found), key=_length)
    return Hover(_BETWEEN.join(dict.fromkeys(one.markdown for one in found)), smallest)


def _length(span: Span) -> int:
    return span.end - span.start
