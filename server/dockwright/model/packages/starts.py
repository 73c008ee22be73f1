"""What CMD, ENTRYPOINT and HEALTHCHECK start."""

from collections.abc import Mapping
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from dockwright.model.commands.calls import Call, calls_of_form
from dockwright.model.commands.wrappers import SHELLS
from dockwright.model.packages.entries import entry_of, python_module, unversioned
from dockwright.model.packages.kinds import Manager, Verb
from dockwright.model.packages.model import PackageCommand
from dockwright.model.packages.options import Style, Syntax, find, names, take_apart
from dockwright.model.packages.read import executed, read
from dockwright.syntax.nodes import CommandForm
from dockwright.syntax.shell.nodes import ShellWord

_MAX_NESTING = 4
_PIPES = frozenset({"|", "|&"})


class StartKind(Enum):
    """How the program that runs in the end is named.

    FILE: an interpreter with a file (`node server.js`). MODULE: `python -m`. INLINE: code
    on the command line. JAR, CLASS: of java. ASSEMBLY: `dotnet App.dll`. SERVER: a server with the
    application that it serves (`gunicorn main:app`). MANAGER: a package manager that starts the project
    (`npm start`, `go run`). SCRIPT: a shell script by its path. BINARY: another program by
    its path. PROGRAM: a program by its name. INTERPRETER: an interpreter with nothing to run.
    """

    FILE = "file"
    MODULE = "module"
    INLINE = "inline"
    JAR = "jar"
    CLASS = "class"
    ASSEMBLY = "assembly"
    SERVER = "server"
    MANAGER = "manager"
    SCRIPT = "script"
    BINARY = "binary"
    PROGRAM = "program"
    INTERPRETER = "interpreter"


class StartFact(NamedTuple):
    """What a container starts.

    `call` is the program that runs in the end, `target` the word that names
    what it runs: a file, module, jar, class or application. `package` is the manager's
    command if `kind` is MANAGER. `through` are the programs on the way, from outside in (`sh`, `exec`, `tini`,
    `npx`); the shell of the shell form is not among them. `before` are the calls of a longer script that run
    first. Words of an exec form have the span between their quotes.
    """

    form: CommandForm
    kind: StartKind
    call: Call
    target: ShellWord | None
    package: PackageCommand | None
    through: tuple[str, ...]
    before: tuple[Call, ...]

    @property
    def program(self) -> str:
        """The program's name without its folder."""
        return self.call.name

    @property
    def arguments(self) -> tuple[ShellWord, ...]:
        """The words after the program."""
        return self.call.arguments

    @property
    def is_behind_shell(self) -> bool:
        """Whether a shell stays between the container's first process and the program: no exec form, no `exec`."""
        shell = not self.form.is_exec or not SHELLS.isdisjoint(self.through)
        return shell and "exec" not in self.through


class _Interpreter(NamedTuple):
    """An interpreter: options that take a value, and those whose value is code."""

    values: frozenset[str]
    inline: frozenset[str]


def _interpreter(values: str, inline: str) -> _Interpreter:
    return _Interpreter(names(values), names(inline))


_NODE = _interpreter(
    "-r --require --import --loader --experimental-loader --env-file -C --conditions --title --icu-data-dir "
    "--openssl-config --project -P --tsconfig --watch -w --exec -x --ext -e --config",
    "-e --eval -p --print -pe",
)
_INTERPRETERS: Mapping[str, _Interpreter] = {
    "node": _interpreter(
        "-r --require --import --loader --experimental-loader --env-file --env-file-if-exists -C --conditions "
        "--title --icu-data-dir --openssl-config --watch-path",
        "-e --eval -p --print -pe",
    ),
    "nodejs": _NODE,
    "nodemon": _NODE,
    "pm2-runtime": _interpreter("--env -i --name --instances -n --node-args", ""),
    "ts-node": _NODE,
    "ts-node-dev": _NODE,
    "tsx": _NODE,
    "babel-node": _NODE,
    "python": _interpreter("-W -X --check-hash-based-pycs", "-c"),
    "pypy": _interpreter("-W -X", "-c"),
    "ruby": _interpreter("-I -r -C -E", "-e"),
    "php": _interpreter("-d -c -S -t -z", "-r"),
    "perl": _interpreter("-I -M", "-e -E"),
    "Rscript": _interpreter("", "-e"),
    "lua": _interpreter("-l", "-e"),
}
_SERVERS: Mapping[str, frozenset[str]] = {
    "gunicorn": names(
        "-b --bind -w --workers -k --worker-class -c --config -t --timeout --threads --log-level --access-logfile "
        "--error-logfile --chdir --pythonpath -e --env -n --name -u --user -g --group -p --pid --max-requests "
        "--max-requests-jitter --keep-alive --graceful-timeout --worker-tmp-dir --worker-connections --log-config "
        "--log-file --forwarded-allow-ips --backlog --umask --statsd-host --access-logformat"
    ),
    "uvicorn": names(
        "--host --port --workers --log-level --root-path --app-dir --log-config --loop --http --ws --reload-dir "
        "--uds --fd --forwarded-allow-ips --limit-concurrency --timeout-keep-alive --ssl-keyfile --ssl-certfile "
        "--env-file"
    ),
    "hypercorn": names("-b --bind -w --workers -k --worker-class -c --config --log-level"),
    "daphne": names("-b --bind -p --port -u -v -e --endpoint -t"),
    "granian": names("--host --port --interface --workers --threads --log-level"),
    "waitress-serve": names("--host --port --listen --threads"),
}
_JAVA = Syntax(
    Style.WORD,
    names("-jar -cp -classpath --class-path -p --module-path -m --module --add-opens --add-exports"),
)


@lru_cache(maxsize=4096)
def start_of(form: CommandForm) -> StartFact | None:
    """What `form` starts: what its last command runs behind all that only starts others.

    Of a pipeline, the first program counts. None if it starts nothing, or not always the same.
    """
    calls = calls_of_form(form)
    shallow = [
        call
        for call in calls
        if call.command.depth == 0 and call.command.joined_by not in _PIPES and not _is_shell_around(call, calls)
    ]
    if not shallow:
        return None
    return _start(form, shallow[-1], tuple(shallow[:-1]), None, 0)


def _is_shell_around(call: Call, calls: tuple[Call, ...]) -> bool:
    """Whether the call is the `sh -c` of another one in the list."""
    return call.name in SHELLS and any(
        other.wrappers[: len(call.wrappers) + 1] == (*call.wrappers, call.name) for other in calls if other is not call
    )


def _start(
    form: CommandForm, call: Call, before: tuple[Call, ...], manager: PackageCommand | None, nesting: int
) -> StartFact:
    entry = entry_of(call)
    if entry is not None and nesting < _MAX_NESTING:
        command = read(call, entry)
        inner = executed(command)
        if inner is not None and (command.verb is Verb.EXECUTE or inner.name in _INTERPRETERS):
            return _start(form, inner, before, command, nesting + 1)
        if command.manager is Manager.DOTNET and command.verb_name.endswith(".dll"):
            return StartFact(
                form, StartKind.ASSEMBLY, call, _named(call, command.verb_name), None, call.wrappers, before
            )
        return StartFact(form, StartKind.MANAGER, call, None, command, call.wrappers, before)
    kind, target = _kind(call, is_run=manager is not None and manager.manager is Manager.UV)
    return StartFact(form, kind, call, target, None, call.wrappers, before)


def _named(call: Call, value: str) -> ShellWord | None:
    return next((word for word in call.arguments if word.value == value), None)


def _kind(call: Call, *, is_run: bool) -> tuple[StartKind, ShellWord | None]:
    """How a program is named that is no package manager; `is_run` for the word behind `uv run`, which may be a file."""
    name = unversioned(call.name)
    if name == "java":
        return _java(call)
    if name in _SERVERS:
        parts = take_apart(call.words, 1, Syntax(Style.CLUSTER, _SERVERS[name]))
        return StartKind.SERVER, parts.positionals[0] if parts.positionals else None
    if name in {"python", "pypy"} and (module := python_module(call)) is not None:
        return StartKind.MODULE, call.words[module[0]]
    interpreter = _INTERPRETERS.get(name)
    if interpreter is not None:
        return _interpreted(call, interpreter)
    if is_run and call.name.endswith(".py"):
        return StartKind.FILE, call.words[0]
    if call.name in SHELLS:
        return _shell(call)
    first = call.words[0]
    if first.value.endswith((".sh", ".bash")):
        return StartKind.SCRIPT, first
    return (StartKind.BINARY, first) if "/" in first.value else (StartKind.PROGRAM, None)


def _java(call: Call) -> tuple[StartKind, ShellWord | None]:
    parts = take_apart(call.words, 1, _JAVA)
    for name, kind in (("-jar", StartKind.JAR), ("-m", StartKind.MODULE), ("--module", StartKind.MODULE)):
        option = find(parts.options, (name,))
        if option is not None and option.value_span is not None:
            return kind, next(word for word in call.arguments if word.span == option.value_span)
    if parts.positionals:
        return StartKind.CLASS, parts.positionals[0]
    return StartKind.INTERPRETER, None


def _interpreted(call: Call, interpreter: _Interpreter) -> tuple[StartKind, ShellWord | None]:
    skip = False
    for word in call.arguments:
        value = word.value
        if skip:
            skip = False
        elif value in interpreter.inline:
            return StartKind.INLINE, None
        elif value == "--":
            continue
        elif value.startswith("-"):
            skip = value in interpreter.values
        else:
            return StartKind.FILE, word
    return StartKind.INTERPRETER, None


def _shell(call: Call) -> tuple[StartKind, ShellWord | None]:
    """`sh entrypoint.sh`."""
    skip = False
    for word in call.arguments:
        if skip:
            skip = False
        elif word.value.startswith(("-", "+")):
            if "c" in word.value and not word.value.startswith("--"):
                return StartKind.INLINE, None
            skip = word.value.endswith("o") and not word.value.startswith("--")
        else:
            return StartKind.SCRIPT, word
    return StartKind.INTERPRETER, None
