"""The configuration files of the open documents, read once and kept until one of them may have changed."""

from pathlib import Path
from typing import TYPE_CHECKING

from dockwright.lsp.journal import Journal
from dockwright.lsp.settings import ClientSettings
from dockwright.lsp.uris import path_of

if TYPE_CHECKING:
    from dockwright.config.find import Found
    from dockwright.features.settings import Settings


class Configs:
    """Finds the configuration of a document, at most once for a folder between two calls of `forget`."""

    def __init__(self, journal: Journal) -> None:
        """Begin with nothing read."""
        self._journal = journal
        self._known: dict[Path, Found] = {}

    def forget(self) -> None:
        """Look for every configuration anew at its next use."""
        self._known.clear()

    def context_root(self, uri: str) -> str | None:
        """The absolute path of the build context, as far as the configuration says it."""
        found = self._found(uri)
        if found is None or found.config.context_root is None or found.config.folder is None:
            return None
        return str(Path(found.config.folder) / found.config.context_root)

    def settings(self, uri: str, client: ClientSettings) -> "Settings":
        """What holds for the document at `uri`: what the client says, then what the configuration says."""
        from dockwright.features.settings import Settings, joined, settings_of  # noqa: PLC0415 - after `initialize`
        from dockwright.rules.model import Severity  # noqa: PLC0415 - as above

        chosen = tuple((name, Severity(severity)) for name, severity in client.severities)
        own = Settings(ignore=client.ignore, severities=chosen)
        path, found = path_of(uri), self._found(uri)
        if path is None or found is None or found.path is None:
            return own
        from dockwright.config.find import exempted  # noqa: PLC0415 - as above

        return joined(own, settings_of(found.config, exempted(found.config, Path(path))))

    def _found(self, uri: str) -> "Found | None":
        path = path_of(uri)
        if path is None:
            return None
        folder = Path(path).parent
        if folder not in self._known:
            from dockwright.config.find import find_config  # noqa: PLC0415 - after `initialize` is answered
            from dockwright.rules.registry import rule_names  # noqa: PLC0415 - as above

            found = self._known[folder] = find_config(folder, rule_names())
            for problem in found.problems:
                self._journal.warning(str(found.path), problem.message)
        return self._known[folder]
