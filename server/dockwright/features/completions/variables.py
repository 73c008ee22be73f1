"""Variables in scope, as `$name` and `${name}`, and what braces can do besides."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from dockwright.features.completions.model import Completion, Kind
from dockwright.features.completions.mounts import mount_site
from dockwright.features.completions.site import Site
from dockwright.knowledge import reference
from dockwright.model.variables import PLATFORM_ARGUMENTS, Binding
from dockwright.model.variables import Kind as VariableKind
from dockwright.text.span import Span

_TYPED = re.compile(r"(?P<sigil>\$\{?)(?P<name>[A-Za-z_]\w*|)\Z", re.ASCII)
_PORT = re.compile(r"\d+(?:-\d+)?(?:/\w+)?\Z", re.ASCII)
_REST = re.compile(r"\w*", re.ASCII)
_LETTER = re.compile(r"\w", re.ASCII)
_CLOSED = re.compile(r"(?:[:\-+?#%/][^\s$\"'{]*)?\}")
_BUILDER = frozenset(
    {"ADD", "ARG", "COPY", "ENV", "EXPOSE", "FROM", "LABEL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR"}
)
_AT_START = frozenset({"CMD", "ENTRYPOINT", "HEALTHCHECK"})
_FORMS = (
    (":-", "the value, or this if it is unset or empty"),
    (":+", "this if it is set and not empty, else nothing"),
    (":?", "the value, or the build fails with this message"),
)
_KINDS = {
    VariableKind.ARG: "ARG",
    VariableKind.ENV: "ENV",
    VariableKind.GLOBAL_ARG: "global ARG",
    VariableKind.PLATFORM: "platform ARG",
    VariableKind.BASE: "from the base image",
}
_FAR = 50


class _Typed(NamedTuple):
    """What is typed of a variable: `span` is replaced; it is written in braces, and `closes` if they are not closed."""

    sigil: str
    name: str
    span: Span
    braced: bool
    closes: bool


def variable_completions(site: Site) -> Iterator[Completion]:
    """The variables that have a value at the cursor, those of the file first."""
    typed = _typed(site)
    if typed is None or not _may_stand(site):
        return
    for rank, binding in enumerate(_visible(site)):
        name = binding.name
        written = f"${{{name}{'}' if typed.closes else ''}" if typed.braced else f"${name}"
        far = _FAR if binding.kind in {VariableKind.BASE, VariableKind.PLATFORM} else 0
        doc = f"variable {name}" if name in reference.variables() else ""
        detail = _detail(binding)
        yield Completion(
            name, Kind.VARIABLE, typed.span, written, detail, rank + far, filter=typed.sigil + name, doc=doc
        )
        if typed.closes and typed.name == name:
            yield from _forms(typed, rank)


def _forms(typed: _Typed, rank: int) -> Iterator[Completion]:
    """What braces can do with the variable that is typed."""
    for operator, meaning in _FORMS:
        yield Completion(
            f"{typed.name}{operator}",
            Kind.SNIPPET,
            typed.span,
            f"\\${{{typed.name}{operator}${{1:word}}\\}}",
            meaning,
            2 * _FAR + rank,
            is_snippet=True,
            filter=f"{typed.sigil}{typed.name}{operator}",
        )


def _typed(site: Site) -> _Typed | None:
    """The variable that is being typed; a word behind the cursor is part of it only if that is certain."""
    before = _before(site)
    match = _TYPED.search(before)
    if match is None or _is_literal(site, before[: match.start()]):
        return None
    sigil, name, text = match["sigil"], match["name"], site.snapshot.text
    span = site.span(len(before) - len(name) - len(sigil), _REST)
    if site.body is not None:
        span = span._replace(start=site.offset - len(name) - len(sigil))
    braced = sigil == "${"
    closed = braced and _CLOSED.match(text, span.end) is not None
    if not closed and (braced or not name):
        span = span._replace(end=site.offset)
    braced = braced or _LETTER.match(text, span.end) is not None
    return _Typed(sigil, name, span, braced, braced and not closed)


def argument_name_completions(site: Site) -> Iterator[Completion]:
    """What a bare ARG of a stage brings in: global ARGs and platform ARGs that the stage does not have yet."""
    stage = site.snapshot.facts.scoped_stage_at(site.at)
    if site.keyword != "ARG" or stage is None or "=" in site.token or "$" in site.token or site.body is not None:
        return
    span = site.span(site.token_at)
    own = {binding.name for binding in stage.scope.bindings() if binding.span is None or binding.span.end != span.end}
    names = [binding.name for binding in stage.scope.globals.bindings]
    for rank, name in enumerate(dict.fromkeys((*names, *PLATFORM_ARGUMENTS))):
        if name in own:
            continue
        binding = stage.scope.globals.find(name)
        doc = f"variable {name}" if name in reference.variables() else ""
        yield Completion(name, Kind.VARIABLE, span, name, _detail(binding) if binding else "", rank, doc=doc)


def _before(site: Site) -> str:
    if site.body is None:
        return site.text
    return site.snapshot.text[max(site.at + site.body.body.start, site.offset - 256) : site.offset]


def _is_literal(site: Site, before: str) -> bool:
    """Whether a `$` here is no variable: escaped, or in single quotes."""
    if site.body is not None:
        return before.endswith("\\")
    if before.endswith(site.node.escape) and not before.endswith(site.node.escape * 2):
        return True
    word = site.rest if site.keyword not in _BUILDER else site.token
    outside = re.sub(r'"(?:[^"\\]|\\.)*"?', "", word)
    return outside.count("'") % 2 == 1 and not site.is_json


def _may_stand(site: Site) -> bool:
    """Whether builder or shell would replace a variable at the cursor."""
    keyword = site.keyword
    if site.body is not None:
        return site.body.expand or keyword == "RUN"
    if site.in_flag:
        name = site.token.removeprefix("--").partition("=")[0]
        mount = mount_site(site)
        if mount is not None:
            return mount.value is not None and mount.key.lower() != "from"
        return keyword in {"ADD", "COPY", "FROM"} and "=" in site.token and name != "from"
    if keyword == "FROM":
        return not site.words
    if keyword in _BUILDER:
        return True
    return keyword in {*_AT_START, "RUN"} and not site.is_json


def _visible(site: Site) -> list[Binding]:
    """The bindings that hold at the cursor, own ones first and newest first among them."""
    facts = site.snapshot.facts
    stage = None if site.keyword == "FROM" else facts.scoped_stage_at(site.at)
    before = site.offset - 1 if site.keyword == "ARG" else site.at
    if stage is None:
        found = [facts.scope.find(name, before) for name in facts.scope.names()]
        if site.keyword != "FROM":
            found = [binding for binding in found if binding is None or binding.kind is not VariableKind.PLATFORM]
        usable = [binding for binding in found if binding is not None]
    else:
        usable = list(stage.scope.visible(before).values())
    at_start = site.keyword in _AT_START
    own = [b for b in usable if not b.unset and not (at_start and b.kind is VariableKind.ARG)]
    if site.keyword == "EXPOSE":
        own = [b for b in own if b.value is None or _PORT.match(b.value) is not None]
    return sorted(own, key=lambda b: -(b.span.start if b.span is not None else -1))


def _detail(binding: Binding) -> str:
    value = f" = {binding.value}" if binding.value else ""
    return f"{_KINDS[binding.kind]}{value}"
