"""Image references: `registry/path:tag@digest`, as the distribution project's grammar has them."""

import re
from functools import lru_cache
from typing import NamedTuple

from dockwright.text.span import Span

DEFAULT_REGISTRY = "docker.io"
_LEGACY_REGISTRY = "index.docker.io"
_OFFICIAL = "library/"
_LONGEST_PATH = 255

_ALPHANUMERIC = "[a-z0-9]+"
_COMPONENT = rf"{_ALPHANUMERIC}(?:(?:[._]|__|-+){_ALPHANUMERIC})*"
_HOST_PART = "[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?"
_HOST = rf"(?:{_HOST_PART}(?:\.{_HOST_PART})*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?"
_REFERENCE = re.compile(
    rf"(?P<name>(?:(?P<registry>{_HOST})/)?(?P<path>{_COMPONENT}(?:/{_COMPONENT})*))"
    r"(?::(?P<tag>\w[\w.-]{0,127}))?"
    r"(?:@(?P<digest>sha256:[a-f0-9]{64}|sha384:[a-f0-9]{96}|sha512:[a-f0-9]{128}))?",
    re.ASCII,
)
_IDENTIFIER = re.compile("[a-f0-9]{64}")
_TAG = re.compile(r"\w[\w.-]{0,127}", re.ASCII)


class ImageReference(NamedTuple):
    """A valid image reference.

    `text` is as written, `registry` and `path` are normalised (`docker.io` and
    `library/node` for `node`), `tag` and `digest` None when not written. The
    spans are offsets into `text`; `name_span` covers everything before the tag.
    """

    text: str
    registry: str
    path: str
    tag: str | None
    digest: str | None
    name_span: Span
    tag_span: Span | None
    digest_span: Span | None

    @property
    def repository(self) -> str:
        """The name as people write it: `node`, `grafana/loki`, `ghcr.io/a/b`."""
        if self.registry != DEFAULT_REGISTRY:
            return f"{self.registry}/{self.path}" if self.registry else self.path
        short = self.path.removeprefix(_OFFICIAL)
        return self.path if "/" in short else short

    @property
    def is_official(self) -> bool:
        """Whether it is one of Docker Hub's official images."""
        return self.registry == DEFAULT_REGISTRY and self.path.startswith(_OFFICIAL)

    @property
    def name(self) -> str:
        """The last part of the path: `node`, `loki`, `b`."""
        return self.path.rpartition("/")[2]

    @property
    def written_name(self) -> str:
        """The name as written, without tag and digest."""
        return self.name_span.of(self.text)

    def with_tag(self, tag: str) -> str:
        """The reference with another tag; a digest is dropped, for it would still pin the old image."""
        return f"{self.written_name}:{tag}"

    def with_digest(self, digest: str) -> str:
        """The reference with its tag and this digest."""
        end = self.tag_span.end if self.tag_span else self.name_span.end
        return f"{self.text[:end]}@{digest}"


def is_tag(text: str) -> bool:
    """Whether `text` may stand after the colon."""
    return _TAG.fullmatch(text) is not None


@lru_cache(maxsize=1024)
def parse_reference(text: str) -> ImageReference | None:
    """The reference that `text` is, None if the grammar does not allow it (upper case, an empty tag, …)."""
    if _IDENTIFIER.fullmatch(text):
        return None
    registry, prefix, at = _registry(text)
    remainder = text[at:]
    head = f"{registry}/{prefix}"
    match = _REFERENCE.fullmatch(head + remainder)
    if match is None or len(match["path"]) > _LONGEST_PATH:
        return None
    shift = at - len(head)
    return ImageReference(
        text=text,
        registry=match["registry"] or "",
        path=match["path"],
        tag=match["tag"],
        digest=match["digest"],
        name_span=Span(0, match.end("name") + shift),
        tag_span=_span(match, "tag", shift),
        digest_span=_span(match, "digest", shift),
    )


def _span(match: re.Match[str], group: str, shift: int) -> Span | None:
    start, end = match.span(group)
    return Span(start + shift, end + shift) if start >= 0 else None


def _registry(text: str) -> tuple[str, str, int]:
    """The registry, what is to be put before the path, and where the path begins in `text`."""
    first, slash, rest = text.partition("/")
    if not slash:
        return DEFAULT_REGISTRY, _OFFICIAL, 0
    if first == _LEGACY_REGISTRY:
        first = DEFAULT_REGISTRY
    elif first != "localhost" and "." not in first and ":" not in first and first == first.lower():
        return DEFAULT_REGISTRY, "", 0
    at = len(text) - len(rest)
    prefix = _OFFICIAL if first == DEFAULT_REGISTRY and "/" not in rest else ""
    return first, prefix, at
