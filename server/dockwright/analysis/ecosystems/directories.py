"""Where in the image a command runs."""

import posixpath

from dockwright.model.packages.model import PackageCommand
from dockwright.model.stages import Stage
from dockwright.model.state import workdir_at


def directory_of(stage: Stage, offset: int, command: PackageCommand) -> str | None:
    """The absolute path of the image in which `command` of the RUN at `offset` runs, None if unknown."""
    workdir = workdir_at(stage, offset)
    if command.directory is None or (workdir is None and not command.directory.startswith("/")):
        return None
    return posixpath.normpath(posixpath.join(workdir or "/", command.directory))
