"""The features for a configuration file: what is wrong with it, where it stands."""

from collections.abc import Iterator

from dockwright.config.read import IN_PYPROJECT, read_config
from dockwright.features.hovers.model import Hover
from dockwright.features.settings import Settings
from dockwright.features.shellcheck import Checker
from dockwright.lsp.plain_file import PlainFile
from dockwright.lsp.uris import name_of
from dockwright.project.snapshot import Project
from dockwright.rules.engine import Diagnostic, Report
from dockwright.rules.model import Finding, Level, Rule, Severity
from dockwright.rules.registry import rule_names
from dockwright.text.document import Document

_PYPROJECT = "pyproject.toml"


def _nothing(_: object) -> Iterator[Finding]:
    yield from ()


INVALID_CONFIGURATION = Rule(
    name="invalid-configuration",
    category="configuration",
    severity=Severity.ERROR,
    aliases=(),
    level=Level.FILE,
    node=None,
    onbuild=False,
    needs_project=False,
    needs_options=False,
    reads_commands=False,
    title="Configuration that cannot be read",
    doc="Configuration that cannot be read.",
    check=_nothing,
)
"""What the problems of a configuration are shown as; no rule on Dockerfiles, so not in the catalogue."""


class ConfigurationAnalysis(PlainFile):
    """One version of a configuration file."""

    __slots__ = ("_report",)

    def __init__(self, document: Document, project: Project) -> None:
        """Read `document`."""
        super().__init__(document, project, Settings())
        within = IN_PYPROJECT if name_of(document.uri) == _PYPROJECT else ()
        read = read_config(document.text, rule_names(), within)
        problems = read.problems if read is not None else ()
        found = (Diagnostic(INVALID_CONFIGURATION, Finding(problem.span, problem.message)) for problem in problems)
        self._report = Report(tuple(found), ())

    def report(self) -> Report:
        """All problems, by position."""
        return self._report

    def hover(self, _offset: int) -> Hover | None:
        """Nothing: what the keys mean is in the JSON Schema, which editors show."""
        return None


def analyse(
    document: Document, project: Project, _settings: Settings, _checker: Checker | None = None
) -> ConfigurationAnalysis:
    """Read `document`."""
    return ConfigurationAnalysis(document, project)
