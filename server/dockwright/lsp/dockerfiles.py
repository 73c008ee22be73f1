"""The features for a Dockerfile. Importing this imports the parser; `prepare` imports all rules.

Hover, actions and refactorings are imported when they are first asked for: an
editor's first diagnostics come a fifth sooner for it.
"""

from functools import lru_cache
from typing import TYPE_CHECKING

from dockwright.features.diagnostics import report, severity
from dockwright.features.settings import Settings
from dockwright.features.shellcheck import Checker
from dockwright.features.snapshot import Snapshot, facts_for
from dockwright.project.context_size import ContextSize
from dockwright.project.measure import measure_context
from dockwright.project.snapshot import UNKNOWN_PROJECT, Project
from dockwright.rules.engine import Report
from dockwright.rules.model import Rule, Severity
from dockwright.syntax.nodes import File
from dockwright.syntax.parser import parse
from dockwright.syntax.reparse import reparse
from dockwright.text.document import Document, open_document
from dockwright.text.span import Span

if TYPE_CHECKING:
    from dockwright.features.actions import Action
    from dockwright.features.hover import Hover
    from dockwright.refactor.model import Change


class DockerfileAnalysis:
    """One version of a Dockerfile in its build context. The findings are made once, when they are first asked for."""

    __slots__ = ("_report", "_snapshot")

    def __init__(self, snapshot: Snapshot) -> None:
        """Speak of `snapshot`."""
        self._snapshot = snapshot
        self._report: Report | None = None

    @property
    def document(self) -> Document:
        """The version that it speaks of."""
        return self._snapshot.document

    @property
    def snapshot(self) -> Snapshot:
        """What the features answer from."""
        return self._snapshot

    @property
    def project(self) -> Project:
        """The build context that it was made with."""
        return self._snapshot.project

    def report(self) -> Report:
        """All findings, by position."""
        if self._report is None:
            self._report = report(self._snapshot)
        return self._report

    def severity(self, rule: Rule) -> Severity:
        """How severe the findings of a rule are in this document."""
        return severity(self._snapshot, rule)

    def hover(self, offset: int) -> "Hover | None":
        """What to show for the code point at `offset`."""
        from dockwright.features.hover import hover  # noqa: PLC0415 - see above

        return hover(self._snapshot, offset)

    def code_actions(self, span: Span, only: tuple[str, ...]) -> "tuple[Action, ...]":
        """What can be done at `span`; `only` are the kinds that are asked for, none meaning all."""
        from dockwright.features.actions import code_actions  # noqa: PLC0415 - see above

        return code_actions(self._snapshot, span, only)

    def resolve(self, action_id: str) -> "Change | None":
        """The change of an action that was offered for this version."""
        from dockwright.features.actions import resolve  # noqa: PLC0415 - see above

        return resolve(self._snapshot, action_id)


def analyse(
    document: Document, project: Project, settings: Settings, checker: Checker | None = None
) -> DockerfileAnalysis:
    """Parse `document`; `checker` knows what ShellCheck says of its shell text."""
    facts = facts_for(_parsed(document), settings)
    measure = (lambda: _size(project)) if project.known else None
    return DockerfileAnalysis(Snapshot(document, facts, project, settings, measure, checker))


_LAST: dict[str, File] = {}
"""The last version of each document that was parsed; a cache and nothing else."""

_MOST = 32


def _parsed(document: Document) -> File:
    last = _LAST.pop(document.uri, None)
    file = parse(document.text) if last is None else reparse(document.text, last)
    if len(_LAST) >= _MOST:
        del _LAST[next(iter(_LAST))]
    _LAST[document.uri] = file
    return file


@lru_cache(maxsize=8)
def _size(project: Project) -> ContextSize:
    """Measured once for each state of a build context that was seen."""
    return measure_context(project.root, project.ignore)


def prepare() -> None:
    """Import and compile what the first diagnostics need, before there is a document."""
    analyse(open_document("", 0, "FROM scratch\n"), UNKNOWN_PROJECT, Settings()).report()
