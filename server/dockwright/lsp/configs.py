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
        self._by_uri: dict[str, tuple[Path, Found] | None] = {}
        self._settings: dict[str, tuple[ClientSettings, Settings]] = {}

    def forget(self) -> None:
        """Look for every configuration anew at its next use."""
        self._known.clear()
        self._by_uri.clear()
        self._settings.clear()

    def context_root(self, uri: str) -> str | None:
        """The absolute path of the build context, as far as the configuration says it."""
        found = self._found(uri)
        if found is None or found[1].config.context_root is None or found[1].config.folder is None:
            return None
        return str(Path(found[1].config.folder) / found[1].config.context_root)

    def settings(self, uri: str, client: ClientSettings) -> "Settings":
        """What holds for the document at `uri`: what the client says, then what the configuration says."""
        known = self._settings.get(uri)
        if known is None or known[0] is not client:
            known = self._settings[uri] = (client, self._made(uri, client))
        return known[1]

    def _made(self, uri: str, client: ClientSettings) -> "Settings":
        from dockwright.features.settings import Settings, joined, settings_of  # noqa: PLC0415 - after `initialize`
        from dockwright.rules.model import Severity  # noqa: PLC0415 - as above

        chosen = tuple((name, Severity(severity)) for name, severity in client.severities)
        own = Settings(ignore=client.ignore, severities=chosen)
        found = self._found(uri)
        if found is None or found[1].path is None:
            return own
        from dockwright.config.find import exempted  # noqa: PLC0415 - as above

        path, configuration = found
        return joined(own, settings_of(configuration.config, exempted(configuration.config, path)))

    def _found(self, uri: str) -> "tuple[Path, Found] | None":
        """The path of a document and its configuration; None if it is no file."""
        if uri not in self._by_uri:
            name = path_of(uri)
            self._by_uri[uri] = None if name is None else (Path(name), self._in(Path(name).parent))
        return self._by_uri[uri]

    def _in(self, folder: Path) -> "Found":
        if folder not in self._known:
            from dockwright.config.find import find_config  # noqa: PLC0415 - after `initialize` is answered
            from dockwright.rules.registry import rule_names  # noqa: PLC0415 - as above

            found = self._known[folder] = find_config(folder, rule_names())
            for problem in found.problems:
                self._journal.warning(str(found.path), problem.message)
        return self._known[folder]
