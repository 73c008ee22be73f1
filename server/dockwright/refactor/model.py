"""What a refactoring offers and the change it makes.

Rules and refactorings do not import each other; both use the `Safety` of
`dockwright.analysis.safety`.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from dockwright.analysis.safety import Safety
from dockwright.model.facts import Facts
from dockwright.project.paths import ProjectPath
from dockwright.project.snapshot import Project
from dockwright.text.edit import Edit
from dockwright.text.span import Span


class FileEdits(NamedTuple):
    """Edits of a file of the build context other than the Dockerfile; `create` if it is not there yet."""

    path: ProjectPath
    edits: tuple[Edit, ...]
    create: bool = False


class Change(NamedTuple):
    """What a refactoring does: edits of the Dockerfile and of files beside it.

    `steps` says what is done, one sentence each, where several things are done at once.
    """

    edits: tuple[Edit, ...]
    files: tuple[FileEdits, ...] = ()
    steps: tuple[str, ...] = ()


class Offer(NamedTuple):
    """A refactoring that applies at `span` (absolute).

    `id` is stable for one file version: the refactoring's name, and where it
    offers several, `name:variant`. `note` says what to check when UNSAFE.
    `disabled` tells why it cannot be done (the fact that is missing) or is
    None. `build` makes the change; it is called only for the chosen offer.
    """

    id: str
    title: str
    span: Span
    safety: Safety
    note: str
    build: Callable[[], Change]
    disabled: str | None = None


class Context(NamedTuple):
    """What a refactoring sees."""

    facts: Facts
    project: Project


class Refactoring(NamedTuple):
    """One refactoring: `name` is its module's name in kebab-case, `offers` yields what applies in the file."""

    name: str
    title: str
    doc: str
    offers: Callable[[Context], Iterator[Offer]]
