import pytest

from dockwright.report.diff import unified

NO_END = "\\ No newline at end of file\n"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param("a\n", "a\n", "", id="same"),
        pytest.param(None, "a\n", "--- /dev/null\n+++ b/f\n@@ -0,0 +1 @@\n+a\n", id="new"),
        pytest.param("", "a\n", "--- a/f\n+++ b/f\n@@ -0,0 +1 @@\n+a\n", id="empty"),
        pytest.param("a", "a\n", f"--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a\n{NO_END}+a\n", id="end"),
        pytest.param("a\r\n", "b\r\n", "--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a\r\n+b\r\n", id="carriage-return"),
        pytest.param("a\f\u2028\n", "b\n", "--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a\f\u2028\n+b\n", id="form-feed"),
    ],
)
def test_unified(old: str | None, new: str, expected: str) -> None:
    assert "".join(unified(old, new, "f")) == expected
