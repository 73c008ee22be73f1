"""What every feature answers from: one version of a document, and what it means."""

from collections.abc import Callable
from dataclasses import dataclass

from dockwright.features.settings import Settings
from dockwright.model.facts import Facts
from dockwright.project.context_size import ContextSize
from dockwright.project.snapshot import Project
from dockwright.text.document import Document


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """One version of an open Dockerfile with its facts and build context. Immutable.

    `measure` walks the whole context when it is asked, None where there is no disk to walk.
    """

    document: Document
    facts: Facts
    project: Project
    settings: Settings = Settings()
    measure: Callable[[], ContextSize] | None = None

    @property
    def text(self) -> str:
        """The exact text of the document."""
        return self.document.text
