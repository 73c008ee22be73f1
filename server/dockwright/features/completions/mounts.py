"""The parts of a RUN --mount: keys that its type knows, in an order that the builder takes, and their values."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from dockwright.features.completions.flag_values import VALUE
from dockwright.features.completions.model import Completion, Kind
from dockwright.features.completions.site import Site
from dockwright.knowledge import reference
from dockwright.knowledge.reference import MountKeyDoc
from dockwright.model.packages.caches import CACHES
from dockwright.model.packages.read import packages_of
from dockwright.syntax.nodes import Run

_PREFIX = "--mount="
_WITH_VALUE = re.compile(r"[\w.-]*(?:=[^\s,'\"]*)?")
_DEFAULT = "bind"
_NEXT_KEY = ","
_AFTER_TYPE = frozenset({"required", "size"})
_SWITCHES = frozenset({"readonly", "readwrite", "required"})
_EXCLUSIVE = ({"readonly", "readwrite"}, {"source", "id"})
_USUAL = ("type", "target", "source", "from", "id", "sharing", "required", "env")


class MountSite(NamedTuple):
    """The cursor in a mount: the type and keys before it, the key at it, and its value so far, None before the `=`."""

    type: str
    given: frozenset[str]
    key: str
    value: str | None


def mount_site(site: Site) -> MountSite | None:
    """The mount that the cursor is in."""
    if site.keyword != "RUN" or not site.in_flag or not site.token.startswith(_PREFIX):
        return None
    *before, part = site.token.removeprefix(_PREFIX).split(",")
    kind = _DEFAULT
    given: set[str] = set()
    for each in before:
        key, _, value = each.partition("=")
        given.add(key.lower())
        kind = value.lower() if key.lower() == "type" else kind
    key, equals, value = part.partition("=")
    return MountSite(kind, frozenset(given), key, value if equals else None)


def mount_key_completions(site: Site) -> Iterator[Completion]:
    """The keys that may come, by another name only once that is being typed.

    `type=` comes with its values in one, where nothing is given yet.
    """
    mount = mount_site(site)
    if mount is None or mount.value is not None:
        return
    span = site.span(len(site.text) - len(mount.key))
    yield from _types(site, mount, "type=")
    docs = reference.mount_keys(mount.type)
    if not docs.keys() >= _later(site):
        return
    given = {docs[key].name for key in (*mount.given, *_later(site)) if key in docs}
    for name, doc in docs.items():
        is_short = name != doc.name and mount.key != "" and name.startswith(mount.key.lower())
        if (name != doc.name and not is_short) or doc.name in given:
            continue
        if any(doc.name in pair and given & pair for pair in _EXCLUSIVE):
            continue
        if doc.name == "type" or (mount.type == "secret" and doc.name == "source"):
            continue
        rank = _USUAL.index(doc.name) if doc.name in _USUAL else len(_USUAL)
        text = name if doc.name in _SWITCHES or site.next_is("=") else f"{name}="
        yield Completion(name, Kind.FLAG, span, text, _detail(doc), 10 + rank, doc=f"mount-key {mount.type} {name}")


def mount_value_completions(site: Site) -> Iterator[Completion]:
    """The values of the key at the cursor: types, modes, and cache folders of the managers that the RUN calls."""
    mount = mount_site(site)
    if mount is None or mount.value is None:
        return
    key = mount.key.lower()
    if key == "type":
        yield from _types(site, mount, "")
        return
    doc = reference.mount_keys(mount.type).get(key)
    if doc is None:
        return
    span = site.span(len(site.text) - len(mount.value), VALUE)
    values = doc.values or (("true", "false") if doc.name in _SWITCHES else ())
    for rank, each in enumerate(values):
        doc_name = f"mount-key {mount.type} {key}"
        yield Completion(each, Kind.VALUE, span, each, rank=rank, doc=doc_name, commits=_NEXT_KEY)
    if doc.name == "target" and mount.type == "cache":
        for rank, (folder, whose) in enumerate(_cache_folders(site).items()):
            yield Completion(folder, Kind.FOLDER, span, folder, whose, rank)


def _types(site: Site, mount: MountSite, before: str) -> Iterator[Completion]:
    """The types that know the other keys of the mount; some keys need the type before them."""
    if "type" in mount.given or "type" in _later(site) or _AFTER_TYPE & mount.given:
        return
    others = mount.given | _later(site)
    typed = mount.key if mount.value is None else mount.value
    span = site.span(len(site.text) - len(typed), _WITH_VALUE if before else VALUE)
    for rank, name in enumerate(("cache", "bind", "secret", "ssh", "tmpfs")):
        if not reference.mount_keys(name).keys() >= others:
            continue
        doc = reference.mount_types()[name]
        text = before + name
        yield Completion(
            text, Kind.VALUE, span, text, doc.summary, rank, doc=f"mount {name}", commits=_NEXT_KEY if typed else ""
        )


def _later(site: Site) -> set[str]:
    """The keys that stand behind the cursor in the same mount."""
    at = site.offset - site.at
    if not isinstance(site.node, Run):
        return set()
    return {
        field.key
        for mount in site.node.mounts
        if mount.span.holds(at)
        for field in mount.fields
        if field.key_span.start > at
    }


def _cache_folders(site: Site) -> dict[str, str]:
    """The cache folders of the managers in this RUN, else of all in the file: folder to manager."""
    found: dict[str, str] = {}
    if isinstance(site.node, Run):
        for command in packages_of(site.node):
            found.update(dict.fromkeys(CACHES.get(command.manager, ()), command.manager.value))
    for manager, folders in CACHES.items():
        found.setdefault(folders[0], manager.value)
    return found


def _detail(doc: MountKeyDoc) -> str:
    return f"{doc.name}={doc.value}" if doc.value else ""
