"""What every feature answers from: one version of a document, and what it means."""

from collections.abc import Callable
from dataclasses import dataclass

from dockwright.analysis.images import KNOWN_IMAGES
from dockwright.features.settings import Settings
from dockwright.features.shellcheck import Checker
from dockwright.model.facts import Facts, facts_of
from dockwright.project.context_size import ContextSize
from dockwright.project.snapshot import Project
from dockwright.syntax.nodes import File
from dockwright.text.document import Document


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """One version of an open Dockerfile with its facts and build context. Immutable.

    `measure` walks the whole context when it is asked, None where there is no disk to walk. `checker` knows what
    ShellCheck says, None where that is not wanted.
    """

    document: Document
    facts: Facts
    project: Project
    settings: Settings = Settings()
    measure: Callable[[], ContextSize] | None = None
    checker: Checker | None = None

    @property
    def text(self) -> str:
        """The exact text of the document."""
        return self.document.text


def facts_for(file: File, settings: Settings) -> Facts:
    """The facts of a file under `settings`, with what is known of base images."""
    return facts_of(file, KNOWN_IMAGES._replace(targets=settings.targets) if settings.targets else KNOWN_IMAGES)
