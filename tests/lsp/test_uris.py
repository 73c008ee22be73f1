"""URIs and paths, of both families of systems on either."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dockwright.lsp.uris import name_of, path_of, uri_of

NAMES = st.text(st.characters(exclude_characters="/\\\0", exclude_categories=["Cs"]), min_size=1)


@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("file:///home/u/Dockerfile", "/home/u/Dockerfile"),
        ("file:///home/u/a%20b/%C3%A9%F0%9F%98%8B", "/home/u/a b/é😋"),
        ("FILE:///home/u", "/home/u"),
        ("file:/home/u", "/home/u"),
        ("file://localhost/home/u", "/home/u"),
        ("file:///home/u/Dockerfile?x=1#L3", "/home/u/Dockerfile"),
        ("file:///100%25%23%3F", "/100%#?"),
        ("file://server/share/Dockerfile", None),
        ("file:///a%00b", None),
        ("file://", None),
        ("file:Dockerfile", None),
        ("untitled:Untitled-1", None),
        ("vscode-vfs://github/o/r/Dockerfile", None),
        ("/home/u/Dockerfile", None),
        ("", None),
    ],
)
def test_path_on_posix(uri: str, path: str | None) -> None:
    assert path_of(uri, windows=False) == path


@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("file:///c%3A/Users/u/Dockerfile", r"C:\Users\u\Dockerfile"),
        ("file:///C:/Users/u/a%20b", r"C:\Users\u\a b"),
        ("file:///d:", "D:\\"),
        ("file://wsl%24/Ubuntu/home/u", r"\\wsl$\Ubuntu\home\u"),
        ("file://wsl.localhost/Ubuntu/home/u", r"\\wsl.localhost\Ubuntu\home\u"),
        ("file:////server/share/x", r"\\server\share\x"),
        ("file:///home/u", None),
        ("untitled:c:/x", None),
    ],
)
def test_path_on_windows(uri: str, path: str | None) -> None:
    assert path_of(uri, windows=True) == path


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (r"C:\Users\u\a b", "file:///c%3A/Users/u/a%20b"),
        ("D:\\", "file:///d%3A/"),
        (r"\\wsl$\Ubuntu\home\u", "file://wsl%24/Ubuntu/home/u"),
    ],
)
def test_uri_on_windows_and_back(path: str, uri: str) -> None:
    assert uri_of(path, windows=True) == uri
    assert path_of(uri, windows=True) == path


@given(st.lists(NAMES, min_size=1))
def test_uri_on_posix_and_back(names: list[str]) -> None:
    path = "/" + "/".join(names)
    assert path_of(uri_of(path, windows=False), windows=False) == path


@given(st.text())
def test_no_uri_raises(uri: str) -> None:
    for windows in (False, True):
        path = path_of(f"file://{uri}", windows=windows)
        assert path is None or path.startswith(("/", "\\\\")) or path[1:3] == ":\\"


@pytest.mark.parametrize(
    ("uri", "name"),
    [
        ("file:///a/Dockerfile", "Dockerfile"),
        ("vscode-vfs://github/o/r/Docker%66ile?ref=x/y#z", "Dockerfile"),
        ("untitled:Untitled-1", "untitled:Untitled-1"),
    ],
)
def test_name(uri: str, name: str) -> None:
    assert name_of(uri) == name
