"""Document links: images to their registries, sources to files, addresses, rule names to what is said of them."""

from collections.abc import Iterator
from typing import NamedTuple

from dockwright.analysis.transfers import is_remote
from dockwright.features.context_sources import context_sources, files_of
from dockwright.features.named import effective
from dockwright.features.snapshot import Snapshot
from dockwright.model.references import ImageReference, parse_reference
from dockwright.model.registry_pages import registry_page
from dockwright.model.uses import SourceKind, UseKind
from dockwright.project.paths import ProjectPath
from dockwright.rules.dialect import is_templated
from dockwright.rules.pages import link
from dockwright.rules.pragmas import pragmas
from dockwright.syntax.nodes import Add
from dockwright.text.span import Span

_WEB = ("http://", "https://")
_SCRATCH_PAGE = "https://hub.docker.com/_/scratch"


class Link(NamedTuple):
    """The text at `span` leads to a web address or to a file of the build context."""

    span: Span
    address: str | None = None
    path: ProjectPath | None = None


def links(snapshot: Snapshot) -> tuple[Link, ...]:
    """All of them, by position; of two at one place the first found."""
    found: dict[Span, Link] = {}
    for each in (*_images(snapshot), *_in_instructions(snapshot), *_rules(snapshot)):
        found.setdefault(each.span, each)
    return tuple(found[span] for span in sorted(found))


def _images(snapshot: Snapshot) -> Iterator[Link]:
    facts = snapshot.facts
    syntax = facts.file.directive("syntax")
    if syntax is not None:
        yield from _image(parse_reference(syntax.value), syntax.value_span, syntax.value)
    templated = is_templated(facts.file)
    for use in facts.uses:
        if templated and use.kind is not UseKind.FROM and use.text.isalnum():
            continue  # as likely a stage whose name the template makes
        if use.source.kind is SourceKind.SCRATCH and use.kind is UseKind.FROM:
            yield Link(use.span, _SCRATCH_PAGE)
        else:
            yield from _image(use.image, use.span, use.span.of(snapshot.text))


def _image(reference: ImageReference | None, span: Span, written: str) -> Iterator[Link]:
    """The name without tag and digest, where it is written plainly; else all of it."""
    page = page_of(reference) if reference is not None else None
    if reference is None or page is None:
        return
    at = written.find(reference.text)
    yield Link(reference.name_span.shift(span.start + at) if at >= 0 else span, page)


def page_of(reference: ImageReference) -> str | None:
    """The page of an image, in its registry or where its publisher keeps it."""
    page = registry_page(reference)
    if page is not None:
        return page
    from dockwright.knowledge.repositories import repository  # noqa: PLC0415 - reads data that few files need

    known = repository(reference.repository)
    return known.url if known is not None else None


def _in_instructions(snapshot: Snapshot) -> Iterator[Link]:
    for placed in snapshot.facts.file.instructions:
        inner = effective(placed)
        if isinstance(inner.node, Add):
            for word in inner.node.sources:
                if is_remote(word.value) and word.value.startswith(_WEB) and word.literal is not None:
                    yield Link(inner.place(word.span), word.value)
        if not snapshot.project.known:
            continue
        for source in context_sources(snapshot, placed):
            files = files_of(snapshot, source)
            if len(files) == 1:
                yield Link(source.span, path=files[0])


def _rules(snapshot: Snapshot) -> Iterator[Link]:
    found = pragmas(snapshot.facts.file)
    if not found:
        return
    from dockwright.rules.registry import rules_by_name  # noqa: PLC0415 - only where a comment names one

    for pragma in found:
        for name in pragma.names:
            rule = rules_by_name().get(name.text.lower())
            address = link(rule) if rule is not None else None
            if address is not None:
                yield Link(name.span, address)
