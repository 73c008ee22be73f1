"""The cache map: for each step of a build, what makes it run again though its own line stays as it is.

Source of the rules: https://docs.docker.com/build/cache/invalidation/ and the reference's sections on ARG and COPY.
A step is taken from the cache if the step before is and what it reads itself is the same:

- FROM: the image that its tag names, unless a digest pins it;
- COPY, ADD and bind mounts: content and metadata of the files that `.dockerignore` lets through, not when they
  were modified; of a stage, the files that are taken from it;
- RUN: its environment, which holds every ARG in force, used or not. Not what it downloads.

Assumed: BuildKit; the same platform; a cache that still has the step; no `--no-cache`; and that
the base image pulls no triggers (ONBUILD) of its own.
The rules on the cache, the hover and the inlay hint all answer from here.
Cache mounts, secrets and SSH agents never make a step run again. A COPY with `--link` does not need
the step before. Whether a stage whose steps run again gives other files than before, no one
knows ahead of the build: it is named as a stage, and what makes its steps run again is told there.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from dockwright.analysis.transfers import context_path, is_remote
from dockwright.model.facts import Facts
from dockwright.model.mentions import mentions_of
from dockwright.model.stages import Stage
from dockwright.model.uses import SourceKind, StageUse, UseKind
from dockwright.model.variables import BUILDER_ARGUMENTS, PLATFORM_ARGUMENTS, Kind
from dockwright.project.paths import ROOT, normalise
from dockwright.project.snapshot import Project
from dockwright.syntax.nodes import Arg, Copy, Flag, Instruction, Placed, Run, Transfer, Word

_FEW = 3
"""So many names that `.dockerignore` leaves of the root are told one by one."""


class Inputs(NamedTuple):
    """What a step reads besides its own line.

    `everything`: the whole build context. `files` are the other sources in it, as written. `stages` and `images`
    are those that files are taken from, `bases` the images that a tag names, `arguments` the build
    arguments, `remote` what ADD fetches.
    """

    everything: bool = False
    files: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    arguments: tuple[str, ...] = ()
    remote: tuple[str, ...] = ()

    def __or__(self, other: "Inputs") -> "Inputs":
        """Both together, each thing once."""
        if not any(other):
            return self
        return Inputs(
            self.everything or other.everything,
            _joined(self.files, other.files),
            _joined(self.stages, other.stages),
            _joined(self.images, other.images),
            _joined(self.bases, other.bases),
            _joined(self.arguments, other.arguments),
            _joined(self.remote, other.remote),
        )


class Step(NamedTuple):
    """An instruction of a stage.

    `own` is what it reads itself; `all` that and what the steps before it read, in the
    stages that it is based on too. `is_linked`: it does not need the step before.
    """

    placed: Placed[Instruction]
    own: Inputs
    all: Inputs
    is_linked: bool


@lru_cache(maxsize=4)
def cache_map(facts: Facts, project: Project) -> dict[int, Step]:
    """The steps by the offset at which their instruction begins."""
    found: dict[int, Step] = {}
    uses: dict[int, list[StageUse]] = {}
    for use in facts.uses:
        uses.setdefault(use.placed.at, []).append(use)
    ends: dict[int, Inputs] = {}
    for stage in facts.stages:
        inputs = ends.get(stage.parent.index, Inputs()) if stage.parent is not None else Inputs()
        inputs |= _base(stage)
        found[stage.from_.at] = Step(stage.from_, _base(stage), inputs, is_linked=False)
        arguments = _inherited(stage)
        for trigger in stage.triggers:
            inputs |= _own(trigger, stage, uses.get(trigger.at, []), tuple(arguments), project)
        for placed in stage.instructions:
            if isinstance(placed.node, Arg):
                arguments.update((name, None) for name in _declared(placed.node))
            own = _own(placed, stage, uses.get(placed.at, []), tuple(arguments), project)
            is_linked = isinstance(placed.node, Transfer) and _is_linked(placed.node)
            inputs |= own
            found[placed.at] = Step(placed, own, own if is_linked else inputs, is_linked)
        ends[stage.index] = inputs
    return found


def _joined(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second))) if second else first


def _is_linked(node: Transfer) -> bool:
    flag = node.flag("link")
    return flag is not None and flag.text.partition("=")[2].lower() != "false"


def _base(stage: Stage) -> Inputs:
    """What a FROM reads: an image whose tag may move, and the ARGs in its name."""
    names = tuple(mention.name for mention in mentions_of(stage.from_.node) if mention.name not in PLATFORM_ARGUMENTS)
    reference = stage.reference
    bases = () if reference is None or reference.digest is not None else (reference.text,)
    return Inputs(bases=bases, arguments=tuple(dict.fromkeys(names)))


def _inherited(stage: Stage) -> dict[str, None]:
    """The ARGs in force at the start of a stage: those of the stages it is based on."""
    return {
        name: None
        for link in reversed(stage.chain[1:])
        for placed in link.every(Arg)
        for name in _declared(placed.node)
    }


def _declared(node: Arg) -> Iterator[str]:
    for pair in node.assignments:
        if pair.key.value not in PLATFORM_ARGUMENTS and pair.key.value not in BUILDER_ARGUMENTS:
            yield pair.key.value


def _own(
    placed: Placed[Instruction], stage: Stage, uses: Iterable[StageUse], arguments: tuple[str, ...], project: Project
) -> Inputs:
    node = placed.node
    if isinstance(node, Run):
        in_force = tuple(name for name in arguments if is_argument(stage, name, placed.at))
        mounted = _taken(use for use in uses if use.user is stage and use.kind is UseKind.MOUNT and _is_bind(node, use))
        return _context(_mounted(node), project) | mounted | Inputs(arguments=in_force)
    if not isinstance(node, Transfer):
        return Inputs()
    mentioned = dict.fromkeys(mention.name for mention in mentions_of(node) if not mention.in_shell)
    used = tuple(name for name in mentioned if name in arguments and is_argument(stage, name, placed.at))
    taken = _taken(use for use in uses if use.user is stage and use.kind is UseKind.COPY)
    if isinstance(node, Copy) and node.source_stage is not None:
        return taken | Inputs(arguments=used)
    openers = {doc.opener for doc in node.heredocs}
    words = [word for word in node.sources if word.span not in openers]
    remote = tuple(word.value for word in words if is_remote(word.value))
    local = [word for word in words if not is_remote(word.value)]
    return of_context(local, project) | Inputs(arguments=used, remote=remote)


def of_context(sources: Iterable[Word], project: Project) -> Inputs:
    """What a COPY or ADD of `sources` reads of the build context; it is run again when any of that changes."""
    return _context((ROOT if context_path(word) == ROOT else word.value for word in sources), project)


def is_argument(stage: Stage, name: str, offset: int) -> bool:
    """Whether a RUN at `offset` depends on the ARG of that name above it, used or not: an ENV of that name hides it."""
    binding = stage.scope.find(name, max(offset, stage.from_.end))
    return binding is None or binding.kind is not Kind.ENV


def _taken(uses: Iterable[StageUse]) -> Inputs:
    stages: list[str] = []
    images: list[str] = []
    for use in uses:
        if use.target is not None:
            stages.append(use.target.label)
        elif use.source.kind is SourceKind.IMAGE and use.image is not None and use.image.digest is None:
            images.append(use.image.text)
    return Inputs(stages=tuple(stages), images=tuple(images))


def _field(mount: Flag, *keys: str) -> str | None:
    return next((field.value for field in mount.fields if field.key in keys), None)


def _mounted(node: Run) -> list[str]:
    """What bind mounts of the build context take of it."""
    return [
        normalise(_field(mount, "source", "src") or "")
        for mount in node.mounts
        if (_field(mount, "type") or "bind").lower() == "bind" and not _field(mount, "from")
    ]


def _is_bind(node: Run, use: StageUse) -> bool:
    """Whether the mount that a use stands in is a bind mount: a cache mount only begins with what it takes."""
    span = use.span.shift(-use.placed.at)
    mount = next((mount for mount in node.mounts if mount.span.encloses(span)), None)
    return mount is not None and (_field(mount, "type") or "bind").lower() == "bind"


def _context(sources: Iterable[str], project: Project) -> Inputs:
    """What `sources` name in the build context; of the root, what `.dockerignore` leaves if that is little."""
    everything = False
    files: list[str] = []
    for source in sources:
        if source != ROOT:
            files.append(source)
            continue
        left = [path for path in project.children() if project.is_sent(path)] if project.ignore is not None else None
        if left is None or not left or len(left) > _FEW:
            everything = True
        else:
            files.extend(f"{path}/" if project.is_dir(path) else path for path in left)
    return Inputs(everything=everything, files=tuple(dict.fromkeys(files)))
