"""Where an instruction mentions variables: those that the builder replaces, and those that it leaves to the shell."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from dockwright.model.state import is_posix_program
from dockwright.syntax.nodes import (
    Add,
    Arg,
    Cmd,
    CommandForm,
    Copy,
    Entrypoint,
    Env,
    Expose,
    From,
    Healthcheck,
    Heredoc,
    Instruction,
    Label,
    OnBuild,
    Run,
    StopSignal,
    Transfer,
    User,
    Volume,
    Word,
    Workdir,
)
from dockwright.syntax.shell.nodes import Script, ShellWord
from dockwright.text.span import Span

_SHELL_NAME = re.compile(r"\\.|\$(?:\{[#!]?)?(?:env:)?(?P<name>[A-Za-z_]\w*)", re.DOTALL | re.ASCII | re.IGNORECASE)
_SHELL_TOKEN = re.compile(rf"{_SHELL_NAME.pattern}|\$?\(|[)'\"]", re.DOTALL | re.ASCII | re.IGNORECASE)
_OUTSIDE_WORDS = re.compile(
    rf"(?:(?<![^\n])|(?<=[ \t;]))#[^\n]*|{_SHELL_NAME.pattern}", re.DOTALL | re.ASCII | re.IGNORECASE
)
_HEREDOC_NAME = re.compile(r"\\.|\$\{?(?P<name>[^\W\d]\w*)", re.DOTALL)
_EXPANDED_FLAGS: dict[type[Instruction], frozenset[str]] = {
    From: frozenset({"platform"}),
    Add: frozenset({"chown", "chmod", "checksum"}),
    Copy: frozenset({"chown", "chmod"}),
}


class Mention(NamedTuple):
    """A variable's name in an instruction; the spans are relative to the instruction's text.

    `word` is the argument that it stands in. `in_shell`: the shell of the build replaces it
    when the command runs, the builder never does. `deferred`: it stands in an ONBUILD and means
    what it means in the stages based on this one.
    """

    name: str
    name_span: Span
    word: Span
    in_shell: bool = False
    deferred: bool = False


@lru_cache(maxsize=8192)
def mentions_of(node: Instruction) -> tuple[Mention, ...]:
    """Every mention in `node`, in the order of the text."""
    if "$" not in node.text:
        return ()
    if isinstance(node, OnBuild):
        if node.trigger is None:
            return ()
        return tuple(mention._replace(deferred=True) for mention in mentions_of(node.trigger))
    found = [*_built(node), *_shell(node)]
    found.sort(key=lambda mention: mention.name_span)
    return tuple(found)


def _built(node: Instruction) -> Iterator[Mention]:
    for word in expanded_words(node):
        for substitution in word.substitutions:
            yield Mention(substitution.name, substitution.name_span, word.span)
    if isinstance(node, Run):
        yield from _mounts(node)
    elif isinstance(node, Transfer):
        for document in node.heredocs:
            yield from _document(document, in_shell=False)


def expanded_words(node: Instruction) -> Iterator[Word]:
    """The words in which the builder replaces variables; the mounts of a RUN are not among them."""
    flags = _EXPANDED_FLAGS.get(type(node), frozenset())
    yield from (flag.value for flag in node.flags if flag.value is not None and flag.name in flags)
    match node:
        case From():
            yield from _given(node.image)
        case Arg():
            yield from (pair.value for pair in node.assignments if pair.value is not None)
        case Env() | Label():
            for pair in node.assignments:
                yield pair.key
                yield from _given(pair.value)
        case Transfer():
            openers = {document.opener for document in node.heredocs}
            yield from (word for word in node.sources if word.span not in openers)
            yield from _given(node.destination)
        case Expose() | Volume() | User() | Workdir() | StopSignal():
            yield from node.arguments
        case _:
            return


def _given(word: Word | None) -> Iterator[Word]:
    if word is not None:
        yield word


def _mounts(node: Run) -> Iterator[Mention]:
    """Each field of a mount is a word of its own; `from` takes no variable."""
    for flag in node.mounts:
        starts = [field.value_span.start for field in flag.fields]
        for substitution in flag.value.substitutions if flag.value is not None else ():
            index = bisect_right(starts, substitution.span.start) - 1
            if index < 0:
                continue
            field = flag.fields[index]
            if field.key != "from" and field.value_span.encloses(substitution.span):
                yield Mention(substitution.name, substitution.name_span, field.value_span)


def _document(document: Heredoc, *, in_shell: bool) -> Iterator[Mention]:
    """The variables of a here-document's lines: no quotes there, and the escape is always a backslash."""
    if not document.expand:
        return
    start = document.body.start
    for match in _HEREDOC_NAME.finditer(document.content):
        if match["name"] is not None:
            span = Span(*match.span("name")).shift(start)
            yield Mention(match["name"], span, document.body, in_shell)


def _shell(node: Instruction) -> Iterator[Mention]:
    if isinstance(node, Run):
        for script in node.scripts:
            yield from _script(node, script)
        for document in node.heredocs:
            if document.script is None:
                yield from _document(document, in_shell=True)
        if node.command is not None:
            yield from _exec_form(node, node.command)
    elif isinstance(node, Cmd | Entrypoint | Healthcheck) and node.command is not None:
        if node.command.script is not None:
            yield from _script(node, node.command.script)
        yield from _exec_form(node, node.command)


def _exec_form(node: Instruction, command: CommandForm) -> Iterator[Mention]:
    """The text that an exec form hands to a shell: `["sh", "-c", "echo $x"]`."""
    words = command.words or ()
    if not words or not is_posix_program(words[0].value):
        return
    for word in words[1:]:
        for match in _SHELL_NAME.finditer(node.text, *word.span):
            if match["name"] is not None:
                yield Mention(match["name"], Span(*match.span("name")), word.span, in_shell=True)


def _script(node: Instruction, script: Script) -> Iterator[Mention]:
    """The words of commands are read with their quotes; in between (`for x in $y`) any name outside comments counts."""
    if "$" not in script.text:
        return
    at = script.span.start
    for word in sorted(_words(script), key=lambda word: (word.span.start, -word.span.end)):
        if word.span.start >= at:
            yield from _between(node.text, at, word.span.start)
            if "$" in word.text:
                yield from _quoted(node.text, word.span)
            at = word.span.end
    yield from _between(node.text, at, script.span.end)


def _between(text: str, start: int, end: int) -> Iterator[Mention]:
    for match in _OUTSIDE_WORDS.finditer(text, start, end):
        if match["name"] is not None:
            span = Span(*match.span("name"))
            yield Mention(match["name"], span, span, in_shell=True)


def _quoted(text: str, word: Span) -> Iterator[Mention]:
    """The names in a word that no single quotes protect; a command substitution has quotes of its own."""
    in_double = [False]
    at = word.start
    while (match := _SHELL_TOKEN.search(text, at, word.end)) is not None:
        at = match.end()
        mark = match[0]
        if match["name"] is not None:
            yield Mention(match["name"], Span(*match.span("name")), word, in_shell=True)
        elif mark == "'" and not in_double[-1]:
            at = text.find("'", at, word.end) + 1 or word.end
        elif mark == '"':
            in_double[-1] = not in_double[-1]
        elif mark == "$(" or (mark == "(" and not in_double[-1]):
            in_double.append(False)
        elif mark == ")" and not in_double[-1] and len(in_double) > 1:
            in_double.pop()


def _words(script: Script) -> Iterator[ShellWord]:
    for command in script.commands:
        yield from command.words
        yield from command.assignments
        yield from (redirection.target for redirection in command.redirections if redirection.target is not None)
