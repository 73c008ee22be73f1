"""Keep the downloads of a package manager in a cache mount."""

from collections.abc import Iterator
from functools import partial

from dockwright.analysis.cache_mounts import Uncached, mount_flag, uncached
from dockwright.analysis.cache_places import PLACES
from dockwright.analysis.safety import Safety
from dockwright.model.facts import Facts
from dockwright.model.packages.kinds import Manager
from dockwright.model.packages.read import packages_of
from dockwright.refactor.blocks import line_end
from dockwright.refactor.model import Change, Context, Offer, Refactoring
from dockwright.refactor.uncleaned import Stuck, kept_downloads
from dockwright.syntax.nodes import Placed, Run
from dockwright.text.edit import Edit, insert

_NAME = "add-cache-mount"
_JOINTS = frozenset({"", "&&", ";", "\n"})
_HOOK = "docker-clean"
_NOTES = {
    Manager.APT: (
        "the image's own setting that deletes packages after each install is removed, so what later installs without "
        "a cache mount keeps its packages"
    ),
    Manager.APK: "the image gets the empty folder /etc/apk/cache, in which a later apk add keeps its packages",
}


def offers(context: Context) -> Iterator[Offer]:
    """One offer for each RUN and manager; each gives the mount to all RUNs of that manager."""
    found = uncached(context.facts, context.project)
    stuck: dict[Manager, str] = {}
    for one in found:
        if one.manager not in stuck and isinstance(dropped := _dropped(one), Stuck):
            stuck[one.manager] = dropped.reason
    for one in found:
        same = tuple(other for other in found if other.manager is one.manager)
        note = _NOTES.get(one.manager, "")
        yield Offer(
            id=f"{_NAME}:{one.manager.value}:{one.run.at}",
            title=f"Keep what {one.manager.value} downloads in a cache mount",
            span=one.run.span,
            safety=Safety.UNSAFE if note else Safety.SAFE,
            note=note,
            build=partial(build, context.facts, same),
            disabled=stuck.get(one.manager),
        )


def _dropped(one: Uncached) -> tuple[Edit, ...] | Stuck:
    if one.manager is Manager.APT and _hook_place(one) is None:
        return Stuck("apt does not stand by itself in its RUN")
    return kept_downloads(one.run, one.manager, one.targets)


def build(facts: Facts, found: tuple[Uncached, ...]) -> Change:
    """The mounts, and what is useless or harmful with them taken away."""
    edits: list[Edit] = []
    hooked = _HOOK in facts.file.text
    for one in found:
        dropped = _dropped(one)
        if isinstance(dropped, Stuck):
            continue
        edits.append(_mounts(one, line_end(facts.file)))
        place = _hook_place(one) if one.manager is Manager.APT and not hooked else None
        if place is not None:
            edits.append(insert(one.run.at + place, _keeping(one.run, line_end(facts.file))))
        edits.extend(dropped)
    return Change(tuple(edits))


def _mounts(one: Uncached, end_of_line: str) -> Edit:
    """The flags, after those that are there; several on lines of their own."""
    node = one.run.node
    last = node.flags[-1].span if node.flags else node.keyword.span
    flags = [mount_flag(target, locked=PLACES[one.manager].is_locked) for target in one.targets]
    if len(flags) == 1:
        return insert(one.run.at + last.end, f" {flags[0]}")
    next_line = f" {node.escape}{end_of_line}    "
    end = "" if _breaks(one.run, last.end) else next_line[:-1]
    return insert(one.run.at + last.end, f" {next_line.join(flags)}{end}")


def _breaks(run: Placed[Run], at: int) -> bool:
    """Whether the line ends behind the flags anyway."""
    return run.node.text[at:].lstrip(" \t").startswith((run.node.escape, "<<"))


def _hook_place(one: Uncached) -> int | None:
    """Where the first command of apt in the RUN begins, its assignments included, if it stands by itself."""
    node = one.run.node
    found = (command for command in packages_of(node) if command.manager is Manager.APT)
    command = next(found, one.command).command
    commands = [command for script in node.scripts for command in script.commands]
    if command not in commands or command.depth or command.joined_by not in _JOINTS:
        return None
    start = min((word.span.start for word in (*command.words, *command.assignments)), default=command.span.start)
    before = node.text[command.joined_span.end : start]
    return start if not before.replace(node.escape, "").strip() else None


def _keeping(run: Placed[Run], end_of_line: str) -> str:
    """What stops the image from deleting packages after each install, before the first command of apt."""
    return f"rm -f /etc/apt/apt.conf.d/docker-clean{end_of_line if run.node.heredocs else ' && '}"


add_cache_mount = Refactoring(
    name=_NAME,
    title="Keep downloads in a cache mount",
    doc="The next build finds what this one fetched, and the image keeps none of it.",
    offers=offers,
)
