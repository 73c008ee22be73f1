"""`.dockerignore` in the editor: hover and completion."""

import pytest

from dockwright.features.ignore_files.completion import ignore_completions
from dockwright.features.ignore_files.hover import ignore_hover
from dockwright.features.ignore_files.tokens import ignore_tokens
from dockwright.project.context_size import ContextSize
from dockwright.project.ignore import IgnoreFile, parse_ignore
from dockwright.project.paths import ProjectPath
from dockwright.project.snapshot import UNKNOWN_PROJECT, from_files
from dockwright.text.span import Span
from tests.support.marks import cursor, mark

PROJECT = from_files(dict.fromkeys(("Dockerfile", "docs/a.md", "docs/b.md", "docs/old/c", "dist/x.js"), "1234"))


def measure(ignore: IgnoreFile) -> ContextSize:
    files = [path for path in PROJECT.entries if not PROJECT.is_dir(path) and not ignore.excludes(path)]
    return ContextSize(len(files), 1000 * len(files), (), 0, complete=True)


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("# 😋\r\n⟦doc‸s⟧\r\n", "Hides **3 files, 3.0 kB**."),
        ("docs\n‸⟦!docs/a.md⟧", "Takes back **1 file, 1.0 kB**."),
        ("docs\n⟦docs/old‸⟧\n", "Hides nothing that another pattern does not hide."),
        ("⟦!x‸⟧\n", "Takes nothing back."),
    ],
)
def test_what_a_pattern_hides(marked: str, expected: str) -> None:
    text, offset = cursor(marked.replace("⟦", "").replace("⟧", ""))
    found = ignore_hover(parse_ignore(text), offset, measure)
    assert found is not None
    assert (found.markdown, mark(text, (found.span,))) == (expected, marked.replace("‸", ""))


def test_nothing_to_say() -> None:
    assert ignore_hover(parse_ignore("# x\n!\n"), 1, measure) is None
    assert ignore_hover(parse_ignore("# x\n!\n"), 5, measure) is None
    found = ignore_hover(parse_ignore("docs/"), 0, None)
    assert found is not None
    assert found.markdown == "Hides what matches `docs`, seen from the root of the build context."


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("‸", ["Dockerfile", "dist", "docs"]),
        ("docs\nd‸", ["Dockerfile", "dist"]),
        ("docs/‸", ["a.md", "b.md", "old"]),
        ("/docs/o‸", ["old"]),
        ("docs/*.md\n!docs/‸", ["a.md", "b.md"]),
        ("# d‸", []),
        ("*/‸", []),
        ("😋/‸", []),
    ],
)
def test_paths(marked: str, expected: list[str]) -> None:
    text, offset = cursor(marked)
    found = list(ignore_completions(parse_ignore(text), PROJECT, offset))
    assert sorted(item.label for item in found) == expected
    assert list(ignore_completions(parse_ignore(text), UNKNOWN_PROJECT, offset)) == []
    assert all(item.span.end == offset for item in found)


def test_tokens() -> None:
    text = "\ufeff# 😋 all\r\n  !**/a[b]?\\*.md \r\n#x\r\n\r\nc # d\r\n"
    found = [(each.type.name, text[each.start : each.end]) for each in ignore_tokens(parse_ignore(text))]
    assert found == [
        ("COMMENT", "# 😋 all"),
        ("KEYWORD", "!"),
        ("OPERATOR", "**"),
        ("STRING", "/a"),
        ("OPERATOR", "[b]"),
        ("OPERATOR", "?"),
        ("STRING", "\\*.md"),
        ("COMMENT", "#x"),
        ("STRING", "c # d"),
    ]
    at = text.index("c #")
    assert [each.start for each in ignore_tokens(parse_ignore(text), Span(at, at))] == [at]


def test_a_folder_is_named_as_such() -> None:
    kinds = {item.label: item.kind.value for item in ignore_completions(parse_ignore(""), PROJECT, 0)}
    assert kinds == {"Dockerfile": "file", "dist": "folder", "docs": "folder"}
    assert ProjectPath("docs") in PROJECT.entries
