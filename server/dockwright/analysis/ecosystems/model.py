"""The questions that every ecosystem answers, and the shape of the answers.

The refactorings are written once on top of these values; an ecosystem knows
its manifests, its commands and its artifacts, and nothing of edits.
"""

from typing import NamedTuple, Protocol

from dockwright.model.packages.model import PackageCommand
from dockwright.model.stages import Stage
from dockwright.project.paths import ProjectPath
from dockwright.project.snapshot import Project
from dockwright.syntax.nodes import Placed, Run
from dockwright.text.edit import Edit


class Manifests(NamedTuple):
    """What an install of the project's own dependencies reads from the build context.

    `required` are the files it cannot do without, `optional` those it reads
    where they exist, both only as far as they do exist. `lockfile` is the one that
    pins the versions, or None. `folders` are whole directories (patches, plugins), `members` those of the
    optional files that belong to other packages of the workspace.
    `needs_source` tells why the install cannot run before the source is
    there, `caution` what to check if it does. `apart` is the option with which the command installs the
    dependencies only: then it is run once with it, and once as it is when the source is there. `is_one_step`
    tells that installing and building are one command, so that the order is as good as it gets. `early_flags` are
    what the command needs besides if it runs before, `after_source` is the command that then does the rest.
    """

    required: tuple[ProjectPath, ...]
    optional: tuple[ProjectPath, ...] = ()
    folders: tuple[ProjectPath, ...] = ()
    lockfile: ProjectPath | None = None
    members: tuple[ProjectPath, ...] = ()
    needs_source: str | None = None
    caution: str = ""
    apart: str = ""
    is_one_step: bool = False
    early_flags: str = ""
    after_source: str = ""

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

    @property
    def text(self) -> str:
        """The command as people write it: on one line."""
        words = (word.text for word in self.command.call.words)
        return " ".join(words)


class Artifact(NamedTuple):
    """What the last stage takes from the builder: absolute paths, a folder ends in `/` in neither.

    `flags` are those of the COPY, such as `--chown`.
    """

    source: str
    target: str
    flags: tuple[str, ...] = ()


class BuilderLine(NamedTuple):
    """An instruction to be put above the one at the offset `at`, in the builder."""

    at: int
    keyword: str
    arguments: str


class RuntimeInstall(NamedTuple):
    """The install of production dependencies in the last stage.

    `directory` is the absolute path it runs in, `context` the folder of the
    build context that belongs there, `command` what RUN is given, `flags` the flags of that RUN.
    """

    directory: str
    context: ProjectPath
    manifests: Manifests
    command: str
    flags: tuple[str, ...] = ()


class Start(NamedTuple):
    """A new command in exec form, in the place of the CMD or ENTRYPOINT at the offset `at`."""

    at: int
    words: tuple[str, ...]


class RuntimePlan(NamedTuple):
    """How a single stage becomes a builder and a runtime stage.

    `image` is the base of the last stage, `artifacts` and `installs` what comes into
    it, `environment` what it sets. `builder_edits` change the builder on the way,
    `extra_builds` are RUN lines added at its end. `tools` are the RUNs, by offset, that the last stage needs as well,
    `packages` those of the distribution that it needs and the builder's image has. `user` is who runs if the
    file does not say. `files` are written into it: path, and text without a last line end.
    `has_shell` is False for an image in which nothing can RUN.
    `builder_lines` are instructions added to the builder, `builder_only` those, by offset, that the last stage does
    not need though they would go to both. `builds` are those, by offset, that belong to the build though they do not
    look so, `build_variables` the names of variables that only the build reads. `ends_at` is the offset after the
    last instruction that builds,
    where not every COPY does: what stands below it stays below. `programs` are those that a RUN there may call.
    `workdir` is where the program runs, if that is not where it ran before. `provided` are packages that the image has.
    `notes` say what a person should check.
    """

    image: str
    artifacts: tuple[Artifact, ...]
    installs: tuple[RuntimeInstall, ...] = ()
    environment: tuple[tuple[str, str], ...] = ()
    start: Start | None = None
    builder_edits: tuple[Edit, ...] = ()
    extra_builds: tuple[str, ...] = ()
    tools: tuple[int, ...] = ()
    builds: frozenset[int] = frozenset()
    build_variables: frozenset[str] = frozenset()
    packages: tuple[str, ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    user: str | None = None
    has_shell: bool = True
    keeps_workdir: bool = True
    builder_lines: tuple[BuilderLine, ...] = ()
    builder_only: frozenset[int] = frozenset()
    ends_at: int | None = None
    programs: frozenset[str] = frozenset()
    workdir: str | None = None
    provided: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()


class Missing(NamedTuple):
    """Why a stage cannot be split: the fact that is not there, as a sentence without a full stop."""

    fact: str


class Ecosystem(Protocol):
    """What a language module offers."""

    def installs(self, stage: Stage, project: Project) -> tuple[Install, ...]:
        """The installs of the project's own dependencies, in order."""
        ...

    def manifests(self, install: Install, project: Project) -> Manifests:
        """What `install` reads."""
        ...

    def plan(self, stage: Stage, project: Project) -> RuntimePlan | Missing | None:
        """How to split `stage`; None if it is none of this ecosystem or nothing is gained."""
        ...
