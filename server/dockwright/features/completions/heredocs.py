"""Here-documents: the delimiter behind `<<`, and the one that ends an open one."""

import re
from collections.abc import Iterator

from dockwright.features.completions.model import Completion, Kind
from dockwright.features.completions.site import Site
from dockwright.features.suppress import line_end

_OPENER = re.compile(r"(?:^|[\t\v\f\r ])[0-9]*<<-?(?P<quote>['\"]?)(?P<name>\w*)\Z")
_REST = re.compile(r"\w*['\"]?")
_NAMES = ("EOF", "EOT")


def delimiter_completions(site: Site) -> Iterator[Completion]:
    """The names that people use, each with the line that ends it; none that is there already."""
    if site.keyword not in {"RUN", "COPY", "ADD"} or site.is_json or site.body is not None or site.in_flag:
        return
    match = _OPENER.search(site.text)
    if match is None:
        return
    at = site.offset - site.at
    others = {doc.name for doc in site.node.heredocs if not doc.opener.holds(at)}
    closed = [doc.name for doc in site.node.heredocs if doc.opener.holds(at) and doc.terminator is not None]
    quote = match["quote"]
    span = site.span(len(site.text) - len(match["name"]) - len(quote), _REST)
    rest = site.snapshot.text[span.end :].partition("\n")[0].strip()
    for rank, name in enumerate(closed or _NAMES):
        if name in others:
            continue
        if closed or rest:
            yield Completion(name, Kind.KEYWORD, span, f"{quote}{name}{quote}", rank=rank, filter=f"{quote}{name}")
            continue
        end = line_end(site.snapshot.text)
        body = f"{quote}{name}{quote}{end}$0{end}{name}"
        yield Completion(name, Kind.SNIPPET, span, body, "with its end", rank, is_snippet=True, filter=f"{quote}{name}")


def terminator_completions(site: Site) -> Iterator[Completion]:
    """The name that ends the here-document, on a line of its own."""
    if site.body is None or site.body.terminator is not None:
        return
    text = site.snapshot.text
    start = text.rfind("\n", 0, site.offset) + 1
    typed = text[start : site.offset]
    if site.body.chomp:
        typed = typed.lstrip("\t")
    if site.body.name.startswith(typed):
        span = site.span(len(site.text), re.compile(r"\w*"))._replace(start=site.offset - len(typed))
        yield Completion(site.body.name, Kind.KEYWORD, span, site.body.name, "ends the here-document")
