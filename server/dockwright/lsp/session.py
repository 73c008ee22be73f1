"""What the server knows between two messages: the client, its settings, the open documents.

Only notifications change a session. Requests read it, and work on one
`Analysis`, which is of one version of one document and never changes.
"""

from typing import NamedTuple

from dockwright.lsp.client import Client
from dockwright.lsp.configs import Configs
from dockwright.lsp.journal import Journal
from dockwright.lsp.kinds import Analyse, Analysis, DocumentKind, analyser
from dockwright.lsp.projects import Projects
from dockwright.lsp.settings import ClientSettings, Reading
from dockwright.lsp.shellchecks import ShellChecks
from dockwright.lsp.token_memory import TokenMemory
from dockwright.text.document import Document


class OpenDocument(NamedTuple):
    """A document that the client has open, and its kind if it is one of ours."""

    document: Document
    kind: DocumentKind | None


class Session:
    """The state of one connection, from `initialize` on."""

    def __init__(
        self,
        client: Client,
        settings: ClientSettings,
        folders: tuple[str, ...],
        journal: Journal,
        checks: ShellChecks | None = None,
    ) -> None:
        """Begin without documents; `folders` are the URIs of the workspace folders, `checks` run ShellCheck."""
        self.client = client
        self.journal = journal
        self.folders = folders
        self.documents: dict[str, OpenDocument] = {}
        self.dirty: dict[str, None] = {}
        """The URIs whose diagnostics are out of date, in the order in which they became so."""
        self.stale_pulls = False
        """Whether a client that pulls diagnostics has to be told to do so again."""
        self.stale_hints = False
        """Whether a client that draws hints and lenses has to be told to ask for them again."""
        self.stale_settings = False
        """Whether the settings have to be asked for."""
        self.tokens = TokenMemory()
        self._settings = settings
        self._checks = checks
        if checks is not None:
            checks.configure(settings.shellcheck)
        self._projects = Projects(journal)
        self._configs = Configs(journal)
        self._analysers: dict[DocumentKind, Analyse] = {}
        self._analyses: dict[str, Analysis] = {}

    @property
    def settings(self) -> ClientSettings:
        """The settings now in force."""
        return self._settings

    def put(self, opened: OpenDocument) -> None:
        """Open a document or replace it by its next version."""
        uri = opened.document.uri
        self.documents[uri] = opened
        self._analyses.pop(uri, None)
        if opened.kind is not None:
            self.dirty[uri] = None

    def close(self, uri: str) -> None:
        """Forget a document."""
        closed = self.documents.pop(uri)
        self.tokens.forget(uri)
        self._analyses.pop(uri, None)
        if self._checks is not None:
            self._checks.forget(uri)
        if closed.kind is not None:
            self.dirty[uri] = None

    def configure(self, reading: Reading) -> None:
        """Take new settings; complain about what is wrong with them."""
        self.complain(reading)
        if reading.settings != self._settings:
            self._settings = reading.settings
            if self._checks is not None:
                self._checks.configure(reading.settings.shellcheck)
            self.forget_projects()

    def complain(self, reading: Reading) -> None:
        """Tell the user what is wrong with settings."""
        for problem in reading.problems:
            self.journal.warning("settings", problem)

    def refresh(self, uri: str) -> None:
        """Publish the findings of a document anew: more is known than when they were made."""
        opened = self.documents.get(uri)
        if opened is not None and opened.kind is not None:
            self._analyses.pop(uri, None)
            self.dirty[uri] = None
            self.stale_pulls = True

    def forget_projects(self) -> None:
        """Look at the build contexts and configurations anew: something in them, or where they are, has changed."""
        self._projects.forget()
        self._configs.forget()
        self._analyses.clear()
        self.dirty.update((uri, None) for uri, opened in self.documents.items() if opened.kind is not None)
        self.stale_pulls = self.stale_hints = True

    def analysis(self, uri: str) -> Analysis | None:
        """The features' view of a document as it is now; None if it is not open or not ours, or if all is off.

        Raises what the parser raises, which is never meant to happen.
        """
        opened = self.documents.get(uri)
        if opened is None or opened.kind is None or not self._settings.enable:
            return None
        if uri not in self._analyses:
            root = self._settings.context_root or self._configs.context_root(uri)
            project = self._projects.project(uri, self.folders, root)
            analyse = self._analyser(opened.kind)
            checker = self._checks.checker(uri) if self._checks is not None else None
            settings = self._configs.settings(uri, self._settings)
            self._analyses[uri] = analyse(opened.document, project, settings, checker)
        return self._analyses[uri]

    def _analyser(self, kind: DocumentKind) -> Analyse:
        if kind not in self._analysers:
            self._analysers[kind] = analyser(kind)
        return self._analysers[kind]
