"""The ecosystems there are."""

from functools import lru_cache

from dockwright.analysis.ecosystems import (
    deno,
    dotnet,
    elixir,
    go,
    java,
    native,
    node,
    php,
    python,
    ruby,
    rust,
)
from dockwright.analysis.ecosystems.model import Install, Manifests, Missing, RuntimePlan
from dockwright.model.stages import Stage
from dockwright.project.snapshot import Project

_ECOSYSTEMS = (node, go, python, java, dotnet, rust, php, ruby, native, elixir, deno)


def plan_for(stage: Stage, project: Project) -> RuntimePlan | Missing | None:
    """How to split `stage`: the first ecosystem that has a plan, else the first that says what is missing."""
    missing: Missing | None = None
    for ecosystem in _ECOSYSTEMS:
        found = ecosystem.plan(stage, project)
        if isinstance(found, RuntimePlan):
            return found
        missing = missing or found
    return missing


@lru_cache(maxsize=256)
def installs_of(stage: Stage, project: Project) -> tuple[Install, ...]:
    """The installs of the project's own dependencies in `stage`, by whichever ecosystem, in order."""
    found = [install for ecosystem in _ECOSYSTEMS for install in ecosystem.installs(stage, project)]
    return tuple(sorted(found, key=lambda install: (install.run.at, install.command.command.span)))


def manifests_of(install: Install, project: Project) -> Manifests:
    """What an install reads."""
    ecosystem = next(found for found in _ECOSYSTEMS if install.command.manager in found.MANAGERS)
    return ecosystem.manifests(install, project)
