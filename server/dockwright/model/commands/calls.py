"""The programs that an instruction runs, each with its words, its directory and its variables."""

from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from typing import NamedTuple

from dockwright.model.commands.directories import CHANGES, directories
from dockwright.model.commands.nested import exec_script, exec_word, word_script
from dockwright.model.commands.wrappers import SHELLS, WRAPPERS, program, reads_input, shell_text, unwrap
from dockwright.syntax.nodes import CommandForm, Run
from dockwright.syntax.shell.nodes import Command, Script, ShellWord
from dockwright.syntax.shell.parser import parse_script
from dockwright.text.span import Span

_SPECIAL = frozenset({*WRAPPERS, *SHELLS, "export"})
_MAX_NESTING = 4


class Call(NamedTuple):
    """A program and its words, behind `sudo`, `env`, `exec` and the like.

    `command` is the simple command it stands in (of the text inside, for `sh
    -c "…"`; made up, for an exec form). `words[0]` names the program, `name` is
    that without folder and `.exe`. `environment` are the `NAME=value` words in force for it:
    exported before, written before it, or given to `env`. `wrappers` are the
    programs that start it, from outside in. `directory` is where it runs: an absolute path, or one
    relative to the WORKDIR in force, which is `""`; None if that is unknown.
    """

    command: Command
    words: tuple[ShellWord, ...]
    name: str
    environment: tuple[ShellWord, ...] = ()
    wrappers: tuple[str, ...] = ()
    directory: str | None = ""

    @property
    def arguments(self) -> tuple[ShellWord, ...]:
        """The words after the program's name."""
        return self.words[1:]

    @property
    def span(self) -> Span:
        """From the program's name to its last word."""
        return Span(self.words[0].span.start, self.words[-1].span.end)

    @property
    def is_open_ended(self) -> bool:
        """Whether it gets more arguments than are written: `xargs` runs it."""
        return "xargs" in self.wrappers

    def variable(self, name: str) -> str | None:
        """The value of an environment variable that the instruction itself sets."""
        for word in reversed(self.environment):
            key, _, value = word.value.partition("=")
            if key == name:
                return value
        return None


@lru_cache(maxsize=4096)
def calls_of(run: Run) -> tuple[Call, ...]:
    """The programs that a RUN runs, in order; those inside `sh -c` after the shell that runs them."""
    form = run.command
    if form is not None and form.words is not None:
        return tuple(_exec_calls(form, coarse=False))
    reader = _Reader(run.text, partial(word_script, continuations=run.continuations))
    found = [call for script in run.scripts for call in reader.calls(script, "")]
    if run.heredocs:
        found += [call for shell in found for call in _fed_calls(run, shell, reader)]
    return tuple(found)


@lru_cache(maxsize=4096)
def calls_in(script: Script) -> tuple[Call, ...]:
    """The programs that shell text runs, if nothing is known of the instruction around it."""
    return tuple(_Reader(None, partial(word_script, continuations=())).calls(script, ""))


@lru_cache(maxsize=4096)
def calls_of_form(form: CommandForm) -> tuple[Call, ...]:
    """The programs that a CMD, ENTRYPOINT or HEALTHCHECK runs.

    Text in a JSON string with escapes is read too; its spans are then that of the string.
    """
    if form.words is not None:
        return tuple(_exec_calls(form, coarse=True))
    return calls_in(form.script) if form.script is not None else ()


def _exec_calls(form: CommandForm, *, coarse: bool) -> Iterator[Call]:
    words = tuple(exec_word(word) for word in form.words or ())
    if words:
        command = Command(words, (), (), form.span, "", Span(form.span.start, form.span.start), 0)
        script = Script(form.text, form.span, (command,), complete=True)
        yield from _Reader(None, partial(exec_script, coarse=coarse)).calls(script, "")


def _fed_calls(run: Run, shell: Call, reader: "_Reader") -> Iterator[Call]:
    """What a shell runs that gets a here-document as its input."""
    if shell.name not in SHELLS or not reads_input(shell.words):
        return
    for redirection in shell.command.redirections:
        for doc in run.heredocs:
            if doc.script is None and redirection.span.meets(doc.opener):
                script = parse_script(doc.content, partial(_shifted, doc.body.start))
                yield from reader.calls(script, shell.directory)


def _shifted(by: int, offset: int, _: bool) -> int:  # noqa: FBT001 - the parser calls it with two positions
    return by + offset


class _Reader:
    """Reads scripts of one instruction, whose text is `source`; `inner` parses the shell text in a word."""

    def __init__(self, source: str | None, inner: Callable[[ShellWord], Script | None]) -> None:
        self.source = source
        self.inner = inner
        self.nesting = 0

    def calls(self, script: Script, directory: str | None) -> list[Call]:
        """The calls of a script that starts in `directory`."""
        commands = script.commands
        folders: list[str | None] | None = None
        for command in commands:
            if command.name in CHANGES:
                folders = directories(script, self.source, directory)
                break
        found: list[Call] = []
        exported: tuple[ShellWord, ...] = ()
        for index, command in enumerate(commands):
            words = command.words
            if not words:
                continue
            name = program(words[0].value)
            environment = (*exported, *command.assignments) if exported else command.assignments
            folder = directory if folders is None else folders[index]
            call = Call(command, words, name, environment, (), folder)
            if name not in _SPECIAL:
                found.append(call)
            elif name == "export":
                exported += tuple(word for word in words[1:] if "=" in word.value)
            else:
                found += self._unwrapped(call)
        return found

    def _unwrapped(self, call: Call) -> Iterator[Call]:
        words, assignments, wrappers = unwrap(call.words)
        if wrappers:
            call = call._replace(
                words=words,
                name=program(words[0].value),
                environment=(*call.environment, *assignments),
                wrappers=wrappers,
            )
        yield call
        if call.name not in SHELLS or self.nesting >= _MAX_NESTING:
            return
        text = shell_text(call.words)
        script = self.inner(text) if text is not None else None
        if script is None:
            return
        self.nesting += 1
        for inner in self.calls(script, call.directory):
            yield inner._replace(
                environment=(*call.environment, *inner.environment),
                wrappers=(*call.wrappers, call.name, *inner.wrappers),
            )
        self.nesting -= 1
