"""What the analyses of all files but Dockerfiles share."""

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from dockwright.features.settings import Settings
from dockwright.project.snapshot import Project
from dockwright.rules.engine import Report
from dockwright.rules.model import Rule, Severity
from dockwright.text.document import Document
from dockwright.text.span import Span

if TYPE_CHECKING:
    from dockwright.features.actions import Action
    from dockwright.refactor.model import Change


class PlainFile(ABC):
    """One version of a file that is no Dockerfile, and the build context that it was read with."""

    __slots__ = ("_document", "_project", "_settings")

    def __init__(self, document: Document, project: Project, settings: Settings) -> None:
        """Speak of `document`."""
        self._document = document
        self._project = project
        self._settings = settings

    @property
    def document(self) -> Document:
        """The version that it speaks of."""
        return self._document

    @property
    def snapshot(self) -> None:
        """None: the features for Dockerfiles have nothing to say."""
        return

    @property
    def project(self) -> Project:
        """The build context; it is empty for a file that belongs to none."""
        return self._project

    @abstractmethod
    def report(self) -> Report:
        """All findings, by position."""

    def severity(self, rule: Rule) -> Severity:
        """How severe the findings of a rule are in this document."""
        return self._settings.severity(rule)

    def code_actions(self, span: Span, only: tuple[str, ...]) -> "tuple[Action, ...]":
        """The fixes at `span`."""
        from dockwright.features.actions import QUICKFIX, is_wanted, map_fixes  # noqa: PLC0415 - when first asked for

        if not is_wanted(QUICKFIX, only):
            return ()
        found = self.report().diagnostics
        return tuple(map_fixes(tuple(each for each in found if each.finding.span.meets(span))))

    def resolve(self, action_id: str) -> "Change | None":
        """The change of an action that was offered for this version."""
        from dockwright.features.actions import map_fixes  # noqa: PLC0415 - as above

        return next((each.change for each in map_fixes(self.report().diagnostics) if each.id == action_id), None)
