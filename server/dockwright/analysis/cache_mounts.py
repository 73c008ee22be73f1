"""The package-manager commands of a file that fetch anew what a cache mount would keep for the next build."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from dockwright.analysis.cache_places import PLACES, targets
from dockwright.analysis.frontend import is_too_old
from dockwright.analysis.lockfiles import is_berry
from dockwright.model.facts import Facts
from dockwright.model.packages.caches import covers, is_cached, is_mounted
from dockwright.model.packages.kinds import Manager
from dockwright.model.packages.model import PackageCommand
from dockwright.model.run_commands import run_commands
from dockwright.model.stages import Stage
from dockwright.model.uses import UseKind
from dockwright.project.paths import ROOT
from dockwright.project.snapshot import Project
from dockwright.syntax.nodes import Copy, Placed, Run, Transfer

SINCE = (1, 2)
"""The version of the syntax that brought `--mount`."""
_OFFLINE = ("--offline", "-o", "--prefer-offline")
_CLASSIC = ("--frozen-lockfile", "--pure-lockfile")


class Uncached(NamedTuple):
    """A RUN where `manager` fetches into `targets`, absolute folders that no mount covers; `command` is the first."""

    run: Placed[Run]
    manager: Manager
    command: PackageCommand
    targets: tuple[str, ...]


def uncached(facts: Facts, project: Project) -> tuple[Uncached, ...]:
    """All of them in order, except where a mount would take away what something else in the file needs."""
    if is_too_old(facts.file, SINCE) is not None:
        return ()
    found = [each for stage in facts.stages for each in _in_stage(stage)]
    refused = {
        manager
        for manager in {each.manager for each in found}
        if _is_needed(facts.stages, manager, found, project) or _is_taken(facts, manager, found)
    }
    return tuple(each for each in found if each.manager not in refused)


def uncached_in(stage: Stage, project: Project) -> Iterator[Uncached]:
    """Those of one stage, as far as that can be told without the others."""
    found = [each for each in _in_stage(stage) if not PLACES[each.manager].is_state]
    refused = {each.manager for each in found if _is_needed((stage,), each.manager, found, project)}
    return (each for each in found if each.manager not in refused)


def _in_stage(stage: Stage) -> Iterator[Uncached]:
    seen: dict[tuple[int, Manager], Uncached] = {}
    for run, command in run_commands(stage):
        places = PLACES.get(command.manager)
        if places is None or (places.is_state and stage.ships) or is_cached(run.node, command.manager):
            continue
        wanted = _missing(stage, run, command)
        if not wanted:
            continue
        key = run.at, command.manager
        first = seen.get(key)
        if first is None:
            seen[key] = Uncached(run, command.manager, command, wanted)
        else:
            seen[key] = first._replace(targets=tuple(dict.fromkeys((*first.targets, *wanted))))
    yield from seen.values()


def _missing(stage: Stage, run: Placed[Run], command: PackageCommand) -> tuple[str, ...]:
    return tuple(path for path in targets(stage, run.at, command) if not is_mounted(run.node, path))


def _is_needed(stages: tuple[Stage, ...], manager: Manager, found: list[Uncached], project: Project) -> bool:
    """Whether something outside the RUNs that would get the mount counts on what is in the folder."""
    runs = {each.run.at for each in found if each.manager is manager}
    paths = {path for each in found if each.manager is manager for path in each.targets}
    for stage in stages:
        if any(_is_filled(placed.node, paths) for placed in stage.every(Transfer)):
            return True
        for run, command in run_commands(stage):
            if command.manager is not manager:
                continue
            if run.at not in runs and command.option(*_OFFLINE) is not None and not is_cached(run.node, manager):
                return True
            if manager is Manager.YARN and not _is_classic(command, project):
                return True
    return False


def _is_taken(facts: Facts, manager: Manager, found: list[Uncached]) -> bool:
    """Whether another stage takes what the manager keeps, and that is more than a cache."""
    if not PLACES[manager].is_state:
        return False
    return any(_takes(facts, path) for each in found if each.manager is manager for path in each.targets)


def _is_filled(node: Transfer, paths: set[str]) -> bool:
    """Whether a COPY puts something into one of the folders: the mount would hide it."""
    target = node.destination.literal if node.destination is not None else None
    return target is not None and any(covers(path, target.rstrip("/") or "/") for path in paths)


def _takes(facts: Facts, path: str) -> bool:
    """Whether a COPY from a stage takes the folder, something in it, or all around it."""
    for use in facts.uses:
        if use.kind is not UseKind.COPY or not isinstance(use.placed.node, Copy):
            continue
        for source in use.placed.node.sources:
            value = source.value.rstrip("/") or "/"
            if covers(value, path) or covers(path, value):
                return True
    return False


def _is_classic(command: PackageCommand, project: Project) -> bool:
    """Whether yarn is of version 1, whose cache folder is known."""
    if command.option(*_CLASSIC) is not None:
        return True
    return project.known and not is_berry(project, ROOT)


@lru_cache(maxsize=256)
def mount_flag(target: str, *, locked: bool) -> str:
    """The flag of RUN for a cache mount."""
    return f"--mount=type=cache,target={target}{',sharing=locked' if locked else ''}"
