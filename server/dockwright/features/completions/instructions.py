"""Keywords, ranked by what can follow, with templates; the triggers of ONBUILD."""

from collections.abc import Iterator
from types import MappingProxyType

from dockwright.features.completions.comments import Line
from dockwright.features.completions.model import Completion, Kind
from dockwright.features.completions.site import Site
from dockwright.features.snapshot import Snapshot
from dockwright.knowledge import reference
from dockwright.text.span import Span

_USUAL = (
    "RUN", "COPY", "WORKDIR", "ENV", "ARG", "USER", "EXPOSE", "CMD", "ENTRYPOINT", "FROM", "ADD", "LABEL",
    "HEALTHCHECK", "VOLUME", "SHELL", "STOPSIGNAL", "ONBUILD", "MAINTAINER",
)  # fmt: skip
_NEXT = MappingProxyType(
    {
        "FROM": ("WORKDIR", "ARG", "ENV", "RUN", "COPY"),
        "ARG": ("ARG", "ENV", "RUN"),
        "WORKDIR": ("COPY", "RUN"),
        "COPY": ("RUN", "COPY"),
        "ADD": ("RUN", "COPY"),
        "USER": ("EXPOSE", "CMD", "ENTRYPOINT"),
        "EXPOSE": ("USER", "CMD", "ENTRYPOINT"),
        "HEALTHCHECK": ("CMD", "ENTRYPOINT"),
        "ENTRYPOINT": ("CMD", "FROM"),
        "CMD": ("FROM", "HEALTHCHECK"),
    }
)
_ONCE = frozenset({"CMD", "ENTRYPOINT", "HEALTHCHECK"})
_NEEDS_SHELL = frozenset({"RUN", "HEALTHCHECK", "SHELL"})
_NOT_IN_ONBUILD = frozenset({"FROM", "MAINTAINER", "ONBUILD"})
_AFTER_STAGE = len(_USUAL)
_TEMPLATES = MappingProxyType(
    {
        "FROM": (("FROM image AS name", "FROM ${1:image} AS ${2:name}"),),
        "RUN": (
            ("RUN --mount=type=cache", "RUN --mount=type=cache,target=${1:/root/.cache} ${2:command}"),
            ("RUN <<EOF", "RUN <<EOF\n${1:command}\nEOF"),
        ),
        "COPY": (("COPY --from=stage", "COPY --from=${1:stage} ${2:source} ${3:destination}"),),
        "CMD": (('CMD ["program"]', 'CMD ["${1:program}"]'),),
        "ENTRYPOINT": (('ENTRYPOINT ["program"]', 'ENTRYPOINT ["${1:program}"]'),),
        "ENV": (("ENV name=value", "ENV ${1:name}=${2:value}"),),
        "LABEL": (("LABEL key=value", 'LABEL ${1:key}="${2:value}"'),),
        "HEALTHCHECK": (("HEALTHCHECK CMD", "HEALTHCHECK --interval=${1:30s} --timeout=${2:5s} CMD ${3:command}"),),
        "SHELL": (("SHELL with pipefail", 'SHELL ["${1:/bin/bash}", "-o", "pipefail", "-c"]'),),
    }
)


def keyword_completions(site: Site) -> Iterator[Completion]:
    """The keyword that is being typed, of an instruction or of the trigger of an ONBUILD."""
    if site.keyword or site.body is not None:
        return
    span = site.span(site.keyword_at)
    written = site.snapshot.text[span.start : span.end]
    is_followed = site.snapshot.text[span.end :].partition("\n")[0].strip() != ""
    yield from _keywords(site.snapshot, site.at, span, written, in_onbuild=site.in_onbuild, is_followed=is_followed)


def line_completions(line: Line) -> Iterator[Completion]:
    """The keywords on an empty line."""
    if not line.before.strip() and not line.after.strip():
        yield from _keywords(line.snapshot, line.offset, Span(line.offset, line.offset), "", is_followed=False)


def _keywords(  # noqa: PLR0913 - what decides on the spelling
    snapshot: Snapshot, at: int, span: Span, written: str, *, is_followed: bool, in_onbuild: bool = False
) -> Iterator[Completion]:
    """`at` is where the instruction would begin, `written` what would be replaced."""
    lower = written.islower() and _is_lower(snapshot)
    docs = reference.instructions()
    stage = snapshot.facts.stage_at(at)
    is_scratch = stage is not None and stage.root.is_scratch
    for rank, keyword in enumerate(_ranked(snapshot, at, in_onbuild=in_onbuild)):
        word = keyword.lower() if lower else keyword
        doc = docs[keyword]
        yield Completion(
            word,
            Kind.KEYWORD,
            span,
            word if snapshot.text[span.end : span.end + 1] in {" ", "\t"} else f"{word} ",
            rank=rank,
            is_deprecated=doc.deprecated,
            doc=f"instruction {keyword}",
        )
        bare = keyword in _NEEDS_SHELL and is_scratch
        for label, text in () if is_followed or bare else _TEMPLATES.get(keyword, ()):
            body = f"{word}{text[len(keyword) :]}"
            yield Completion(
                f"{word}{label[len(keyword) :]}",
                Kind.SNIPPET,
                span,
                body,
                rank=_AFTER_STAGE + rank,
                is_snippet=True,
                filter=word,
                doc=f"instruction {keyword}",
            )


def _ranked(snapshot: Snapshot, at: int, *, in_onbuild: bool) -> list[str]:
    """The keywords that may stand at `at`, the likeliest first."""
    facts = snapshot.facts
    above = [placed.node.name for placed in facts.file.instructions if placed.at < at]
    if "FROM" not in above:
        return ["ARG", "FROM"] if "ARG" in above else ["FROM", "ARG"]
    last = above[-1]
    stage = above[len(above) - above[::-1].index("FROM") :]
    first = _NEXT.get(last, ())
    ranked = list(dict.fromkeys((*first, *_USUAL)))
    if in_onbuild:
        return [name for name in _USUAL if name not in _NOT_IN_ONBUILD]
    begun = facts.stage_at(at)
    late = {name for name in _ONCE if name in stage}
    if begun is not None and begun.root.is_scratch:
        late |= _NEEDS_SHELL
    return sorted(ranked, key=late.__contains__)


def _is_lower(snapshot: Snapshot) -> bool:
    """Whether the keywords of the file are mostly in lower case."""
    words = [placed.node.keyword.raw for placed in snapshot.facts.file.instructions]
    return sum(word.islower() for word in words) > len(words) / 2
