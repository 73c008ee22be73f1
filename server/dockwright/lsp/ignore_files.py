"""The features for a `.dockerignore` or `.containerignore`."""

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from dockwright.features.diagnostics import rules_for
from dockwright.features.settings import Settings
from dockwright.features.shellcheck import Checker
from dockwright.lsp.plain_file import PlainFile
from dockwright.project.context_size import ContextSize
from dockwright.project.ignore import IgnoreFile, parse_ignore
from dockwright.project.measure import measure_context
from dockwright.project.snapshot import Project
from dockwright.rules.engine import Report, check_ignore
from dockwright.text.document import Document
from dockwright.text.lines import Unit
from dockwright.text.span import Span

if TYPE_CHECKING:
    from dockwright.features.completions.model import Completion
    from dockwright.features.hovers.model import Hover


class IgnoreAnalysis(PlainFile):
    """One version of an ignore file in its build context. The findings are made once, when they are first asked for."""

    __slots__ = ("_ignore", "_report")

    def __init__(self, document: Document, project: Project, settings: Settings) -> None:
        """Speak of `document`, as if it were saved."""
        self._ignore = parse_ignore(document.text)
        super().__init__(document, replace(project, ignore=self._ignore), settings)
        self._report: Report | None = None

    def report(self) -> Report:
        """All findings, by position."""
        if self._report is None:
            self._report = check_ignore(self._ignore, self._project, rules_for(self._settings))
        return self._report

    def hover(self, offset: int) -> "Hover | None":
        """What the pattern under the cursor hides."""
        from dockwright.features.ignore_files.hover import ignore_hover  # noqa: PLC0415 - when first asked for

        root = self._project.root if self._project.known else ""
        return ignore_hover(self._ignore, offset, (lambda ignore: _size(root, ignore)) if root else None)

    def completions(self, offset: int) -> "tuple[Completion, ...]":
        """The paths that can stand at `offset`."""
        from dockwright.features.ignore_files.completion import ignore_completions  # noqa: PLC0415 - as above

        return tuple(ignore_completions(self._ignore, self._project, offset))

    def encoded_tokens(self, unit: Unit, span: Span | None = None) -> list[int]:
        """The numbers of LSP's semantic tokens; with `span`, of what it meets."""
        from dockwright.features.ignore_files.tokens import ignore_tokens  # noqa: PLC0415 - as above
        from dockwright.features.semantic_tokens.document import encoded_plain  # noqa: PLC0415 - as above

        return encoded_plain(self._document.text, ignore_tokens(self._ignore, span), unit)


def _size(root: str, ignore: IgnoreFile) -> ContextSize:
    return _measured(root, ignore.text)


@lru_cache(maxsize=4)
def _measured(root: str, text: str) -> ContextSize:
    """Remembered for the next pattern: the half of its answer is the same."""
    return measure_context(root, parse_ignore(text))


def analyse(
    document: Document, project: Project, settings: Settings, _checker: Checker | None = None
) -> IgnoreAnalysis:
    """Read `document`."""
    return IgnoreAnalysis(document, project, settings)
