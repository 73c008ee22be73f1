"""Paths: COPY and ADD sources of the build context without what is ignored, sources of bind mounts, destinations."""

import posixpath
from collections.abc import Iterator

from dockwright.features.completions.model import Completion, Kind
from dockwright.features.completions.mounts import mount_site
from dockwright.features.completions.site import PATH, Site
from dockwright.model.stages import Stage
from dockwright.project.paths import ProjectPath, name, normalise
from dockwright.syntax.nodes import Transfer

_MOST = 200
_DESTINATION_FIRST = 0
_SOURCE = 50


def source_completions(site: Site) -> Iterator[Completion]:
    """The files and folders of the build context that begin as typed; those that are copied already are left out."""
    typed = _typed_source(site)
    if typed is None or "$" in typed or "://" in typed or not site.snapshot.project.known:
        return
    project = site.snapshot.project
    folder, slash, last = typed.rpartition("/")
    if any(char in folder for char in "*?["):
        return
    in_json = site.is_json and not site.in_flag
    span = site.span(len(site.text) - len(last), PATH)
    taken = _taken(site)
    for child in _children(site, normalise(folder))[:_MOST]:
        last_name = name(child)
        if (not in_json and any(char in last_name for char in " \t'\"\\$")) or (in_json and '"' in last_name):
            continue
        if not last_name.lower().startswith(last.lower()) or child in taken:
            continue
        is_dir = project.is_dir(child)
        text = f"{last_name}/" if is_dir else last_name
        kind = Kind.FOLDER if is_dir else Kind.FILE
        hidden = last_name.startswith(".")
        yield Completion(text, kind, span, text, rank=_SOURCE + (20 if hidden else 0))
    if not slash and not last and not site.in_flag and not taken:
        yield Completion(".", Kind.FOLDER, span, ".", "the whole build context", _SOURCE + 10)


def stage_source_completions(site: Site) -> Iterator[Completion]:
    """What another stage holds by its own words: its WORKDIR, and where it copies to."""
    if site.keyword != "COPY" or site.in_flag or site.body is not None or not _is_source(site):
        return
    used = site.snapshot.facts.uses
    target = next((use.target for use in used if use.placed.at == site.at and use.target is not None), None)
    if target is None:
        return
    typed = site.argument.text
    span = site.span(len(site.text) - len(typed), PATH)
    for rank, folder in enumerate(_folders(target, None)):
        yield Completion(folder, Kind.FOLDER, span, folder, f"in stage {target.label}", _SOURCE + rank)


def destination_completions(site: Site) -> Iterator[Completion]:
    """Where files may go: the WORKDIR, and folders that the stage copies to already."""
    if site.keyword not in {"COPY", "ADD"} or site.in_flag or site.body is not None:
        return
    argument = site.argument
    if argument.number == 0 or site.follows or not argument.is_open or "$" in argument.text:
        return
    stage = site.snapshot.facts.stage_at(site.at)
    if stage is None:
        return
    span = site.span(len(site.text) - len(argument.text), PATH)
    workdir = stage.state_at(site.at).workdir
    folders: dict[str, str] = {}
    if workdir is not None and not (site.in_onbuild and workdir == "/"):
        folders["./"] = f"WORKDIR {workdir}"
    folders.update((folder, "") for folder in _folders(stage, site.at))
    for rank, (folder, detail) in enumerate(folders.items()):
        yield Completion(folder, Kind.FOLDER, span, folder, detail, _DESTINATION_FIRST + rank)


def workdir_completions(site: Site) -> Iterator[Completion]:
    """The working directories that the file uses elsewhere, and that of the base image."""
    if site.keyword != "WORKDIR" or site.words or "$" in site.token:
        return
    facts = site.snapshot.facts
    found: dict[str, str] = {}
    for stage in facts.stages:
        for state in (stage.state_at(stage.from_.end), stage.state_at()):
            if state.workdir not in {None, "/"}:
                found.setdefault(str(state.workdir), f"in stage {stage.label}")
    found.setdefault("/app", "")
    own = site.node.rest.value if not site.node.rest.value.startswith(site.token) else ""
    for rank, (folder, detail) in enumerate(found.items()):
        if folder != own:
            yield Completion(folder, Kind.FOLDER, site.span(site.token_at, PATH), folder, detail, rank)


def _typed_source(site: Site) -> str | None:
    if site.body is not None:
        return None
    mount = mount_site(site)
    if mount is not None:
        is_context = mount.type == "bind" and "from" not in mount.given
        return mount.value if is_context and mount.key.lower() in {"source", "src"} else None
    if site.keyword not in {"COPY", "ADD"} or site.in_flag or "from" in site.given_flags or not _is_source(site):
        return None
    if site.token.startswith("<<"):
        return None
    return site.argument.text


def _is_source(site: Site) -> bool:
    """Whether the argument at the cursor is, or may be, a source."""
    return site.argument.is_open


def _children(site: Site, folder: ProjectPath) -> list[ProjectPath]:
    """What the builder gets of a folder: folders first."""
    project = site.snapshot.project
    found = [child for child in project.children(folder) if project.is_sent(child)]
    return sorted(found, key=lambda child: not project.is_dir(child))


def _taken(site: Site) -> frozenset[ProjectPath]:
    """The sources that stand before the cursor."""
    if site.in_flag:
        return frozenset()
    at = site.offset - site.at
    node = site.node
    words = node.sources if isinstance(node, Transfer) else ()
    return frozenset(normalise(word.value) for word in words if word.span.end < at)


def _folders(stage: Stage, before: int | None) -> list[str]:
    """The WORKDIR of a stage and the absolute folders that it copies to, before an offset."""
    workdir = stage.state_at(before).workdir
    found: dict[str, None] = {}
    if workdir is not None and workdir != "/":
        found[f"{workdir}/"] = None
    for placed in stage.instructions:
        node = placed.node
        if not isinstance(node, Transfer) or node.destination is None or (before is not None and placed.at >= before):
            continue
        target = node.destination.literal
        if target is None:
            continue
        if not target.startswith("/"):
            if workdir is None:
                continue
            target = posixpath.join(workdir, target)
        if target.endswith("/") and target != "/":
            found[f"{posixpath.normpath(target)}/"] = None
    return list(found)
