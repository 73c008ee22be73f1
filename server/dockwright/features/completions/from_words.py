"""AS, after the image of a FROM."""

from collections.abc import Iterator

from dockwright.features.completions.model import Completion, Kind
from dockwright.features.completions.site import Site


def as_completions(site: Site) -> Iterator[Completion]:
    """AS as the second word, in the case of the keyword."""
    if site.keyword != "FROM" or len(site.words) != 1 or site.in_flag:
        return
    lower = site.node.keyword.raw.islower()
    word = "as" if lower else "AS"
    text = word if site.next_is(" ") else f"{word} "
    yield Completion(word, Kind.KEYWORD, site.span(site.token_at), text, "names the stage", doc="instruction FROM")
