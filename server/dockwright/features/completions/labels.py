"""The label keys of the OCI image specification."""

from collections.abc import Iterator

from dockwright.features.completions.model import Completion, Kind, escaped
from dockwright.features.completions.site import Site
from dockwright.knowledge import reference
from dockwright.syntax.nodes import Label


def label_completions(site: Site) -> Iterator[Completion]:
    """The keys that the LABEL does not have yet."""
    if site.keyword != "LABEL" or "=" in site.token or "$" in site.token or site.token[:1] in {"'", '"'}:
        return
    if len(site.words) == 1 and "=" not in site.words[0]:  # the legacy form: a value comes here
        return
    if _in_quotes(site.rest):
        return
    span = site.span(site.token_at)
    pairs = site.node.assignments if isinstance(site.node, Label) else ()
    given = {pair.key.value for pair in pairs if not pair.key.span.shift(site.at).meets(span)}
    is_followed = site.next_is("=")
    for rank, (key, doc) in enumerate(reference.labels().items()):
        if key not in given:
            text = key if is_followed else f'{escaped(key)}="${{1:{escaped(doc.example)}}}"'
            yield Completion(
                key, Kind.FLAG, span, text, rank=rank, is_snippet=not is_followed, filter=key, doc=f"label {key}"
            )


def _in_quotes(text: str) -> bool:
    return text.replace('\\"', "").count('"') % 2 == 1
