"""Formatting keeps the meaning of every file that the tests have."""

from pathlib import Path

import pytest

from dockwright.features.formatting.document import format_text
from dockwright.features.formatting.options import FormattingOptions
from tests.support.formatted import differences

ROOT = Path(__file__).parent.parent.parent
FILES = sorted(
    path
    for path in (*(ROOT / "conformance").rglob("*"), *(ROOT / "projects").rglob("*Dockerfile*"))
    if path.is_file() and path.suffix not in {".json", ".md", ".py"}
)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_same_parse_and_nothing_left(path: Path) -> None:
    text = path.read_bytes().decode("utf-8", "surrogateescape")
    for options in (FormattingOptions(), FormattingOptions(tab_size=8, insert_spaces=False)):
        result = format_text(text, options)
        assert differences(text, result) == []
        assert format_text(result, options) == result
