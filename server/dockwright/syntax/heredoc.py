"""Here-documents: finding their openers in a joined line and their bodies below it."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from dockwright.syntax import words
from dockwright.syntax.logical import Logical
from dockwright.syntax.nodes import Heredoc
from dockwright.text.span import Span

_NEXT_INSTRUCTION = re.compile(
    r"^(?:ADD|ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|FROM|HEALTHCHECK|LABEL|ONBUILD|RUN|SHELL|STOPSIGNAL|USER|VOLUME|WORKDIR)"
    r"[ \t]",
    re.MULTILINE,
)


class Opener(NamedTuple):
    """A `<<NAME` word: its place in the joined line and what it says."""

    start: int
    end: int
    name: str
    expand: bool
    chomp: bool
    fd: int


class Body(NamedTuple):
    """Where a here-document's lines stand; `terminator` is None if it never ends. `end` is after its last line."""

    span: Span
    terminator: Span | None
    end: int


def openers(joined: str) -> tuple[Opener, ...]:
    """The here-documents that BuildKit sees in a joined line, keyword included."""
    return tuple(
        Opener(start, end, *parsed)
        for word, start, end in words.heredoc_words(joined)
        if (parsed := words.parse_heredoc(word)) is not None
    )


def find_body(text: str, at: int, opener: Opener) -> Body:
    """The lines from `at` to the terminator of `opener`.

    A here-document that never ends would swallow the rest of the file while
    it is being typed: it is taken to end before the next line that begins
    with an instruction in upper case.
    """
    found = text.find(opener.name, at)
    while found >= 0:
        end = found + len(opener.name)
        line_start = text.rfind("\n", at, found) + 1 or at
        line_end = text.find("\n", end) + 1 or len(text)
        indent = text[line_start:found]
        if not indent.strip("\t" if opener.chomp else "") and not text[end:line_end].strip("\r\n"):
            return Body(Span(at, line_start), Span(found, end), line_end)
        found = text.find(opener.name, found + 1)
    match = _NEXT_INSTRUCTION.search(text, at)
    end = match.start() if match else len(text)
    return Body(Span(at, end), None, end)


def bodies_end(text: str, at: int, found: tuple[Opener, ...]) -> int:
    """The offset after the last body of the here-documents opened by the line that ends at `at`."""
    for opener in found:
        body = find_body(text, at, opener)
        at = body.end
        if body.terminator is None:
            break
    return at


def read_heredocs(text: str, logical: Logical, found: tuple[Opener, ...]) -> Iterator[Heredoc]:
    """The here-documents of an instruction whose whole text is `text`."""
    at = logical.end
    for opener in found:
        body = find_body(text, at, opener)
        at = body.end
        yield Heredoc(
            name=opener.name,
            opener=logical.span(opener.start, opener.end),
            body=body.span,
            terminator=body.terminator,
            expand=opener.expand,
            chomp=opener.chomp,
            fd=opener.fd,
            content=body.span.of(text),
        )
        if body.terminator is None:
            return
