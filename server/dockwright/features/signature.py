"""Signature help: how the instruction, flag or directive at the cursor is written, and which part is being typed."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from dockwright.features.completions.comments import line_at
from dockwright.features.completions.mounts import mount_site
from dockwright.features.completions.site import Site, instruction_at, site_at
from dockwright.features.signatures import parts
from dockwright.features.snapshot import Snapshot
from dockwright.knowledge import reference
from dockwright.text.span import Span

_PARAMETER = re.compile(r"<[^<>]+>|\[flags\]")
_DIRECTIVE = re.compile(r"#[ \t]*(?P<name>[A-Za-z]+)[ \t]*=[^\n]*\Z")
_FLAGS = "[flags]"


class Signature(NamedTuple):
    """One way to write something: `parameters` are spans of `label`, `summary` a sentence of Markdown."""

    label: str
    parameters: tuple[Span, ...]
    summary: str


class Signatures(NamedTuple):
    """The ways there are, the one that is being typed, and which of its parameters; None if none of them."""

    signatures: tuple[Signature, ...]
    active: int
    parameter: int | None


def signature_help(snapshot: Snapshot, offset: int) -> Signatures | None:
    """How what stands at `offset` is written; None where nothing is, and while a keyword is being typed."""
    site = site_at(snapshot, offset)
    if site is not None:
        return _in_instruction(site)
    if instruction_at(snapshot, offset) is not None:
        return None
    line = line_at(snapshot, offset)
    match = _DIRECTIVE.match(line.before)
    doc = reference.directives().get(match["name"].lower()) if match is not None else None
    if doc is None or not line.is_in_zone:
        return None
    return Signatures((_signature(doc.form, doc.summary),), 0, 0)


def _in_instruction(site: Site) -> Signatures | None:
    if site.body is not None:
        return None
    if not site.keyword:
        return _forms(site, "ONBUILD", 0, "<instruction>") if site.in_onbuild else None
    if site.keyword not in reference.instructions():
        return None
    if site.in_flag and "=" in site.token:
        return _flag(site)
    form, name = parts.active(site)
    return _forms(site, site.keyword, form, name)


def _forms(site: Site, keyword: str, active: int, name: str) -> Signatures:
    """The forms of an instruction; where the flags are typed, that parameter if the form has it."""
    doc = reference.instructions()[keyword]
    signatures = tuple(_signature(form, doc.summary) for form in doc.forms)
    wanted = _FLAGS if site.in_flag or (site.token.startswith("-") and site.may_begin_flag) else name
    chosen = signatures[active]
    if wanted == _FLAGS and keyword == "FROM":
        wanted = "<platform>"
    labels = [span.of(chosen.label) for span in chosen.parameters]
    return Signatures(signatures, active, labels.index(wanted) if wanted in labels else None)


def _flag(site: Site) -> Signatures | None:
    """A flag with a value; a mount with the keys of its type."""
    name = site.token.partition("=")[0]
    doc = reference.flags(site.keyword).get(name)
    if doc is None:
        return None
    mount = mount_site(site)
    if mount is not None:
        return _mount(mount.type, mount.key.lower())
    signature = _signature(f"{site.keyword} {name}={doc.value or '<true or false>'}", doc.summary)
    if not signature.parameters:
        start = len(f"{site.keyword} {name}=")
        signature = signature._replace(parameters=(Span(start, len(signature.label)),))
    value = site.token.partition("=")[2]
    index = sum(value.count(char) for char in ":,")
    return Signatures((signature,), 0, min(index, len(signature.parameters) - 1))


def _mount(kind: str, key: str) -> Signatures | None:
    """Every part of a mount is a parameter of its own."""
    doc = reference.mount_types().get(kind)
    if doc is None:
        return None
    fields = list(_fields(kind))
    label = "RUN --mount="
    spans: list[Span] = []
    for number, (_, text) in enumerate(fields):
        label += "," if number else ""
        spans.append(Span(len(label), len(label) + len(text)))
        label += text
    names = [name for name, _ in fields]
    found = reference.mount_keys(kind).get(key)
    wanted = found.name if found is not None else key
    active = names.index(wanted) if wanted in names else None
    summary = found.summary if found is not None and found.name != "type" else doc.summary
    return Signatures((Signature(label, tuple(spans), summary),), 0, active)


def _fields(kind: str) -> Iterator[tuple[str, str]]:
    yield "type", f"type={kind}"
    for name, doc in reference.mount_keys(kind).items():
        if name == doc.name and name != "type":
            yield name, f"{name}={'|'.join(doc.values) or doc.value}" if doc.value else name


def _signature(form: str, summary: str) -> Signature:
    return Signature(form, tuple(Span(*match.span()) for match in _PARAMETER.finditer(form)), summary)
