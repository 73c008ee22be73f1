"""The forms of SHELL."""

from collections.abc import Iterator

from dockwright.analysis.images import stage_defaults
from dockwright.features.completions.model import Completion, Kind
from dockwright.features.completions.site import Site

_POSIX = (
    ("/bin/bash", '["/bin/bash", "-o", "pipefail", "-c"]'),
    ("/bin/ash", '["/bin/ash", "-eo", "pipefail", "-c"]'),
    ("/bin/sh", '["/bin/sh", "-c"]'),
)
_WINDOWS = (
    '["powershell", "-Command", "$ErrorActionPreference = \'Stop\'; $ProgressPreference = \'SilentlyContinue\';"]',
    '["cmd", "/S", "/C"]',
)


def shell_completions(site: Site) -> Iterator[Completion]:
    """The usual shells, of which the base image is not known to lack any."""
    stage = site.stage
    if site.keyword != "SHELL" or stage is None or site.rest.strip("[ ") or site.follows:
        return
    span = site.span(site.start if site.rest else len(site.text))
    if site.snapshot.text[span.end : span.end + 1] in {"]", '"'}:
        return
    known = stage_defaults(stage)
    posix = [text for path, text in _POSIX if known is None or not known.shells or path in known.shells]
    is_windows = not stage.state_at(stage.from_.end).is_posix
    for rank, text in enumerate(_WINDOWS if is_windows else posix):
        yield Completion(text, Kind.SNIPPET, span, text, rank=rank, doc="instruction SHELL")
