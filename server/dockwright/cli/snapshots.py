"""A snapshot of a file on disk, as the features want it."""

from dockwright.analysis.images import KNOWN_IMAGES
from dockwright.cli.inputs import Input
from dockwright.features.settings import Settings
from dockwright.features.snapshot import Snapshot
from dockwright.model.facts import facts_of
from dockwright.project.disk import read_project
from dockwright.project.snapshot import UNKNOWN_PROJECT
from dockwright.syntax.parser import parse
from dockwright.text.document import open_document


def snapshot_of(source: Input, settings: Settings) -> Snapshot:
    """The snapshot of `source` with the build context around it; standard input has none."""
    project = read_project(source.path.absolute()) if source.path else UNKNOWN_PROJECT
    return Snapshot(
        open_document(source.shown, 0, source.text), facts_of(parse(source.text), KNOWN_IMAGES), project, settings
    )
