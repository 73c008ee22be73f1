"""Document URIs to file system paths, and back."""

import os
import re
from urllib.parse import quote, unquote

_FILE_URI = re.compile(r"file:(?://(?P<host>[^/?#]*))?(?P<path>/[^?#]*)?", re.IGNORECASE)
_DRIVE = re.compile(r"/?([A-Za-z]):(?=[/\\]|$)")
_WINDOWS = os.name == "nt"


def path_of(uri: str, *, windows: bool = _WINDOWS) -> str | None:
    r"""The path that a `file:` URI names, or None for whatever is not a file of this machine.

    Percent-encoding is undone, wherever it stands: editors write `c%3A` and
    `wsl%24`. On Windows a host is a UNC server (`\\wsl.localhost\Ubuntu`)
    and a drive letter becomes upper case. `untitled:`, `vscode-vfs:` and the like,
    relative paths and paths with a NUL have no path.
    """
    match = _FILE_URI.match(uri)
    if match is None or not match["path"]:
        return None
    host = unquote(match["host"] or "")
    path = unquote(match["path"])
    if "\0" in path or "\0" in host:
        return None
    if host.lower() == "localhost":
        host = ""
    if not windows:
        return None if host else path
    path = path.replace("/", "\\")
    if host:
        return f"\\\\{host}{path}"
    if path.startswith("\\\\"):
        return path
    drive = _DRIVE.match(path.replace("\\", "/"))
    if drive is None:
        return None
    rest = path[drive.end() :] or "\\"
    return f"{drive[1].upper()}:{rest}"


def uri_of(path: str, *, windows: bool = _WINDOWS) -> str:
    r"""The `file:` URI of an absolute path."""
    if not windows:
        return f"file://{quote(path)}"
    path = path.replace("\\", "/")
    if path.startswith("//"):
        host, _, rest = path[2:].partition("/")
        return f"file://{quote(host)}/{quote(rest)}"
    drive = _DRIVE.match(path)
    if drive is not None:
        return f"file:///{drive[1].lower()}%3A{quote(path[drive.end() :])}"
    return f"file://{quote(path)}"


def name_of(uri: str) -> str:
    """The last name in a URI of whatever scheme, percent-encoding undone."""
    return unquote(uri.partition("?")[0].partition("#")[0].rpartition("/")[2])
