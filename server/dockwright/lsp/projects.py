"""The build contexts of the open documents, read once and kept until something in them may have changed."""

from pathlib import Path
from typing import TYPE_CHECKING

from dockwright.lsp.journal import Journal
from dockwright.lsp.uris import path_of

if TYPE_CHECKING:
    from dockwright.project.snapshot import Project


class Projects:
    """Reads the build context around a document, at most once between two calls of `forget`."""

    def __init__(self, journal: Journal) -> None:
        """Begin with nothing read."""
        self._journal = journal
        self._known: dict[str, Project] = {}

    def project(self, uri: str, folders: tuple[str, ...], context_root: str | None) -> "Project":
        """The build context of the document at `uri`, in one of the workspace folders or in none.

        `context_root` is as the user set it: absolute or seen from the
        workspace folder, None for where `project.disk` finds it. The unknown context if the
        document is not a file.
        """
        if uri not in self._known:
            self._known[uri] = self._read(uri, folders, context_root)
        return self._known[uri]

    def forget(self) -> None:
        """Look at every context anew at its next use."""
        self._known.clear()

    def _read(self, uri: str, folders: tuple[str, ...], context_root: str | None) -> "Project":
        from dockwright.project.disk import read_project  # noqa: PLC0415 - after `initialize` is answered
        from dockwright.project.snapshot import UNKNOWN_PROJECT  # noqa: PLC0415 - as above

        path = path_of(uri)
        if path is None:
            return UNKNOWN_PROJECT
        workspace = _workspace(Path(path), folders)
        root = None if context_root is None else str((workspace or Path(path).parent) / context_root)
        try:
            return read_project(path, context_root=root, workspace_root=None if workspace is None else str(workspace))
        except Exception as error:  # noqa: BLE001 - an odd file must not cost the diagnostics of the Dockerfile
            self._journal.crash("build context", error)
            return UNKNOWN_PROJECT


def _workspace(path: Path, folders: tuple[str, ...]) -> Path | None:
    """The innermost workspace folder that holds the file."""
    roots = {Path(root) for root in map(path_of, folders) if root is not None}
    return next((folder for folder in path.parents if folder in roots), None)
