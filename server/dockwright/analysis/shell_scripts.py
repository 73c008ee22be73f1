"""The shell text in a Dockerfile as scripts for ShellCheck, each with the way back to its places in the source."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from dockwright.analysis.shell_dialects import Dialect, Overrides, ShellUse, family_of, shell_of
from dockwright.model.facts import Facts
from dockwright.model.stages import Stage
from dockwright.model.variables import Kind
from dockwright.syntax.blanks import UNICODE
from dockwright.syntax.logical import join
from dockwright.syntax.nodes import (
    Cmd,
    CommandForm,
    Entrypoint,
    Healthcheck,
    Heredoc,
    Instruction,
    OnBuild,
    Placed,
    Run,
)
from dockwright.syntax.words import parse_heredoc
from dockwright.text.span import Span

_VARIABLE = re.compile(r"\$\{?[#!]?([A-Za-z_]\w*)", re.ASCII)
_NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_ARITHMETIC = re.compile(r"\(\(|\blet\b|\$\[")
_COMMENTS = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*")
_SHEBANG = re.compile(r"#![ \t]*(?P<command>[^\n]+)")
_PROXIES = frozenset(
    f"{scheme}_{'PROXY' if upper else 'proxy'}"
    for upper in (True, False)
    for scheme in (("HTTP", "HTTPS", "FTP", "NO", "ALL") if upper else ("http", "https", "ftp", "no", "all"))
)
"""Arguments that every RUN has without an ARG."""
_DEFINED_ELSEWHERE = frozenset({"IFS", "PATH"})
"""Variables that ShellCheck knows more of than that they are set."""


class ShellText(NamedTuple):
    """What ShellCheck is given. Equal texts have equal findings, whatever file they come from."""

    dialect: Dialect
    text: str


class ShellScript(NamedTuple):
    """A script, and where its text comes from: pieces of it by offset, with their spans in the instruction's text."""

    text: ShellText
    pieces: tuple[tuple[int, Span], ...]

    def source(self, start: int, end: int) -> Span | None:
        """The span in the instruction of `text[start:end]`; None if it is in what was put before the script.

        Where the script ends too early for ShellCheck, that is its last code point.
        """
        first, last = self._piece(start), self._piece(end - 1 if end > start else start)
        if first is None or last is None:
            return None
        begins, piece = self.pieces[first]
        at = min(piece.start + start - begins, piece.end)
        begins, piece = self.pieces[last]
        to = min(piece.start + end - begins, piece.end)
        return Span(at, max(at, to))

    def insertion(self, offset: int, *, before: bool) -> int | None:
        """Where in the instruction to insert text at `offset`: `before` what stands there, or else after what precedes.

        These differ at line continuations.
        """
        piece = self._piece(offset if before or not offset else offset - 1)
        if piece is None:
            return None
        begins, span = self.pieces[piece]
        return min(span.start + offset - begins, span.end)

    def _piece(self, offset: int) -> int | None:
        found = bisect_right(self.pieces, offset, key=_offset) - 1
        return found if found >= 0 and self._holds(found, offset) else None

    def _holds(self, number: int, offset: int) -> bool:
        begins, span = self.pieces[number]
        return offset < begins + span.end - span.start or number == len(self.pieces) - 1


def _offset(piece: tuple[int, Span]) -> int:
    return piece[0]


Placement = tuple[Placed[Instruction], ShellScript]

_MOST = 1024
_KNOWN: dict[tuple[object, ...], tuple[tuple[int, ShellScript], ...]] = {}
"""The scripts of stages, each with the index of its instruction; a cache and nothing else."""


def scripts_of(facts: Facts) -> Iterator[Placement]:
    """The scripts in the shell form of RUN, CMD, ENTRYPOINT and HEALTHCHECK, in the order of the file."""
    stages = facts.stages
    if not stages:
        return
    overrides = Overrides(facts.file, stages[0].start)
    before = tuple(placed.node for placed in facts.before)
    for stage in stages:
        if overrides.exist or facts.assumptions.arguments is not None:
            found = tuple(_scripts(stage, overrides))
        else:
            nodes = tuple([node for link in stage.chain for _, node in (link.from_, *link.instructions)])
            key = (facts.assumptions.images, before, len(stage.instructions), nodes)
            known = _KNOWN.get(key)
            if known is None:
                if len(_KNOWN) >= _MOST:
                    _KNOWN.clear()
                known = _KNOWN[key] = tuple(_scripts(stage, overrides))
            found = known
        for index, script in found:
            yield stage.instructions[index], script


def _scripts(stage: Stage, overrides: Overrides) -> Iterator[tuple[int, ShellScript]]:
    family = family_of(stage)
    for index, (at, node) in enumerate(stage.instructions):
        inner = node.trigger if isinstance(node, OnBuild) else node
        if not isinstance(inner, Run | Cmd | Entrypoint | Healthcheck) or inner.command is None:
            continue
        if inner.command.is_exec:
            continue
        place = None if inner is not node else at
        shell = overrides.at(stage, at) or stage.state_at(place).shell
        script = _script(node, shell, family, _declared(stage, inner, inner.command, place))
        if script is not None:
            yield index, script


def _declared(stage: Stage, node: Instruction, form: CommandForm, offset: int | None) -> tuple[str, ...]:
    """The variables in a command that are declared where it runs: a build's, or those of a container."""
    names = _mentioned(node, form)
    if not names:
        return ()
    if isinstance(node, Run):
        found = (name for name in names if name in _PROXIES or stage.scope.find(name, offset) is not None)
    else:
        bindings = ((name, stage.scope.find(name)) for name in names)
        found = (name for name, binding in bindings if binding is not None and binding.kind in {Kind.ENV, Kind.BASE})
    return tuple(found)


@lru_cache(maxsize=4096)
def _mentioned(node: Instruction, form: CommandForm) -> tuple[str, ...]:
    """The names of variables in the text of a command."""
    names: set[str] = set()
    for text in (form.text, *(doc.content for doc in node.heredocs)):
        names.update(_VARIABLE.findall(text))
        if _ARITHMETIC.search(text):
            names.update(_NAME.findall(text))
    return tuple(sorted(names - _DEFINED_ELSEWHERE))


class _Draft(NamedTuple):
    """Text of an instruction with the places that it comes from, without anything before it."""

    text: str
    pieces: tuple[tuple[int, Span], ...]


@lru_cache(maxsize=4096)
def _script(node: Instruction, shell: tuple[str, ...], family: str, declared: tuple[str, ...]) -> ShellScript | None:
    inner = node.trigger if isinstance(node, OnBuild) and node.trigger is not None else node
    if not isinstance(inner, Run | Cmd | Entrypoint | Healthcheck) or inner.command is None:
        return None
    heredocs = inner.heredocs
    if any(doc.terminator is None for doc in heredocs):
        return None
    used = shell_of(shell, family)
    if heredocs and parse_heredoc(inner.command.text) is not None:
        return _script_of_body(heredocs[0], node.text, used, family, declared)
    if used is None:
        return None
    draft = _command_text(node, inner.command)
    if draft is None:
        return None
    for doc in heredocs:
        draft = _followed_by(draft, doc, node.text)
    return _after_preamble(draft, used, declared)


def _command_text(node: Instruction, form: CommandForm) -> _Draft | None:
    """The text as the builder hands it to the shell: one line."""
    logical = join(node.text, node.escape)
    end = len(logical.text.rstrip(UNICODE))
    start = end - len(form.text)
    if start < 0 or logical.text[start:end] != form.text:
        return None
    return _Draft(form.text, tuple((at - start, span) for at, span in logical.parts(start, end)))


def _followed_by(draft: _Draft, doc: Heredoc, source: str) -> _Draft:
    """The command with the here-document below it, as the builder writes it for the shell."""
    if doc.terminator is None:
        return draft
    body = _lines_of(source, doc.body, chomp=False)
    parts = [draft.text, "\n", body.text, doc.name, "\n"]
    at = len(draft.text) + 1
    pieces = [*draft.pieces, *((at + offset, span) for offset, span in body.pieces)]
    pieces.append((at + len(body.text), doc.terminator))
    return _Draft("".join(parts), tuple(pieces))


def _script_of_body(
    doc: Heredoc, source: str, used: ShellUse | None, family: str, declared: tuple[str, ...]
) -> ShellScript | None:
    """A here-document that is the command: a script for the shell, or for the program that its first line names."""
    draft = _lines_of(source, doc.body, chomp=doc.chomp)
    shebang = _SHEBANG.match(draft.text)
    if shebang is None:
        return None if used is None else _after_preamble(draft, used, declared)
    own = shell_of(tuple(shebang["command"].split()), family)
    return None if own is None else _with_preamble(draft, own.dialect, shebang.end() + 1, declared, "")


def _lines_of(source: str, body: Span, *, chomp: bool) -> _Draft:
    """The lines of a here-document, without carriage returns at their ends, if `chomp` without tabs at their starts."""
    text = body.of(source)
    if "\r" not in text and not (chomp and "\t" in text):
        return _Draft(text, ((0, body),) if text else ())
    parts: list[str] = []
    pieces: list[tuple[int, Span]] = []
    length, at = 0, body.start
    for line in text.split("\n"):
        start = at + (len(line) - len(line.lstrip("\t")) if chomp else 0)
        end = at + len(line)
        at = end + 1
        kept = source[start:end] if end == body.end else source[start:end].removesuffix("\r")
        if kept:
            pieces.append((length, Span(start, start + len(kept))))
        if end < body.end:
            pieces.append((length + len(kept), Span(end, end + 1)))
            kept += "\n"
        parts.append(kept)
        length += len(kept)
    return _Draft("".join(parts), tuple(pieces))


def _after_preamble(draft: _Draft, used: ShellUse, declared: tuple[str, ...]) -> ShellScript:
    shebang = f"#!/bin/sh{' -e' if used.stops else ''}\n"  # the option `--shell` has precedence
    return _with_preamble(draft, used.dialect, 0, declared, shebang)


def _with_preamble(draft: _Draft, dialect: Dialect, after: int, declared: tuple[str, ...], shebang: str) -> ShellScript:
    """The script that ShellCheck is given.

    What declares the variables comes after the comments at the top, among which `# shellcheck disable=…` means
    the whole script. Each stands for one word, as hadolint has it: what they hold is not known before the build.
    """
    comments = _COMMENTS.match(draft.text, after)
    at = comments.end() if comments is not None else after
    exports = f"export {' '.join(f'{name}=1' for name in declared)}\n" if declared else ""
    text = f"{shebang}{draft.text[:at]}{exports}{draft.text[at:]}"
    pieces: list[tuple[int, Span]] = []
    for begins, span in draft.pieces:
        length = span.end - span.start
        cut = min(max(at - begins, 0), length)
        if cut:
            pieces.append((begins + len(shebang), Span(span.start, span.start + cut)))
        if cut < length:
            pieces.append((begins + cut + len(shebang) + len(exports), Span(span.start + cut, span.end)))
    return ShellScript(ShellText(dialect, text), tuple(pieces))
