"""COPY lines for the manifests of an install."""

import posixpath
from collections.abc import Iterator

from dockwright.analysis.ecosystems.model import Manifests
from dockwright.model.stages import Stage
from dockwright.model.state import workdir_at
from dockwright.project.paths import ProjectPath, parent
from dockwright.syntax.nodes import Placed, Transfer, Workdir


def manifest_lines(
    directory: str, context: ProjectPath | None, manifests: Manifests, stage: Stage, like: Placed[Transfer]
) -> Iterator[str]:
    """COPY lines, one for each folder, with the flags of the COPY `like`.

    `directory` is where the install runs in the image, `context` the folder of the build context that belongs there.
    """
    word = "copy" if like.node.keyword.raw.islower() else "COPY"
    flags = "".join(
        f"{flag.span.of(like.node.text)} " for flag in like.node.flags if flag.name in {"chown", "chmod", "link"}
    )
    workdir = workdir_at(stage, like.at) if _has_workdir(stage, like.at) else None
    folders: dict[ProjectPath, list[str]] = {}
    for path in manifests.files:
        folders.setdefault(parent(path), []).append(path)
    for folder, paths in folders.items():
        target = destination(_inside(directory, context, folder), workdir)
        yield f"{word} {flags}{' '.join(paths)} {target}"
    for folder in manifests.folders:
        target = destination(_inside(directory, context, folder), workdir)
        yield f"{word} {flags}{folder} {target}"


def _has_workdir(stage: Stage, offset: int) -> bool:
    """Whether the file itself sets the working directory above `offset`: the one of the base image may change."""
    return any(placed.at < offset for link in stage.chain for placed in link.every(Workdir))


def _inside(directory: str, context: ProjectPath | None, folder: ProjectPath) -> str:
    relative = posixpath.relpath(folder or ".", context or ".")
    return posixpath.normpath(posixpath.join(directory, relative))


def destination(path: str, workdir: str | None) -> str:
    """A folder as a destination, relative to the working directory where that is shorter; ends in a slash."""
    if workdir is not None and path == posixpath.normpath(workdir):
        return "./"
    if workdir is not None and workdir != "/" and path.startswith(f"{workdir}/"):
        return f"./{path[len(workdir) + 1 :]}/"
    return f"{path.rstrip('/')}/"
