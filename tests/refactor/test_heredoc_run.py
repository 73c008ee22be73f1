"""A chain of commands as a here-document."""

import pytest

from dockwright.refactor.heredoc_run import heredoc_run
from tests.refactor.cases import offers, refactored


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("FROM a\nRUN b && c && \\ d  \n\nCMD e\n", "FROM a\nRUN <<EOF\nset -e\nb\nc\n\\ d\nEOF\n\nCMD e\n"),
        ("FROM a\nRUN b && c d && e\n", "FROM a\nRUN <<EOF\nset -e\nb\nc d\ne\nEOF\n"),
        (
            "FROM a\r\nrun --network=none set -eux \\\r\n  # why\r\n  && A=1 b \\\r\n    c \\\r\n  && d",
            "FROM a\r\nrun --network=none <<EOF\r\nset -eux\r\n# why\r\nA=1 b \\\r\n    c\r\nd\r\nEOF",
        ),
        ("FROM a\nRUN b > c && d '&&' && e\nCMD f\n", "FROM a\nRUN <<EOF\nset -e\nb > c\nd '&&'\ne\nEOF\nCMD f\n"),
    ],
)
def test_one_command_a_line(before: str, after: str) -> None:
    assert refactored(heredoc_run, before, None)[0] == after
    assert offers(heredoc_run, after, None) == []


@pytest.mark.parametrize(
    "run",
    [
        "b && c",
        "b && c || d",
        "b && c; d",
        "b && c | d && e",
        "b && if c; then d; fi && e",
        "(b && c && d)",
        "! b && c && d",
        '["b", "&&", "c"]',
        "b && c && $(d && e",
        "a \\\n  # in the middle\n  b && c && d",
        "a && b && cat <<< c",
        "a && b && c \\ \n  d",
        "<<EOF\nb && c && d\nEOF",
    ],
)
def test_silent(run: str) -> None:
    assert offers(heredoc_run, f"FROM a\nRUN {run}\n", None) == []
