"""Commands that make something of the source."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from dockwright.model.commands.calls import Call
from dockwright.model.commands.directories import join
from dockwright.model.packages.build_tools import BUILD_TOOLS, BuildTool
from dockwright.model.packages.entries import python_module, unversioned
from dockwright.model.packages.kinds import Family, Manager, Verb
from dockwright.model.packages.model import PackageCommand
from dockwright.model.packages.options import Option, find, take_apart
from dockwright.model.packages.read import executed, managed_of
from dockwright.syntax.nodes import Run
from dockwright.syntax.shell.nodes import ShellWord
from dockwright.text.span import Span

_SCRIPT = re.compile(
    r"(?:^|[:._-])(?:build|bundle|compile|dist|export|generate|prod|production|release|tsc|transpile|webpack)(?:$|[:._-])"
)
_OUTPUTS: Mapping[Manager, frozenset[str]] = {
    Manager.GO: frozenset({"-o"}),
    Manager.CARGO: frozenset({"--target-dir", "--out-dir", "--artifact-dir", "--root"}),
    Manager.DOTNET: frozenset({"-o", "--output"}),
    Manager.BUN: frozenset({"--outdir", "--outfile"}),
    Manager.DENO: frozenset({"-o", "--output"}),
    Manager.PIP: frozenset({"-w", "--wheel-dir"}),
    Manager.POETRY: frozenset({"-o", "--output"}),
    Manager.UV: frozenset({"-o", "--out-dir"}),
}


class BuildStep(NamedTuple):
    """A command that builds.

    `tool` is the program (`npm`, `go`, `tsc`), `task` what it was asked for: a script, goal or verb
    (`build`, `package`, `publish`), `""` if nothing. `output` is the option that names what it writes,
    `inputs` are the words that name what it reads. `package` is the
    command of the package manager, if it is one. `directory` is where it works, as of `PackageCommand`.
    """

    call: Call
    tool: str
    task: str
    family: Family
    output: Option | None
    inputs: tuple[ShellWord, ...]
    package: PackageCommand | None
    directory: str | None

    @property
    def span(self) -> Span:
        """The command that builds, without what starts it."""
        return self.package.span if self.package is not None else self.call.span


@lru_cache(maxsize=4096)
def builds_of(run: Run) -> tuple[BuildStep, ...]:
    """The steps of a RUN that build, in order."""
    steps = (build_in(call, commands) for call, commands in managed_of(run))
    return tuple(step for step in steps if step is not None)


def build_in(call: Call, commands: tuple[PackageCommand, ...]) -> BuildStep | None:
    """What one call builds, if it asks `commands` of package managers: the innermost program that builds."""
    if not commands:
        return _by_tool(call)
    inner = executed(commands[-1])
    step = _by_tool(inner) if inner is not None else None
    if step is not None:
        return step
    for command in reversed(commands):
        if command.verb is Verb.BUILD:
            return _managed(command, command.verb_name, command.arguments)
        if command.verb is Verb.RUN_SCRIPT and _SCRIPT.search(command.script or ""):
            return _managed(command, command.script or "", ())
    return None


def _managed(command: PackageCommand, task: str, inputs: tuple[ShellWord, ...]) -> BuildStep:
    output = find(command.options, _OUTPUTS.get(command.manager, ()))
    if command.manager.family is Family.JAVA or command.manager is Manager.MIX:
        inputs = ()
    return BuildStep(
        call=command.call,
        tool=command.program,
        task=task,
        family=command.manager.family,
        output=output,
        inputs=inputs,
        package=command,
        directory=command.directory,
    )


def _by_tool(call: Call) -> BuildStep | None:
    """What a program builds that is no package manager."""
    name = call.name
    tool = BUILD_TOOLS.get(name) or BUILD_TOOLS.get(unversioned(name))
    start = 1
    if tool is None and name.startswith(("python", "pypy")):
        name, start = _python(call)
        tool = BUILD_TOOLS.get(name)
    if tool is None:
        return None
    parts = take_apart(call.words, start, tool.syntax)
    words = parts.positionals if tool.tasks is None else _tasks(parts.positionals)
    if not _builds(tool, words, parts.options):
        return None
    folder = find(parts.options, tool.directories)
    directory = call.directory
    if folder is not None and folder.value is not None:
        directory = None if "$" in folder.value else join(call.directory, folder.value)
    return BuildStep(
        call=call,
        tool=name,
        task=words[0].value if words and tool.tasks is not None else "",
        family=tool.family,
        output=find(parts.options, tool.outputs),
        inputs=words[1:] if tool.tasks else words if tool.tasks is None else (),
        package=None,
        directory=directory,
    )


def _tasks(positionals: tuple[ShellWord, ...]) -> tuple[ShellWord, ...]:
    """The words that can be tasks: no variables of make (`CC=gcc`), no number of jobs (`-j 4`, `-j $(nproc)`)."""
    return tuple(word for word in positionals if not (word.dynamic or "=" in word.value or word.value.isdecimal()))


def _builds(tool: BuildTool, positionals: tuple[ShellWord, ...], options: tuple[Option, ...]) -> bool:
    """Whether the tool was asked to build rather than for its version or to clean."""
    if find(options, tool.otherwise) is not None:
        return False
    if tool.needs and find(options, tool.needs) is None:
        return False
    if tool.tasks is None:
        return bool(positionals) or bool(tool.needs) or tool.family is not Family.NATIVE
    if not tool.tasks and not positionals:
        return True
    if not tool.tasks:
        return not all(word.value in {"clean", "distclean", "test", "check"} for word in positionals)
    return bool(positionals) and positionals[0].value in tool.tasks


def _python(call: Call) -> tuple[str, int]:
    """`python -m build` and `python setup.py`: the name that the tool has in the table, and where its words begin."""
    module = python_module(call)
    if module is not None:
        return f"-m {module[1]}", module[0] + 1
    for index, word in enumerate(call.words[1:], 1):
        if not word.value.startswith("-"):
            return word.value.rpartition("/")[2], index + 1
    return "", 1
