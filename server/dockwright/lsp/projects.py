"""The build contexts of the open documents, read once and kept until something in them changes."""

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
        self._known: dict[tuple[str, str | None], Project] = {}

    def project(self, uri: str, root: str | None) -> "Project":
        """The build context of the document at `uri`; `root` is a path or None for the usual place.

        The unknown context if the document is not a file, or if reading fails.
        """
        key = (uri, root)
        if key not in self._known:
            self._known[key] = self._read(uri, root)
        return self._known[key]

    def forget(self) -> None:
        """Read every context anew at its next use."""
        self._known.clear()

    def _read(self, uri: str, root: str | None) -> "Project":
        from dockwright.project.disk import read_project  # noqa: PLC0415 - after `initialize` is answered
        from dockwright.project.snapshot import UNKNOWN_PROJECT  # noqa: PLC0415 - as above

        path = path_of(uri)
        if path is None:
            return UNKNOWN_PROJECT
        try:
            return read_project(Path(path), Path(root) if root else None)
        except Exception as error:  # noqa: BLE001 - an odd file must not cost the diagnostics of the Dockerfile
            self._journal.crash("build context", error)
            return UNKNOWN_PROJECT
