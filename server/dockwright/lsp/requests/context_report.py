"""The command `dockwright.contextReport`."""

from dockwright.features.context_report import context_report as report
from dockwright.lsp.language_server import DockwrightServer
from dockwright.project.measure import measure_context


def context_report(server: DockwrightServer, uri: str) -> str | None:
    """A report in Markdown on the build context of a document; None where there is none on disk."""
    analysis = server.session.analysis(uri)
    if analysis is None or not analysis.project.known or not analysis.project.root:
        return None
    project = analysis.project
    sent = measure_context(project.root, project.ignore, largest=_LARGEST)
    return report(project, sent, measure_context(project.root, None))


_LARGEST = 15
