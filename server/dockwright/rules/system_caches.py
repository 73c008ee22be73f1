"""What the package managers of RPM distributions leave behind."""

from collections.abc import Iterator

from dockwright.analysis.append import appended
from dockwright.model.packages.caches import CACHES, is_cached
from dockwright.model.packages.cleanups import Cleanup, cleanups_of
from dockwright.model.packages.kinds import Manager, Verb
from dockwright.model.run_commands import run_commands
from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Fix

_FETCHING = frozenset({Verb.INSTALL_PACKAGES, Verb.UPGRADE})
_CLEAN = {Manager.ZYPPER: "zypper clean --all"}
_RPM = frozenset({Manager.DNF, Manager.YUM, Manager.MICRODNF, Manager.TDNF})


def left_caches(stage: Stage, managers: frozenset[Manager]) -> Iterator[Finding]:
    """The installs of a stage that ships after which nothing cleans up in the same RUN, one for each RUN."""
    if not stage.ships:
        return
    seen: set[int] = set()
    for run, command in reversed(list(run_commands(stage))):
        manager = command.manager
        if manager not in managers or command.verb not in _FETCHING or run.at in seen:
            continue
        seen.add(run.at)
        if is_cached(run.node, manager) or command.option("--installroot") is not None:
            continue
        after = (each for each in cleanups_of(run.node) if each.span.start > command.span.start)
        if any(_clears(cleanup, manager) for cleanup in after):
            continue
        clean = _CLEAN.get(manager, f"{command.program} clean all")
        edit = appended(run, clean)
        fixes = (Fix("Clean up in the same RUN", (edit,)),) if edit is not None else ()
        span = run.place(command.name_span)._replace(end=run.at + command.verb_span.end)
        message = f"{command.program} leaves its downloads in the image: end this RUN with {clean}"
        yield Finding(span, message, fixes)


def _clears(cleanup: Cleanup, manager: Manager) -> bool:
    if cleanup.package is not None:
        same = cleanup.package.manager is manager or {cleanup.package.manager, manager} <= _RPM
        return same and cleanup.empties_cache
    return any(cleanup.clears(folder) for folder in CACHES.get(manager, ()))
