"""The features for a GitHub workflow file: findings on how it builds images, and their fixes."""

from dockwright.features.diagnostics import rules_for
from dockwright.features.hovers.model import Hover
from dockwright.features.settings import Settings
from dockwright.features.shellcheck import Checker
from dockwright.lsp.plain_file import PlainFile
from dockwright.project.snapshot import UNKNOWN_PROJECT, Project
from dockwright.rules.engine import Report, check_workflow
from dockwright.rules.pages import summary
from dockwright.syntax.workflow import parse_workflow
from dockwright.text.document import Document, open_document


class WorkflowAnalysis(PlainFile):
    """One version of a workflow file."""

    __slots__ = ("_report",)

    def __init__(self, document: Document, project: Project, report: Report, settings: Settings) -> None:
        """Speak of `document`, whose findings are in `report`."""
        super().__init__(document, project, settings)
        self._report = report

    def report(self) -> Report:
        """All findings, by position."""
        return self._report

    def hover(self, offset: int) -> Hover | None:
        """Why what is under the cursor is reported."""
        for rule, finding in self._report.diagnostics:
            if finding.span.holds(offset):
                return Hover(f"**{rule.name}**: {finding.message}\n\n{summary(rule)}", finding.span)
        return None


def analyse(
    document: Document, project: Project, settings: Settings, _checker: Checker | None = None
) -> WorkflowAnalysis:
    """Read `document`; the shell text in it is not checked."""
    report = check_workflow(parse_workflow(document.text), rules_for(settings))
    return WorkflowAnalysis(document, project, report, settings)


def prepare() -> None:
    """Import and compile what the first diagnostics need, before there is a document."""
    analyse(open_document("", 0, ""), UNKNOWN_PROJECT, Settings()).report()
