"""The flags of the instruction: those that it has not got yet and that the syntax in force knows."""

from collections.abc import Iterator

from dockwright.analysis.frontend import frontend_of
from dockwright.features.completions.model import Completion, Kind
from dockwright.features.completions.site import Site
from dockwright.knowledge import reference
from dockwright.knowledge.reference import FlagDoc
from dockwright.rules.flags import FLAGS

_USUAL = ("--from", "--mount", "--platform", "--chown", "--link", "--interval", "--timeout")
_AFTER_ARGUMENTS = 500
"""Where nothing is typed, flags come after what the instruction is about."""


def flag_completions(site: Site) -> Iterator[Completion]:
    """The names of flags, where a flag may begin or one is being typed."""
    if site.body is not None or not (site.may_begin_flag or (site.in_flag and "=" not in site.token)):
        return
    span = site.span(site.token_at)
    for name, doc in reference.flags(site.keyword).items():
        if not _is_possible(site, name.removeprefix("--")):
            continue
        rank = _USUAL.index(name) if name in _USUAL else len(_USUAL)
        text = name if not doc.value or site.next_is("=") else f"{name}="
        if not doc.value and site.is_glued(span.end):
            text += " "
        if not site.token:
            rank += _AFTER_ARGUMENTS
        yield Completion(name, Kind.FLAG, span, text, _detail(doc), rank, doc=f"flag {site.keyword} {name}")


def _is_possible(site: Site, name: str) -> bool:
    """Whether the instruction may get the flag: the syntax knows it, and it is not there or may come again.

    Of a frontend that is not the official one only the labs are unknown.
    """
    flag = FLAGS.get(site.keyword, {}).get(name)
    if flag is None or (name in site.given_flags and not flag.repeatable):
        return False
    frontend = frontend_of(site.snapshot.facts.file.directive("syntax"))
    if frontend is None:
        return not flag.labs
    return flag.since <= frontend.version and (frontend.labs or not flag.labs)


def _detail(doc: FlagDoc) -> str:
    return f"{doc.name}={doc.value}" if doc.value else ""
