"""Programs that a build makes: where they are copied to, which of them is started, what they read beside them."""

import posixpath
from collections.abc import Iterator
from typing import NamedTuple

from dockwright.analysis.ecosystems.model import Artifact
from dockwright.analysis.roles import Role, role
from dockwright.analysis.starts import Started
from dockwright.analysis.transfers import context_path_of
from dockwright.model.commands import calls_of
from dockwright.model.commands.calls import Call
from dockwright.model.packages.caches import cache_mounts
from dockwright.model.packages.kinds import Verb
from dockwright.model.packages.read import packages_of
from dockwright.model.stages import Stage
from dockwright.model.state import workdir_at
from dockwright.project.paths import ProjectPath, join
from dockwright.project.snapshot import Project
from dockwright.syntax.nodes import Placed, Run

CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt"
SYSTEM_PATH = ("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin")
"""The folders of PATH in every image."""
_FOLDERS = (
    *("templates", "static", "public", "views", "migrations", "locales", "web", "www", "assets", "config", "configs"),
)
_VALUED = frozenset({"-m", "--mode", "-o", "--owner", "-g", "--group", "-t", "--target-directory"})


class Placement(NamedTuple):
    """A file that a RUN puts somewhere: from and to, as absolute paths."""

    run: Placed[Run]
    source: str
    target: str


def placements(stage: Stage) -> tuple[Placement, ...]:
    """What `cp`, `mv`, `install` and `ln -s` put where, in order."""
    return tuple(
        found for run in stage.every(Run) for call in calls_of(run.node) for found in _placed(stage, run, call)
    )


def _placed(stage: Stage, run: Placed[Run], call: Call) -> Iterator[Placement]:
    if call.name not in {"cp", "mv", "install", "ln"} or call.directory is None:
        return
    words, into = _words(call)
    if into is None and len(words) > 1:
        words, into = words[:-1], words[-1]
    if into is None or any("$" in word for word in (*words, into)):
        return
    workdir = workdir_at(stage, run.at) or "/"
    base = posixpath.join(workdir, call.directory)
    target = posixpath.join(base, into)
    is_folder = into.endswith(("/", "/.")) or into in {".", ".."} or len(words) > 1 or _is_folder(target, workdir)
    for word in words:
        source = posixpath.normpath(posixpath.join(base, word))
        end = posixpath.join(target, posixpath.basename(source)) if is_folder else target
        yield Placement(run, source, posixpath.normpath(end))


def _is_folder(path: str, workdir: str) -> bool:
    """Whether a path is a folder in every image, or the working directory."""
    plain = posixpath.normpath(path)
    return plain in {*SYSTEM_PATH, "/", "/opt", "/usr", "/usr/local", "/tmp", "/app", workdir}  # noqa: S108 - of an image


def _words(call: Call) -> tuple[list[str], str | None]:
    """The words that name files, and the folder that `-t` names."""
    words: list[str] = []
    into = None
    option = ""
    for word in call.arguments:
        if option in _VALUED:
            into = word.value if option in {"-t", "--target-directory"} else into
            option = ""
        elif word.value.startswith("-"):
            option = word.value
            if option.startswith("--target-directory="):
                into = option.partition("=")[2]
        else:
            words.append(word.value)
            option = ""
    return words, into


def start_paths(stage: Stage, start: Started) -> tuple[str, ...]:
    """The absolute paths that the started program may have, by its own path or by the folders of PATH."""
    program = start.words[0]
    if "/" in program:
        return (posixpath.normpath(posixpath.join(workdir_at(stage, stage.end) or "/", program)),)
    binding = stage.scope.find("PATH")
    folders = (binding.value or "").split(":") if binding is not None else []
    return tuple(posixpath.join(folder, program) for folder in dict.fromkeys((*folders, *SYSTEM_PATH)) if folder)


def cleans_up(stage: Stage) -> bool:
    """Whether a RUN that builds takes away what it has installed to build with: then nothing is gained by a split."""
    for run in stage.every(Run):
        commands = packages_of(run.node)
        removes = any(command.manager.is_system and command.verb is Verb.REMOVE for command in commands)
        if removes and role(stage, run) is Role.BUILD:
            return True
    return False


def in_cache_mount(run: Placed[Run], path: str) -> bool:
    """Whether `path` is in a cache mount of the RUN, and so in no layer."""
    return any(path.startswith(f"{target.rstrip('/')}/") for target in cache_mounts(run.node))


def beside(
    stage: Stage, offset: int, project: Project, context: ProjectPath, names: tuple[str, ...] = ()
) -> Iterator[Artifact]:
    """Folders and files of the context that programs read at run time, where they are in the working directory.

    `names` are those of the framework besides the usual ones; what `.dockerignore` keeps back is not there.
    """
    workdir = workdir_at(stage, stage.end)
    if workdir is None:
        return
    for name in dict.fromkeys((*_FOLDERS, *names)):
        path = posixpath.join(workdir, name)
        entry = join(context, name)
        if not project.exists(entry) or (name in _FOLDERS and not project.is_dir(entry)):
            continue
        inside = f"{path}/x" if project.is_dir(entry) else path
        if context_path_of(stage, offset, inside, project) is not None:
            yield Artifact(path, path)
