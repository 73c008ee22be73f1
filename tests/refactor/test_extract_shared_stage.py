"""What two stages share in a stage of its own."""

import pytest

from dockwright.refactor.extract_shared_stage import extract_shared_stage
from tests.refactor.cases import offers, refactored


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "FROM a AS one\nWORKDIR /app\n# install\nRUN b\nRUN c\n\n"
            "FROM a AS two\nWORKDIR /app\n# install\nRUN b\nCMD d\n",
            "FROM a AS base\nWORKDIR /app\n# install\nRUN b\n\nFROM base AS one\nRUN c\n\nFROM base AS two\nCMD d\n",
            id="same-comments",
        ),
        pytest.param(
            "FROM a AS one\n\nWORKDIR /app\n\n# install\nRUN b\n\nRUN c\n\n\n"
            "FROM a AS two\n\nWORKDIR /app\n\n# install\nRUN b\n\nCMD d\n",
            "FROM a AS base\n\nWORKDIR /app\n\n# install\nRUN b\n\n"
            "FROM base AS one\n\nRUN c\n\n\nFROM base AS two\n\nCMD d\n",
            id="blank-lines",
        ),
        pytest.param(
            "ARG V=1\r\n# first\r\nfrom --platform=linux/amd64 a:$V as base\r\nworkdir /app\r\n"
            "run <<EOF\r\nb\r\nEOF\r\n"
            "from --platform=linux/amd64 a:$V\r\nworkdir /app\r\n# other\r\nrun <<EOF\r\nb\r\nEOF\r\ncmd d",
            "ARG V=1\r\nfrom --platform=linux/amd64 a:$V as shared\r\nworkdir /app\r\nrun <<EOF\r\nb\r\nEOF\r\n\r\n"
            "# first\r\nfrom shared as base\r\nfrom shared\r\n# other\r\ncmd d",
            id="other-comments-crlf-heredoc",
        ),
    ],
)
def test_extracted(before: str, after: str) -> None:
    assert refactored(extract_shared_stage, before, None) == (after, "")
    assert offers(extract_shared_stage, after, None) == []


def test_numbers_would_change() -> None:
    text = "FROM a\nWORKDIR /a\nRUN b\nFROM a\nWORKDIR /a\nRUN b\nCOPY --from=0 /c /c\n"
    (offer,) = offers(extract_shared_stage, text, None)
    assert offer.disabled == "a stage is used by its number, which would be another"


@pytest.mark.parametrize(
    "text",
    [
        "FROM a\nRUN b\nFROM a\nRUN b\n",
        "FROM a\nWORKDIR /a\nUSER b\nFROM a\nWORKDIR /a\nUSER b\n",
        "FROM a\nWORKDIR /a\nRUN b\nFROM c\nWORKDIR /a\nRUN b\n",
    ],
)
def test_silent(text: str) -> None:
    assert offers(extract_shared_stage, text, None) == []
