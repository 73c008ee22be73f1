"""From the words of a command to a `PackageCommand`."""

from functools import lru_cache

from dockwright.model.commands.calls import Call, calls_in, calls_of
from dockwright.model.commands.wrappers import program
from dockwright.model.packages.entries import Entry, entry_of
from dockwright.model.packages.grammar import Grammar, Spec
from dockwright.model.packages.kinds import Family, Manager, Verb
from dockwright.model.packages.model import Package, PackageCommand
from dockwright.model.packages.options import Parts, find, take_apart
from dockwright.model.packages.refine import refined
from dockwright.model.packages.versions import split_version, splitter
from dockwright.syntax.nodes import Run
from dockwright.syntax.shell.nodes import Script, ShellWord
from dockwright.text.span import Span

_NAMING = frozenset({Verb.INSTALL_PACKAGES, Verb.REMOVE, Verb.UPGRADE})
_LONGEST_VERB = 3
_MAX_NESTING = 4
_VERSION_OPTIONS = frozenset({"-v", "--version", "--vers"})
_VERSIONED_BY_OPTION = frozenset({Manager.GEM, Manager.CARGO, Manager.DOTNET})
_MIXED = frozenset({"install", "pip install"})
"""Verbs of Python that take files of requirements and packages at once."""
_REQUIRING = frozenset({Manager.PIP, Manager.UV, Manager.PIPENV})
_DOWNLOADS_FILES = frozenset({Manager.CARGO, Manager.DENO})
_RUNS_UNKNOWN = frozenset({Manager.YARN, Manager.PNPM, Manager.BUN})


@lru_cache(maxsize=4096)
def managed_of(run: Run) -> tuple[tuple[Call, tuple[PackageCommand, ...]], ...]:
    """Every call of a RUN with what it asks of package managers, mostly nothing.

    A manager that is run by another (`npx pnpm i`) comes after that one.
    """
    return tuple((call, packages_in(call)) for call in calls_of(run))


@lru_cache(maxsize=4096)
def packages_of(run: Run) -> tuple[PackageCommand, ...]:
    """What a RUN asks of package managers, in order."""
    return tuple(command for _, commands in managed_of(run) for command in commands)


@lru_cache(maxsize=4096)
def package_commands(script: Script) -> tuple[PackageCommand, ...]:
    """The same for shell text, if nothing is known of the instruction around it."""
    return tuple(command for call in calls_in(script) for command in packages_in(call))


def packages_in(call: Call) -> tuple[PackageCommand, ...]:
    """What one call asks of package managers: nothing, one thing, or what it runs through a manager besides."""
    entry = entry_of(call)
    if entry is None:
        return ()
    command = read(call, entry)
    inner = executed(command)
    found = [command]
    while inner is not None and (entry := entry_of(inner)) is not None and len(found) < _MAX_NESTING:
        command = read(inner, entry)
        found.append(command)
        inner = executed(command)
    return tuple(found)


def executed(command: PackageCommand) -> Call | None:
    """The program that runs through the manager: `tsc` of `npx tsc`, `gunicorn` of `poetry run gunicorn`.

    Also of `yarn tsc` and `bun run vite`, which may name a script of the project as well.
    """
    if command.verb is Verb.RUN_SCRIPT:
        if command.manager not in _RUNS_UNKNOWN:
            return None
    elif command.verb is not Verb.EXECUTE:
        return None
    words = command.arguments + command.passed
    if not words:
        return None
    name = program(words[0].value)
    if command.manager.family is Family.NODE:
        name = split_version(command.manager, name)[0]
    wrappers = (*command.call.wrappers, command.program)
    return command.call._replace(words=words, name=name, wrappers=wrappers, directory=command.directory)


def read(call: Call, entry: Entry) -> PackageCommand:
    """What a call of a package manager asks for."""
    grammar = entry.grammar
    words = call.words
    parts = take_apart(words, entry.start, grammar.syntax, grammar.stops)
    last = words[entry.start - 1]
    name_span = Span(words[0].span.start, last.span.end)
    begin, end, spec = _verb(grammar, parts)
    positionals = parts.positionals
    if begin < end:
        verb_span = Span(positionals[begin].span.start, positionals[end - 1].span.end)
    else:
        at = name_span.end
        verb_span = positionals[begin].span if begin < len(positionals) else Span(at, at)
    arguments = positionals if grammar.many else positionals[end:]
    verb = spec.verb
    if spec.name in grammar.projects and not arguments and not call.is_open_ended:
        verb = Verb.INSTALL_PROJECT
    verb = refined(grammar.manager, verb, spec.name, arguments, parts)
    return PackageCommand(
        manager=grammar.manager,
        program=entry.program,
        verb=verb,
        verb_name=spec.name,
        call=call,
        name_span=name_span,
        verb_span=verb_span,
        prefix=() if grammar.many else positionals[:begin],
        options=parts.options,
        arguments=arguments,
        passed=parts.passed,
        packages=_packages(grammar, verb, spec.name, arguments, parts),
    )


def _verb(grammar: Grammar, parts: Parts) -> tuple[int, int, Spec]:
    """The range of the positionals that are the verb, and what it means."""
    positionals = parts.positionals
    if grammar.many:
        return _main_verb(grammar, positionals)
    at = 0
    count = len(positionals)
    while at < count:
        value = positionals[at].value
        # `cargo +nightly build` names a toolchain first.
        taken = 0 if value.startswith("+") else grammar.prefixes.get(value)
        if taken is None:
            break
        at += 1 + taken
    if at >= count:
        verb = Verb.OTHER if find(parts.options, ("--version", "--help", "-v", "-h", "-V")) else grammar.bare
        return min(at, count), min(at, count), Spec("", verb)
    first = positionals[at].value
    if first in grammar.heads:
        for length in range(min(_LONGEST_VERB, count - at), 1, -1):
            spec = grammar.verbs.get(" ".join(word.value for word in positionals[at : at + length]))
            if spec is not None:
                return at, at + length, spec
    spec = grammar.verbs.get(first)
    if spec is not None:
        return at, at + 1, spec
    if grammar.unknown is Verb.OTHER:
        return at, at + 1, Spec(first, Verb.OTHER)
    return at, at, Spec("", grammar.unknown)


_WEIGHTS = {Verb.BUILD: 4, Verb.INSTALL_PROJECT: 3, Verb.START: 3, Verb.DOWNLOAD: 2, Verb.TEST: 1}


def _main_verb(grammar: Grammar, positionals: tuple[ShellWord, ...]) -> tuple[int, int, Spec]:
    """Among several goals the one that matters: the last that builds, else the first that does something."""
    chosen = 0
    best = Spec(positionals[0].value if positionals else "", Verb.OTHER)
    weight = -1
    for index, word in enumerate(positionals):
        goal = word.value.rstrip(",")
        # A Gradle task may name its project (`:app:build`), a Maven goal its plugin, by its name or in full.
        spec = grammar.verbs.get(goal) or grammar.verbs.get(goal.rpartition(":")[2]) or Spec(goal, Verb.OTHER)
        found = _WEIGHTS.get(spec.verb, 0)
        if found > weight or (found == weight and spec.verb is Verb.BUILD):
            chosen, best, weight = index, spec, found
    return chosen, chosen + 1 if positionals else chosen, best


def _names_packages(manager: Manager, verb: Verb, name: str) -> bool:
    if verb is Verb.DOWNLOAD:
        return manager not in _DOWNLOADS_FILES
    return verb in _NAMING or (verb is Verb.INSTALL_PROJECT and name in _MIXED and manager in _REQUIRING)


def _packages(
    grammar: Grammar, verb: Verb, name: str, arguments: tuple[ShellWord, ...], parts: Parts
) -> tuple[Package, ...]:
    manager = grammar.manager
    if verb is Verb.START and manager is Manager.GO:
        # Only `go run path@version` names a package; `go run main.go` and `go run ./cmd` the project.
        arguments = tuple(word for word in arguments[:1] if "@" in word.value)
    elif grammar.many or not _names_packages(manager, verb, name):
        return ()
    version = find(parts.options, _VERSION_OPTIONS) if manager in _VERSIONED_BY_OPTION else None
    split = splitter(manager)
    found: list[Package] = []
    for word in arguments:
        base, given = split(word.value)
        if given is None and version is not None:
            given = version.value
        found.append(Package(base, given, word.span, word))
    return tuple(found)
