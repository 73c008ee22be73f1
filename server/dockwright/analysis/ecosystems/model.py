"""The questions that every ecosystem answers, and the shape of the answers.

The refactorings are written once on top of these values; an ecosystem knows
its manifests, its commands and its artifacts, and nothing of edits.
"""

from typing import NamedTuple, Protocol

from dockwright.model.facts import Facts
from dockwright.model.packages.model import PackageCommand
from dockwright.model.stages import Stage
from dockwright.project.paths import ProjectPath
from dockwright.project.snapshot import Project
from dockwright.syntax.nodes import Placed, Run


class Manifests(NamedTuple):
    """What an install of the project's own dependencies reads from the build context.

    `required` are the files it cannot do without, `optional` those it reads
    where they exist, both only as far as they do exist. `lockfile` is the one that
    pins the versions, or None. `folders` are whole directories (patches, plugins).
    `needs_source` tells why the install cannot run before the source is
    there, `caution` what to check if it does.
    """

    required: tuple[ProjectPath, ...]
    optional: tuple[ProjectPath, ...] = ()
    folders: tuple[ProjectPath, ...] = ()
    lockfile: ProjectPath | None = None
    needs_source: str | None = None
    caution: str = ""

    @property
    def files(self) -> tuple[ProjectPath, ...]:
        """All single files."""
        return (*self.required, *self.optional)


class Install(NamedTuple):
    """An install of the project's own dependencies in a stage.

    `directory` is the absolute path it runs in; `context` the folder of the
    build context that was copied there, or None if that is unknown.
    """

    run: Placed[Run]
    command: PackageCommand
    directory: str
    context: ProjectPath | None


class Artifact(NamedTuple):
    """What the last stage takes from the builder: absolute paths, a folder ends in `/` in neither."""

    source: str
    target: str


class RuntimeInstall(NamedTuple):
    """The install of production dependencies in the last stage: where, from what, by which command."""

    directory: str
    manifests: Manifests
    command: str


class Start(NamedTuple):
    """A new command for the last stage in exec form, in the place of the old CMD or ENTRYPOINT."""

    words: tuple[str, ...]


class RuntimePlan(NamedTuple):
    """How a single stage becomes a builder and a runtime stage.

    `image` is the base of the last stage; `environment` what it sets;
    `builder_commands` are commands to be put in the place of others in the
    builder, by the command that they replace; `extra_builds` are RUN lines
    added at the end of the builder. `needs_shell` tells that the image has no shell,
    so that nothing may RUN there. `notes` say what a person should check.
    """

    title: str
    image: str
    artifacts: tuple[Artifact, ...]
    installs: tuple[RuntimeInstall, ...] = ()
    environment: tuple[tuple[str, str], ...] = ()
    start: Start | None = None
    extra_builds: tuple[str, ...] = ()
    build_prefix: str = ""
    user: str | None = None
    has_shell: bool = True
    notes: tuple[str, ...] = ()


class Missing(NamedTuple):
    """Why a stage cannot be split: the fact that is not there, as a sentence without a full stop."""

    fact: str


class Ecosystem(Protocol):
    """What a language module offers."""

    def installs(self, stage: Stage, facts: Facts, project: Project) -> tuple[Install, ...]:
        """The installs of the project's own dependencies, in order."""
        ...

    def manifests(self, install: Install, project: Project) -> Manifests:
        """What `install` reads."""
        ...

    def plan(self, stage: Stage, facts: Facts, project: Project) -> RuntimePlan | Missing | None:
        """How to split `stage`; None if it is none of this ecosystem or nothing is gained."""
        ...
