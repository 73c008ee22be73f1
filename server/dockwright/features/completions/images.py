"""Images by the bundled facts: names, and the tags of one, the newest that are supported first."""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from dockwright.features.completions.model import Completion, Kind
from dockwright.features.completions.site import Site
from dockwright.features.completions.stages import source_typed
from dockwright.knowledge import images
from dockwright.knowledge.images import Support, TagKind
from dockwright.model.references import parse_reference

MOST = 120
"""The most tags or names in one answer: an editor asks again while more is typed."""
_TAG = re.compile(r"[\w.-]*")
_NAME = re.compile(r"[\w./-]*")
_FIRST = 100
_NUMBER = re.compile(r"\d+")
_DATE = re.compile(r"\d{8}")


class TagRow(NamedTuple):
    """A tag in the order in which tags are offered."""

    tag: str
    detail: str
    is_ended: bool


def image_completions(site: Site) -> Iterator[Completion]:
    """Names of images, or tags behind the colon; after the stages."""
    typed = source_typed(site)
    if typed is None or "$" in typed or "@" in typed:
        return
    name, colon, tag = typed.rpartition(":")
    if colon and "/" not in tag:
        yield from _tags(site, name, tag)
        return
    yield from _used(site, typed)
    if typed or site.keyword == "FROM":
        yield from _names(site, typed)


def _tags(site: Site, name: str, typed: str) -> Iterator[Completion]:
    reference = parse_reference(name)
    if reference is None:
        return
    span = site.span(len(site.text) - len(typed), _TAG)
    found = [row for row in tag_rows(reference.repository) if row.tag.startswith(typed)]
    for rank, row in enumerate(found[:MOST]):
        yield Completion(
            row.tag,
            Kind.TAG,
            span,
            row.tag,
            row.detail,
            rank,
            is_deprecated=row.is_ended,
            doc=f"image {name}:{row.tag}",
        )


def _names(site: Site, typed: str) -> Iterator[Completion]:
    span = site.span(len(site.text) - len(typed), _NAME)
    if site.keyword == "FROM":
        yield Completion("scratch", Kind.IMAGE, span, "scratch", "the empty image", _FIRST, doc="image scratch")
    shown = 0
    for rank, name in enumerate(_ranked_names()):
        if typed.lower() in name and shown < MOST:
            shown += 1
            facts = images.repository(name)
            is_ended = facts is not None and facts.is_deprecated
            detail = facts.origin.value if facts is not None else ""
            yield Completion(
                name, Kind.IMAGE, span, name, detail, _FIRST + rank, is_deprecated=is_ended, doc=f"image {name}"
            )


def _used(site: Site, typed: str) -> Iterator[Completion]:
    """The images that the file's other stages, and the Dockerfiles around, are built on."""
    span = site.span(len(site.text) - len(typed), re.compile(r"[\w./:@-]*"))
    facts = site.snapshot.facts
    found = {
        stage.reference.text: "in this file"
        for stage in facts.stages
        if stage.reference is not None and stage.start != site.at
    }
    for used in site.snapshot.project.images_in_use():
        if parse_reference(used.image) is not None and "$" not in used.image:
            found.setdefault(used.image, f"in {used.dockerfile}")
    for rank, (text, where) in enumerate(found.items()):
        if ":" in text or "@" in text:
            yield Completion(text, Kind.IMAGE, span, text, where, _FIRST - 20 + rank, doc=f"image {text}")


@lru_cache(maxsize=1)
def _ranked_names() -> tuple[str, ...]:
    """All repositories: the most used first, deprecated ones last."""
    names = [*images.most_used(), *images.repositories()]
    return tuple(sorted(dict.fromkeys(names), key=_is_deprecated))


def _is_deprecated(name: str) -> bool:
    facts = images.repository(name)
    return facts is None or facts.is_deprecated


_Row = tuple[tuple[int, int, int, tuple[int, ...], int], TagRow]


@lru_cache(maxsize=32)
def tag_rows(repository: str) -> tuple[TagRow, ...]:
    """The tags of a repository as they are offered; those of ended release lines and retired ones last."""
    rows = [_row(repository, tag, order) for order, tag in enumerate(images.tags(repository))]
    rows += [_retired(tag, day) for tag, day in images.retired_tags(repository).items()]
    recommended = [tag for variant in ("", "slim", "alpine") for tag in images.recommended(repository, variant)[:1]]
    first = {tag: rank for rank, tag in enumerate(recommended)}
    ordered = sorted(rows, key=lambda row: (first.get(row[1].tag, len(first)), row[0]))
    found: dict[str, TagRow] = {}
    for _, row in ordered:
        found.setdefault(row.tag, row)
    return tuple(found.values())


def _row(repository: str, tag: str, order: int) -> _Row:
    status = images.supported(repository, tag, images.RECOMMENDED_DATE)
    shape = images.shape_of(repository, tag)
    is_ended = status.state is Support.ENDED
    words = f"{status.product} {status.cycle}".strip()
    detail = f"{words}{' (LTS)' if status.is_lts else ''}" if status.cycle else ""
    if is_ended:
        detail = f"{detail}, ended".lstrip(", ")
    elif status.ends is not None:
        detail = f"{detail}, until {status.ends.isoformat()}"
    group = 2 if is_ended else 1 if shape.is_windows else 0
    # `latest` and `slim` pin nothing: after those that name a version.
    versioned = images.classify_tag(repository, tag) is TagKind.VERSIONED
    dated = _DATE.search(tag) is not None
    floating = 0 if versioned and shape.version and not dated else 1 if versioned and not dated else 2
    key = (group, floating, tag.count("-") + tag.count("."), _newest_first(shape.version), order)
    return key, TagRow(tag, detail, is_ended)


def _retired(tag: str, day: date) -> _Row:
    """A tag that is no longer rebuilt: after all others, and of those the plainest first."""
    key = (3, 0, tag.count("-") + tag.count("."), _newest_first(tag), 0)
    return key, TagRow(tag, f"retired {day.isoformat()}", is_ended=True)


def _newest_first(version: str) -> tuple[int, ...]:
    return tuple(-int(number) for number in _NUMBER.findall(version))
