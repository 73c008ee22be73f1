"""CMD and NONE of a HEALTHCHECK."""

from collections.abc import Iterator

from dockwright.features.completions.model import Completion, Kind
from dockwright.features.completions.site import Site


def healthcheck_completions(site: Site) -> Iterator[Completion]:
    """CMD, and NONE where there are no flags: how the check is written."""
    if site.keyword != "HEALTHCHECK" or site.words or site.in_flag or site.token.startswith("-"):
        return
    span = site.span(site.token_at)
    blank = "" if site.next_is(" ") else " "
    doc = "instruction HEALTHCHECK"
    yield Completion("CMD", Kind.KEYWORD, span, f"CMD{blank}", "the command that checks", doc=doc)
    if not site.node.flags:
        yield Completion("NONE", Kind.KEYWORD, span, "NONE", "switches off the check of the base image", 1, doc=doc)
