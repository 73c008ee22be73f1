"""Build arguments that are secrets, and the RUNs that need them."""

from typing import NamedTuple

from dockwright.analysis.ecosystems.registry import installs_of
from dockwright.model.facts import Facts
from dockwright.model.occurrences import Occurrence
from dockwright.model.stages import Stage
from dockwright.project.snapshot import Project
from dockwright.syntax.nodes import Arg, Assignment, Placed, Run

_SETTINGS = (".npmrc", ".yarnrc.yml", ".yarnrc", "pip.conf", "NuGet.Config", "nuget.config", "auth.json", ".netrc")


class SecretArgument(NamedTuple):
    """An ARG that a secret mount can take the place of: in the `runs`; or why it cannot be."""

    argument: Placed[Arg]
    assignment: Assignment
    runs: tuple[Placed[Run], ...]
    obstacle: str | None = None

    @property
    def name(self) -> str:
        """The variable."""
        return self.assignment.key.value


def secret_argument(
    stage: Stage, argument: Placed[Arg], assignment: Assignment, facts: Facts, project: Project
) -> SecretArgument:
    """What a secret mount for one assignment of an ARG of `stage` would need."""
    name = assignment.key.value
    runs: dict[int, Placed[Run]] = {}
    obstacle: str | None = None
    for found in facts.occurrences(name, argument.place(assignment.key.span).start):
        if found.is_definition or (found.binding is not None and found.binding.placed != argument):
            continue
        run = _run(found)
        if run is None or found.stage is not stage:
            where = f"by {found.placed.node.name}" if run is None else "in other stages"
            obstacle = f"{name} is used {where} as well"
        elif run.at not in runs:
            runs[run.at] = run
    for install in installs_of(stage, project):
        if install.run.at > argument.at and install.run.at not in runs and _is_in_settings(name, project):
            runs[install.run.at] = install.run
    if obstacle is None and not runs:
        obstacle = f"no RUN names {name}: which of them reads it is not known"
    return SecretArgument(argument, assignment, tuple(runs[at] for at in sorted(runs)), obstacle)


def _run(found: Occurrence) -> Placed[Run] | None:
    """The RUN whose shell replaces the variable."""
    node = found.placed.node
    return Placed(found.placed.at, node) if isinstance(node, Run) and found.in_shell and not found.deferred else None


def _is_in_settings(name: str, project: Project) -> bool:
    """Whether a file of settings that a package manager reads names the variable."""
    return project.known and any(
        name in (project.read(path) or "") for last in _SETTINGS for path in project.find(last)
    )
