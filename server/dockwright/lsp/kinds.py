"""The kinds of document that the server understands, and what it asks of one.

A new kind is a row in `KINDS` and a module with its `Analysis`; nothing else
in this package asks what a document is.
"""

import re
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias, cast

from dockwright.lsp.uris import name_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from dockwright.features.actions import Action
    from dockwright.features.hover import Hover
    from dockwright.features.settings import Settings
    from dockwright.features.shellcheck import Checker
    from dockwright.features.snapshot import Snapshot
    from dockwright.project.snapshot import Project
    from dockwright.refactor.model import Change
    from dockwright.rules.engine import Report
    from dockwright.rules.model import Rule, Severity
    from dockwright.text.document import Document
    from dockwright.text.span import Span


class Analysis(Protocol):
    """What the features say of one version of a document. Immutable to those who ask."""

    @property
    def document(self) -> "Document":
        """The version that it speaks of."""
        ...

    @property
    def snapshot(self) -> "Snapshot | None":
        """What the features for Dockerfiles answer from; None for a document of another kind."""
        ...

    @property
    def project(self) -> "Project":
        """The build context that it was made with."""
        ...

    def report(self) -> "Report":
        """All findings, by position."""
        ...

    def severity(self, rule: "Rule") -> "Severity":
        """How severe the findings of a rule are in this document."""
        ...

    def hover(self, offset: int) -> "Hover | None":
        """What to show for the code point at `offset`."""
        ...

    def code_actions(self, span: "Span", only: tuple[str, ...]) -> "tuple[Action, ...]":
        """What can be done at `span`; `only` are the kinds that are asked for, none meaning all."""
        ...

    def resolve(self, action_id: str) -> "Change | None":
        """The change of an action that was offered for this version."""
        ...


Analyse: TypeAlias = "Callable[[Document, Project, Settings, Checker | None], Analysis]"


class DocumentKind(NamedTuple):
    """A kind of document: how it is recognised, and what makes its `Analysis`.

    `file_name` is matched with the last name of the URI, `place` with its end.
    `analyse` is `module:function` of an `Analyse`, `prepare` of a function that imports all that it needs.
    """

    name: str
    languages: frozenset[str]
    file_name: re.Pattern[str]
    analyse: str
    prepare: str
    place: re.Pattern[str] | None = None


KINDS = (
    DocumentKind(
        "dockerfile",
        frozenset({"dockerfile", "containerfile"}),
        re.compile(
            r"(?:docker|container)file"
            r"|(?:docker|container)file\.(?!(?:dockerignore|containerignore|md|txt|j2|tmpl|template|erb|tpl)$).+"
            r"|.+\.(?:docker|container)file",
            re.IGNORECASE,
        ),
        "dockwright.lsp.dockerfiles:analyse",
        "dockwright.lsp.dockerfiles:prepare",
    ),
    DocumentKind(
        "workflow",
        frozenset({"github-actions-workflow"}),
        re.compile(r"(?!)"),
        "dockwright.lsp.workflows:analyse",
        "dockwright.lsp.workflows:prepare",
        re.compile(r"/\.github/workflows/[^/]+\.ya?ml$"),
    ),
    DocumentKind(
        "configuration",
        frozenset(),
        re.compile(r"\.dockwright\.toml|pyproject\.toml"),
        "dockwright.lsp.configurations:analyse",
        "dockwright.lsp.kinds:nothing",
    ),
    DocumentKind(
        "ignore file",
        frozenset({"dockerignore"}),
        re.compile(r"(?:.*\.)?(?:docker|container)ignore", re.IGNORECASE),
        "dockwright.lsp.ignore_files:analyse",
        "dockwright.lsp.kinds:nothing",
    ),
)


def nothing() -> None:
    """Prepare nothing: such a document is rarely open when an editor starts."""


def kind_of(language: str, uri: str) -> DocumentKind | None:
    """The kind of a document by its LSP language id, or else by its file's name."""
    for kind in KINDS:
        if language.lower() in kind.languages:
            return kind
    name = name_of(uri)
    return next((kind for kind in KINDS if kind.file_name.fullmatch(name) or _is_at(kind, uri)), None)


def _is_at(kind: DocumentKind, uri: str) -> bool:
    return kind.place is not None and kind.place.search(uri) is not None


def analyser(kind: DocumentKind) -> Analyse:
    """The function that `kind` names; imports its module, which is what costs time at the first document."""
    return cast("Analyse", load(kind.analyse))


def prepare(kind: DocumentKind) -> None:
    """Import all that the analysis of a document of `kind` needs."""
    cast("Callable[[], None]", load(kind.prepare))()


def load(entry_point: str) -> object:
    """The object that `module:name` names. Raises ImportError or AttributeError if there is none."""
    module, _, name = entry_point.partition(":")
    return cast("object", getattr(import_module(module), name))
