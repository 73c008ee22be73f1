"""Verbs whose meaning depends on what follows them."""

from collections.abc import Callable

from dockwright.model.packages.kinds import Manager, Verb
from dockwright.model.packages.options import Parts, find
from dockwright.syntax.shell.nodes import ShellWord

Refine = Callable[[Verb, str, tuple[ShellWord, ...], Parts], Verb]


def refined(manager: Manager, verb: Verb, name: str, arguments: tuple[ShellWord, ...], parts: Parts) -> Verb:
    """What `verb`, called `name`, means with these arguments and options."""
    refine = _REFINERS.get(manager)
    return verb if refine is None else refine(verb, name, arguments, parts)


def _is_path(value: str) -> bool:
    return value in {".", ".."} or value.startswith(("./", "../", "/", ".["))


def _pip(verb: Verb, name: str, arguments: tuple[ShellWord, ...], parts: Parts) -> Verb:
    """A requirements file or the project itself is the project's; `-e git+…` is a package."""
    if verb is not Verb.INSTALL_PACKAGES or name not in {"install", "pip install"}:
        return verb
    for option in parts.options:
        if option.name in {"-r", "--requirement", "--requirements", "--group"}:
            return Verb.INSTALL_PROJECT
        if option.name in {"-e", "--editable"} and not _names_repository(option.value or ""):
            return Verb.INSTALL_PROJECT
    return (
        Verb.INSTALL_PROJECT
        if any(_is_path(word.value) and not _is_archive(word.value) for word in arguments)
        else verb
    )


def _names_repository(value: str) -> bool:
    return "://" in value or value.startswith(("git+", "hg+", "svn+", "bzr+"))


def _is_archive(value: str) -> bool:
    return value.partition("[")[0].endswith((".whl", ".tar.gz", ".zip", ".tar.bz2"))


def _go(verb: Verb, name: str, arguments: tuple[ShellWord, ...], parts: Parts) -> Verb:
    """`go install path@version` installs another's program, `go get ./...` what the own packages import."""
    if name == "install":
        if arguments and arguments[0].value == "tool":
            return Verb.INSTALL_PROJECT
        return Verb.INSTALL_PACKAGES if any(_has_domain(word.value) for word in arguments) else verb
    if name == "get":
        return verb if any(_has_domain(word.value) for word in arguments) else Verb.INSTALL_PROJECT
    if name == "env":
        return verb if find(parts.options, ("-w", "-u")) is not None else Verb.OTHER
    return verb


def _has_domain(value: str) -> bool:
    """Whether an import path begins with a host's name."""
    return "@" in value or ("." in value.partition("/")[0].lstrip(".") and not value.endswith(".go"))


def _cargo(verb: Verb, name: str, arguments: tuple[ShellWord, ...], parts: Parts) -> Verb:
    """`cargo install --path .` builds the project."""
    if name == "install" and verb is Verb.INSTALL_PACKAGES:
        if find(parts.options, ("--path",)) is not None:
            return Verb.BUILD
        return verb if arguments or find(parts.options, ("--git",)) is not None else Verb.BUILD
    return verb


def _dotnet(verb: Verb, name: str, _arguments: tuple[ShellWord, ...], _: Parts) -> Verb:
    """`dotnet App.dll` starts the program."""
    return Verb.START if verb is Verb.OTHER and name.endswith((".dll", ".exe")) else verb


def _bun(verb: Verb, name: str, arguments: tuple[ShellWord, ...], _: Parts) -> Verb:
    """`bun index.ts` and `bun run index.ts` start the program."""
    scripted = verb is Verb.RUN_SCRIPT and name in {"", "run"} and arguments
    return (
        Verb.START
        if scripted and arguments[0].value.endswith((".js", ".ts", ".mjs", ".cjs", ".jsx", ".tsx", ".mts"))
        else verb
    )


def _deno(verb: Verb, name: str, _arguments: tuple[ShellWord, ...], parts: Parts) -> Verb:
    """`deno install --entrypoint main.ts` caches what a program imports."""
    entry = name == "install" and find(parts.options, ("--entrypoint", "-e")) is not None
    return Verb.INSTALL_PROJECT if entry else verb


def _conda(verb: Verb, name: str, arguments: tuple[ShellWord, ...], parts: Parts) -> Verb:
    """`conda install --file requirements.txt` and `micromamba create -f environment.yml`."""
    filed = name in {"install", "create"} and not arguments and find(parts.options, ("-f", "--file")) is not None
    return Verb.INSTALL_PROJECT if filed else verb


def _pacman(_verb: Verb, _name: str, arguments: tuple[ShellWord, ...], parts: Parts) -> Verb:
    """Options are the verbs: `-Sy`, `-Syu`, `-S package`, `-Scc`, `-R package`."""
    names = {option.name for option in parts.options}
    if names & {"-R", "--remove"}:
        return Verb.REMOVE
    if not names & {"-S", "--sync", "-U", "--upgrade"}:
        return Verb.OTHER
    if names & {"-c", "--clean"}:
        return Verb.CLEAN_CACHE
    if arguments:
        return Verb.INSTALL_PACKAGES
    return Verb.UPGRADE if names & {"-u", "--sysupgrade"} else Verb.UPDATE_INDEX


_REFINERS: dict[Manager, Refine] = {
    Manager.BUN: _bun,
    Manager.CARGO: _cargo,
    Manager.CONDA: _conda,
    Manager.DENO: _deno,
    Manager.DOTNET: _dotnet,
    Manager.GO: _go,
    Manager.PACMAN: _pacman,
    Manager.PIP: _pip,
    Manager.PIPENV: _pip,
    Manager.UV: _pip,
}
