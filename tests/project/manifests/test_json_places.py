"""Members of JSON files by their place."""

import pytest

from dockwright.project.manifests.json_places import member_key
from tests.support.marks import mark, spans


@pytest.mark.parametrize(
    ("marked", "path"),
    [
        ('{"scripts": {"⟦a⟧": "x"}}', ("scripts", "a")),
        ('{\n  "a": 1,\n  "scripts": {"b": {"a": 1}, "⟦a⟧": "x"}\n}', ("scripts", "a")),
        ('{"x": [{"scripts": {"a": 1}}, {}], "scripts": {"⟦a⟧": 2}}', ("scripts", "a")),
        ('{"x": "scripts\\": {", "scripts": {"⟦\\u0061:b⟧": 2}}', ("scripts", "a:b")),
        ('{"⟦a⟧": []}', ("a",)),
        ('{"scripts": {"⟦a⟧": "no end', ("scripts", "a")),
        ('{"scripts": {"b": 1}, "a": 1}', ("scripts", "a")),
        ('["scripts", {"a": 1}]', ("scripts", "a")),
        ("", ("a",)),
    ],
)
def test_key(marked: str, path: tuple[str, ...]) -> None:
    text, _ = spans(marked)
    found = member_key(text, path)
    assert mark(text, [found] if found is not None else []) == marked
