"""One joined line to one instruction node."""

from collections.abc import Callable
from typing import NamedTuple

from dockwright.syntax import arguments, heredoc, nodes
from dockwright.syntax.arguments import Line
from dockwright.syntax.blanks import ARGUMENT, UNICODE
from dockwright.syntax.flags import read_flags
from dockwright.syntax.logical import Logical
from dockwright.syntax.nodes import (
    CommandForm,
    Flag,
    Heredoc,
    Instruction,
    Problem,
    Word,
)
from dockwright.syntax.shell.nodes import Script
from dockwright.syntax.shell.parser import parse_script
from dockwright.text.span import Span

_EXPANDS = frozenset(
    {"ADD", "ARG", "COPY", "ENV", "EXPOSE", "FROM", "LABEL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR"}
)
_FLAGS_EXPAND = frozenset({"ADD", "COPY", "FROM", "RUN"})
_WITH_HEREDOCS = frozenset({"ADD", "COPY", "RUN"})


class Parts(NamedTuple):
    """What every instruction has, before it is told apart by its keyword."""

    text: str
    escape: str
    span: Span
    keyword: Word
    flags: tuple[Flag, ...]
    line: Line
    start: int
    end: int
    """The arguments are `line.logical.text[start:end]`."""
    heredocs: tuple[Heredoc, ...]
    problems: tuple[Problem, ...]

    def rest(self) -> Word:
        """The arguments as one word."""
        return self.line.word(self.start, self.end)


def has_heredocs(joined: str, escape: str) -> bool:
    """Whether `<<` in this joined line opens here-documents: not in exec form, nor in other instructions."""
    line = Line(Logical(joined, [(0, 0)], len(joined)), escape, expands=False)
    keyword, start, end = _head(line, 0, len(joined))
    if keyword == "ONBUILD":
        keyword, start, end = _head(line, start, end)
    return keyword in _WITH_HEREDOCS and arguments.json_array(line, start, end).words is None


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    start += len(part) - len(part.lstrip(UNICODE))
    return start, max(start, end - (len(part) - len(part.rstrip(UNICODE))))


def _head(line: Line, start: int, end: int) -> tuple[str, int, int]:
    """The upper-case keyword and where the arguments begin and end."""
    start, end = _trim(line.logical.text, start, end)
    keyword = ARGUMENT.match(line.logical.text, start, end)
    if keyword is None:
        return "", start, end
    start, end = _trim(line.logical.text, read_flags(line, keyword.end(), end).end, end)
    return keyword[0].upper(), start, end


def build_instruction(logical: Logical, text: str, escape: str, start: int, end: int) -> Instruction:
    """The instruction in `logical.text[start:end]`; `text` is its whole source, here-documents included."""
    joined = logical.text
    start, end = _trim(joined, start, end)
    match = ARGUMENT.match(joined, start, end)
    keyword_end = match.end() if match else start
    name = joined[start:keyword_end].upper()
    line = Line(logical, escape, name in _EXPANDS)
    flags = read_flags(Line(logical, escape, name in _FLAGS_EXPAND), keyword_end, end)
    rest_start, rest_end = _trim(joined, flags.end, end)
    heredocs: tuple[Heredoc, ...] = ()
    problems: tuple[Problem, ...] = ()
    if "<<" in joined and has_heredocs(joined, escape):
        found = heredoc.openers(joined)
        heredocs = tuple(heredoc.read_heredocs(text, logical, found))
        problems = tuple(_unterminated(heredocs))
    parts = Parts(
        text=text,
        escape=escape,
        span=logical.span(start, end),
        keyword=Word(joined[start:keyword_end], logical.span(start, keyword_end), joined[start:keyword_end]),
        flags=flags.flags,
        line=line,
        start=rest_start,
        end=rest_end,
        heredocs=heredocs,
        problems=problems,
    )
    return _BUILDERS.get(name, _unknown)(parts)


def _unterminated(heredocs: tuple[Heredoc, ...]) -> list[Problem]:
    return [Problem("unterminated-heredoc", doc.opener, doc.name) for doc in heredocs if doc.terminator is None]


class _Common(NamedTuple):
    """The fields of `Instruction`, in order."""

    text: str
    escape: str
    span: Span
    keyword: Word
    flags: tuple[Flag, ...]
    arguments: tuple[Word, ...]
    json: bool
    rest: Word
    heredocs: tuple[Heredoc, ...]
    problems: tuple[Problem, ...]
    continuations: tuple[Span, ...]
    empty_lines: tuple[Span, ...]


def _common(
    parts: Parts, words: tuple[Word, ...], *, json: bool = False, problems: tuple[Problem, ...] = ()
) -> _Common:
    logical = parts.line.logical
    return _Common(
        parts.text,
        parts.escape,
        parts.span,
        parts.keyword,
        parts.flags,
        words,
        json,
        parts.rest(),
        parts.heredocs,
        (*parts.problems, *problems),
        logical.continuations,
        logical.empty_lines,
    )


def _unknown(parts: Parts) -> Instruction:
    return nodes.Unknown(*_common(parts, ()))


class _Listed(NamedTuple):
    words: tuple[Word, ...]
    json: bool
    problems: tuple[Problem, ...]


def _plain_list(parts: Parts) -> tuple[Word, ...]:
    return tuple(arguments.delimited(parts.line, parts.start, parts.end))


def _list(parts: Parts) -> _Listed:
    """A JSON array or words between blanks."""
    array = arguments.json_array(parts.line, parts.start, parts.end)
    if array.words is not None:
        return _Listed(array.words, json=True, problems=())
    return _Listed(_plain_list(parts), json=False, problems=_not_strings(parts, array.problem))


def _not_strings(parts: Parts, problem: bool) -> tuple[Problem, ...]:  # noqa: FBT001
    if not problem:
        return ()
    span = parts.line.logical.span(parts.start, parts.end)
    return (Problem("invalid-json-form", span, "members"),)


def _from(parts: Parts) -> Instruction:
    words = _plain_list(parts)
    image, as_word, alias = (*words, None, None, None)[:3]
    if as_word is None or as_word.raw.upper() != "AS":
        alias = None
    return nodes.From(*_common(parts, words), image, as_word, alias)


def _expose(parts: Parts) -> Instruction:
    return nodes.Expose(*_common(parts, _plain_list(parts)))


def _volume(parts: Parts) -> Instruction:
    listed = _list(parts)
    return nodes.Volume(*_common(parts, listed.words, json=listed.json, problems=listed.problems))


def _transfer(kind: type[nodes.Copy] | type[nodes.Add]) -> Callable[[Parts], Instruction]:
    def build(parts: Parts) -> Instruction:
        listed = _list(parts)
        common = _common(parts, listed.words, json=listed.json, problems=listed.problems)
        if len(listed.words) > 1:
            return kind(*common, listed.words[:-1], listed.words[-1])
        return kind(*common, listed.words, None)

    return build


def _key_values(kind: type[nodes.Env] | type[nodes.Label]) -> Callable[[Parts], Instruction]:
    def build(parts: Parts) -> Instruction:
        found = arguments.key_values(parts.line, parts.start, parts.end)
        words = tuple(word for pair in found.assignments for word in (pair.key, pair.value) if word is not None)
        return kind(*_common(parts, words, problems=found.problems), found.assignments)

    return build


def _arg(parts: Parts) -> Instruction:
    found = arguments.declarations(parts.line, parts.start, parts.end)
    ranges = arguments.quoted(parts.line, parts.start, parts.end)
    words = tuple(parts.line.word(*part) for part in ranges)
    return nodes.Arg(*_common(parts, words), found)


SingleNode = type[nodes.Maintainer] | type[nodes.StopSignal] | type[nodes.User] | type[nodes.Workdir]


def _single(kind: SingleNode) -> Callable[[Parts], Instruction]:
    def build(parts: Parts) -> Instruction:
        word = parts.rest() if parts.end > parts.start else None
        return kind(*_common(parts, (word,) if word else ()), word)

    return build


class _Command(NamedTuple):
    form: CommandForm | None
    words: tuple[Word, ...]
    problems: tuple[Problem, ...]

    @property
    def json(self) -> bool:
        return self.form is not None and self.form.words is not None


def _command(parts: Parts, start: int) -> _Command:
    """The exec or shell form that begins at `start`."""
    line, end = parts.line, parts.end
    if start >= end:
        return _Command(None, (), ())
    array = arguments.json_array(line, start, end)
    text = line.logical.text[start:end]
    span = line.logical.span(start, end)
    if array.words is not None:
        return _Command(CommandForm(span, text, array.words, None), array.words, ())
    script = parse_script(text, lambda offset, at_end: line.logical.source(start + offset, at_end))
    problems = _not_strings(parts, array.problem)
    return _Command(CommandForm(span, text, None, script), (line.word(start, end),), problems)


CommandNode = type[nodes.Cmd] | type[nodes.Entrypoint] | type[nodes.Shell]


def _commanding(kind: CommandNode) -> Callable[[Parts], Instruction]:
    def build(parts: Parts) -> Instruction:
        command = _command(parts, parts.start)
        common = _common(parts, command.words, json=command.json, problems=command.problems)
        return kind(*common, command.form)

    return build


def _run(parts: Parts) -> Instruction:
    command = _command(parts, parts.start)
    common = _common(parts, command.words, json=command.json, problems=command.problems)
    return nodes.Run(*common._replace(heredocs=tuple(_scripted(parts, command))), command.form)


def _scripted(parts: Parts, command: _Command) -> list[Heredoc]:
    """The here-documents of a RUN; a lone one, without another interpreter, is itself a shell script."""
    script = command.form.script if command.form else None
    if script is None or any(found.words for found in script.commands):
        return list(parts.heredocs)
    return [doc._replace(script=_body_script(doc)) for doc in parts.heredocs]


def _body_script(doc: Heredoc) -> Script | None:
    if doc.content.startswith("#!") and not doc.content.partition("\n")[0].rstrip().endswith("sh"):
        return None
    start = doc.body.start
    return parse_script(doc.content, lambda offset, _: start + offset)


def _healthcheck(parts: Parts) -> Instruction:
    match = ARGUMENT.match(parts.line.logical.text, parts.start, parts.end)
    if match is None:
        return nodes.Healthcheck(*_common(parts, ()), None, None)
    kind = parts.line.word(*match.span())
    start, _ = _trim(parts.line.logical.text, match.end(), parts.end)
    command = _command(parts, start)
    common = _common(parts, (kind, *command.words), json=command.json, problems=command.problems)
    return nodes.Healthcheck(*common, kind, command.form)


def _onbuild(parts: Parts) -> Instruction:
    trigger = None
    if parts.end > parts.start:
        trigger = build_instruction(parts.line.logical, parts.text, parts.escape, parts.start, parts.end)
    problems = trigger.problems if trigger else ()
    return nodes.OnBuild(*_common(parts, (), problems=problems)._replace(problems=problems or parts.problems), trigger)


_BUILDERS: dict[str, Callable[[Parts], Instruction]] = {
    "ADD": _transfer(nodes.Add),
    "ARG": _arg,
    "CMD": _commanding(nodes.Cmd),
    "COPY": _transfer(nodes.Copy),
    "ENTRYPOINT": _commanding(nodes.Entrypoint),
    "ENV": _key_values(nodes.Env),
    "EXPOSE": _expose,
    "FROM": _from,
    "HEALTHCHECK": _healthcheck,
    "LABEL": _key_values(nodes.Label),
    "MAINTAINER": _single(nodes.Maintainer),
    "ONBUILD": _onbuild,
    "RUN": _run,
    "SHELL": _commanding(nodes.Shell),
    "STOPSIGNAL": _single(nodes.StopSignal),
    "USER": _single(nodes.User),
    "VOLUME": _volume,
    "WORKDIR": _single(nodes.Workdir),
}
