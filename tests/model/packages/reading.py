"""From one line of a Dockerfile to the node it is, and facts as short text."""

from dockwright.model.packages.model import PackageCommand
from dockwright.model.packages.options import Option
from dockwright.syntax.nodes import Cmd, CommandForm, Entrypoint, Healthcheck, Run
from dockwright.syntax.parser import parse
from dockwright.syntax.shell.nodes import ShellWord


def run(text: str) -> Run:
    """The RUN that `text` is; the keyword may be left out."""
    node = parse(text if text.startswith("RUN") else f"RUN {text}").instructions[0].node
    assert isinstance(node, Run)
    return node


def form(text: str) -> CommandForm:
    """The argument of the CMD, ENTRYPOINT or HEALTHCHECK that `text` is."""
    node = parse(text).instructions[0].node
    assert isinstance(node, Cmd | Entrypoint | Healthcheck)
    assert node.command is not None
    return node.command


def show(command: PackageCommand) -> str:
    """All that a command says but its spans: `npm INSTALL_PACKAGES install [typescript@5] -g`.

    Behind the verb: `[packages]`, then the options, `: arguments` if they
    are no packages, `-- passed` and `in directory`.
    """
    parts = [*map(_value, command.prefix), command.manager.value, command.verb.name, command.verb_name]
    if command.packages:
        parts.append(f"[{' '.join(_package(package.name, package.version) for package in command.packages)}]")
    parts += map(show_option, command.options)
    if command.arguments and len(command.arguments) != len(command.packages):
        parts.append(f": {values(command.arguments)}")
    if command.passed:
        parts.append(f"-- {values(command.passed)}")
    if command.directory != "":
        parts.append(f"in {command.directory}")
    return " ".join(part for part in parts if part)


def show_option(option: Option) -> str:
    """An option as `--name=value`."""
    return option.name if option.value is None else f"{option.name}={option.value}"


def values(words: tuple[ShellWord, ...]) -> str:
    """The values of words between blanks."""
    return " ".join(map(_value, words))


def _value(word: ShellWord) -> str:
    return word.value


def _package(name: str, version: str | None) -> str:
    return name if version is None else f"{name}@{version}"
