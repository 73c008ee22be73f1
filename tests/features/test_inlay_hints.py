"""Inlay hints, drawn into the text between `⟪ ⟫`."""

import re

import pytest

from dockwright.analysis.images import KNOWN_IMAGES
from dockwright.features.hover import hover
from dockwright.features.inlay_hints.produce import PRODUCERS, inlay_hints
from dockwright.features.snapshot import Snapshot
from dockwright.lsp.settings import INLAY_HINTS
from dockwright.model.facts import facts_of
from dockwright.project.context_size import ContextSize
from dockwright.project.snapshot import UNKNOWN_PROJECT
from dockwright.syntax.parser import parse
from dockwright.text.document import open_document
from dockwright.text.span import Span

SIZE = ContextSize(1200, 3_400_000, (), 0, complete=True)


def snapshot(text: str) -> Snapshot:
    return Snapshot(
        open_document("", 0, text), facts_of(parse(text), KNOWN_IMAGES), UNKNOWN_PROJECT, measure=lambda: SIZE
    )


def assert_hints(kind: str, drawn: str) -> None:
    """The hints of a kind in the text are those that are drawn."""
    text = re.sub("⟪[^⟫]*⟫", "", drawn)
    result = text
    found = sorted(inlay_hints(snapshot(text), Span(0, len(text)), frozenset({kind})), reverse=True)
    for hint in found:
        result = f"{result[: hint.offset]}⟪{hint.label}⟫{result[hint.offset :]}"
    assert result == drawn


def test_resolved_image() -> None:
    assert_hints(
        "resolvedImage",
        "# 😋\r\nARG V=22\r\nARG U\r\nFROM \\\r\n  node:${V:-1}⟪= node:22⟫ AS a\r\nFROM x:$U\r\nFROM b\r\nFROM",
    )


def test_workdir() -> None:
    assert_hints(
        "workdir",
        "FROM debian:13\nWORKDIR /app\nWORKDIR src⟪= /app/src⟫\nENV D=/d\nWORKDIR $D/x⟪= /d/x⟫\n"
        "ARG U\nWORKDIR $U\nWORKDIR /a/\n",
    )


def test_stage_index() -> None:
    assert_hints("stageIndex", "FROM a AS b⟪stage 0⟫\nFROM c⟪stage 1⟫\n")
    assert_hints("stageIndex", "FROM a AS b\n")


def test_context_size() -> None:
    assert_hints("contextSize", "FROM a\nCOPY . .⟪1,200 files, 3.4 MB⟫\nCOPY x .\nADD ./ /y⟪1,200 files, 3.4 MB⟫\n")


def test_cache() -> None:
    assert_hints(
        "cache",
        "FROM node:22 AS b\nRUN apt-get update\nCOPY package*.json yarn.lock ./\n"
        "RUN npm ci⟪cached until package*.json (+1) changes⟫\n"
        "COPY . .⟪re-runs on every source edit⟫\nRUN a \\⟪re-runs on every source edit⟫\n  b\n"
        "FROM debian:13\nCOPY --from=b /x /y\nRUN a⟪cached until stage b changes⟫\n"
        "COPY c d e f /g/⟪cached until c, d, e (+2) changes⟫\n",
    )


def test_a_hint_on_the_cache_is_short_enough_to_be_shown() -> None:
    path = "a/" * 20
    assert_hints("cache", f"FROM a\nCOPY {path} b /x/\nRUN c⟪cached until one of 2 changes⟫\n")


def test_only_what_the_span_meets() -> None:
    text = "FROM a\nCOPY . .\nCOPY . .\n"
    found = list(inlay_hints(snapshot(text), Span(0, 9), frozenset({"cache"})))
    assert [hint.offset for hint in found] == [text.index("\n", 8)]


def test_the_settings_are_those_of_the_producers() -> None:
    assert list(INLAY_HINTS) == list(PRODUCERS)
    assert list(inlay_hints(snapshot("FROM a\nCOPY . .\n"), Span(0, 20), frozenset())) == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("COPY . .", "**Cache**: runs again on every edit of a file that the build context sends."),
        (
            "COPY --link --from=b /x /y",
            (
                "**Cache**: runs again when what stage `b` gives changes.\n\n"
                "`--link` makes it independent of the steps before."
            ),
        ),
        (
            "ARG A\nRUN x",
            (
                "**Cache**: reads no files of the build context; what it downloads is not looked at again.\n\n"
                "The steps before it, and so this one too, run again when the image `c:1` changes.\n\n"
                "A build with another value of `A` runs it again."
            ),
        ),
    ],
)
def test_hover_tells_the_whole(line: str, expected: str) -> None:
    text = f"FROM a AS b\nFROM c:1\n{line}\n"
    found = hover(snapshot(text), text.rindex("\n", 0, -1) + 1)
    assert found is not None
    assert found.markdown.split("\n\n---\n\n")[-1].startswith(expected)
