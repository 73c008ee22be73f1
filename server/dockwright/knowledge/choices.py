"""Which tag to use instead: recommended ones, other variants of the same version."""

from collections.abc import Iterator
from functools import lru_cache
from typing import TypedDict, cast

from dockwright.knowledge.lifetimes import release_line
from dockwright.knowledge.loader import parsed
from dockwright.knowledge.repositories import canonical, is_known, retired_tags, tag_facts, tags
from dockwright.knowledge.tag_names import TagShape, shape_of


class _Recommendation(TypedDict):
    cycle: str
    variants: dict[str, str]


class _Catalogue(TypedDict):
    recommended: dict[str, _Recommendation]


def recommended(repository: str, variant: str = "", major: str | None = None) -> tuple[str, ...]:
    """Tags to pin to, the best first: the release line, then the most specific tag of the same image.

    `variant` is `""`, `slim`, `alpine` or what else the repository has (`jre`, `fpm`).
    Without `major` the line is the newest one with long-term support, or the
    newest. With it (`22`, `3.12`, `1.22.4`) it is the longest part of that version, down to its release line, with
    a tag that is kept up; if there is none, the line's own tag, though retired. Empty if there is no such tag.
    """
    name = canonical(repository)
    entry = cast("_Catalogue", parsed("catalogue.json"))["recommended"].get(name)
    chosen = _pick(name, entry["variants"], variant) if entry else ""
    if major is None:
        return tuple(dict.fromkeys(chosen.split()))
    named = _named(name, entry["cycle"] if entry else "", chosen.partition(" ")[0], variant, major.removeprefix("v"))
    found = [facts for facts in (tag_facts(name, tag) for tag in named) if facts]
    best = next((facts for facts in found if facts.retired is None), found[-1] if found else None)
    return tuple(dict.fromkeys((best.tag, best.exact))) if best else ()


def most_used() -> tuple[str, ...]:
    """The repositories that a tag is recommended for: languages first, then servers and systems."""
    return tuple(cast("_Catalogue", parsed("catalogue.json"))["recommended"])


@lru_cache(maxsize=256)
def variants(repository: str, tag: str | None) -> tuple[str, ...]:
    """The other variants of the same version: `node:20` has `20-slim`, `20-alpine`, `20-bookworm-slim` and more.

    Short names first. Only tags that are kept up, unless `tag` is itself retired.
    """
    name = canonical(repository)
    shape = shape_of(name, tag)
    retired = retired_tags(name)
    pool = _naming(shape.line, (*retired, *tags(name)) if tag in retired else tags(name))
    found = [other for other in pool if _is_variant(shape, shape_of(name, other)) and other not in {tag, "latest"}]
    return tuple(sorted(found, key=lambda other: (other.count("-"), other.count("."))))


@lru_cache(maxsize=256)
def same_version_variant(repository: str, tag: str | None, variant: str) -> str | None:
    """The tag of the same version in another variant, None if none is known.

    `variant` is `""`, `slim`, `alpine`, words joined by dashes (`alpine-slim`), or
    `jdk` and `jre`, which change places and keep the rest. The release of the distribution stays where
    the variant allows: `3.12-bookworm` becomes `3.12-slim-bookworm`. An exact version whose tags are not all
    known is judged by its release line.
    """
    name = canonical(repository)
    shape = shape_of(name, tag)
    if variant in {"jdk", "jre"}:
        return _swapped(name, tag or "", variant)
    words = frozenset(variant.split("-")) - {""}
    kept = frozenset[str]() if "alpine" in words or _on_alpine(shape) else shape.system_words
    for version in _shortened(shape.version):
        line = tuple(version if word == shape.version else word for word in shape.line)
        found = _find(name, line, words | kept)
        if found:
            return found if version == shape.version else _with_version(found, version, shape.version)
    return None


def _on_alpine(shape: TagShape) -> bool:
    return any(word.startswith("alpine") for word in shape.flavour)


def _find(name: str, line: tuple[str, ...], flavour: frozenset[str]) -> str | None:
    """A tag of the line in this flavour; else one that also names a release of the distribution."""
    close: list[str] = []
    for tag in _naming(line, (*tags(name), *retired_tags(name))):
        shape = shape_of(name, tag)
        if shape.line != line or tag == "latest":
            continue
        if frozenset(shape.flavour) == flavour:
            return tag or None
        if flavour and frozenset(shape.flavour) - shape.system_words == flavour:
            close.append(tag)
    return close[0] if close else None


def _naming(line: tuple[str, ...], pool: tuple[str, ...]) -> Iterator[str]:
    """The tags that have the words of a line in them: cheaper than to take each apart."""
    return (tag for tag in pool if all(word in tag for word in line))


def _swapped(name: str, tag: str, variant: str) -> str | None:
    other = "jdk" if variant == "jre" else "jre"
    words = tag.split("-")
    if other not in words:
        return None
    swapped = "-".join(variant if word == other else word for word in words)
    return swapped if is_known(name, swapped) else None


def _with_version(tag: str, version: str, exact: str) -> str | None:
    """`22-slim` with the exact version; not where the name tells a release that may be newer than it."""
    if any(char.isdigit() for char in tag.replace(version, "", 1)):
        return None
    return tag.replace(version, exact, 1)


def _is_variant(shape: TagShape, other: TagShape) -> bool:
    same_kind = shape.line == other.line and shape.is_windows == other.is_windows
    return same_kind and frozenset(shape.flavour) != frozenset(other.flavour)


def _pick(name: str, choices: dict[str, str], variant: str) -> str:
    """The choice of that name; else the first one (for `""`), or the one that differs from it by the variant only."""
    first = choices.get("default") or next(iter(choices.values()), "")
    if variant in {"", "default"}:
        return first
    if variant in choices:
        return choices[variant]
    line = shape_of(name, first.partition(" ")[0]).line
    for choice in choices.values():
        shape = shape_of(name, choice.partition(" ")[0])
        if shape.line == line and frozenset(shape.flavour) == frozenset(variant.split("-")):
            return choice
    return ""


def _named(name: str, cycle: str, tag: str, variant: str, version: str) -> Iterator[str]:
    """Names that the tag of a version may have, like the recommended one or plain, from the exact version down."""
    line = release_line(name, version)
    head, dash, ending = tag.partition("-")
    letter = "v" if head == f"v{cycle}" else ""
    for part in _shortened(version):
        if len(part) < len(line):
            return
        if tag and head == f"{letter}{cycle}":
            yield f"{letter}{part}{dash}{ending}"
        yield f"{part}-{variant}" if variant else part


def _shortened(version: str) -> Iterator[str]:
    """`22.3.1`, `22.3`, `22`; one empty text for an empty version."""
    parts = version.split(".")
    for length in range(len(parts), 0, -1):
        yield ".".join(parts[:length])
