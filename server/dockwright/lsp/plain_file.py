"""What the analyses of all files but Dockerfiles share."""

from dockwright.features.settings import Settings
from dockwright.project.snapshot import Project
from dockwright.rules.model import Rule, Severity
from dockwright.text.document import Document


class PlainFile:
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

    def severity(self, rule: Rule) -> Severity:
        """How severe the findings of a rule are in this document."""
        return self._settings.severity(rule)
