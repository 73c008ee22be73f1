"""Which package manager a call names, and where its own words begin."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from dockwright.model.commands.calls import Call
from dockwright.model.commands.wrappers import program
from dockwright.model.packages.grammar import Grammar
from dockwright.model.packages.grammars.compiled import COMPILED
from dockwright.model.packages.grammars.node import NODE
from dockwright.model.packages.grammars.python import PYTHON
from dockwright.model.packages.grammars.scripting import SCRIPTING
from dockwright.model.packages.grammars.system import SYSTEM

_GRAMMARS = {**SYSTEM, **NODE, **PYTHON, **COMPILED, **SCRIPTING}
_VERSION = re.compile(r"-?\d[\d.]*t?$")
_PYTHON_VALUES = frozenset({"-W", "-X", "--check-hash-based-pycs"})


class Entry(NamedTuple):
    """A manager in a call: the words before `start` name it."""

    grammar: Grammar
    program: str
    start: int


def entry_of(call: Call) -> Entry | None:
    """The package manager that a call names, None if it names none."""
    found = _lookup(call.name)
    if found is None:
        return None
    if isinstance(found, Grammar):
        return Entry(found, call.name, 1)
    return found(call)


@lru_cache(maxsize=2048)
def _lookup(name: str) -> "Grammar | Callable[[Call], Entry | None] | None":
    """What is known of a program; a version at the end of its name (`pip3.12`) does not matter."""
    found = _GRAMMARS.get(name)
    if found is not None:
        # A manager that is launched by another program is only found behind it.
        return _LAUNCHERS.get(name, found)
    plain = unversioned(name)
    return _LAUNCHERS.get(plain) or _GRAMMARS.get(plain)


def unversioned(name: str) -> str:
    """The name of a program without a version behind it: `python3.12`, `gcc-13`."""
    return _VERSION.sub("", name) if name[-1:].isdigit() or name.endswith("t") else name


def python_module(call: Call) -> tuple[int, str] | None:
    """The module of `python -m module` and the index of the word that names it."""
    words = call.words
    at = 1
    while at < len(words):
        value = words[at].value
        if value == "-m":
            return (at + 1, words[at + 1].value) if at + 1 < len(words) else None
        if value.startswith("-m"):
            return at, value[2:]
        if not value.startswith("-") or value == "-c":
            return None
        at += 2 if value in _PYTHON_VALUES else 1
    return None


def _by_python(call: Call) -> Entry | None:
    module = python_module(call)
    grammar = PYTHON.get(module[1]) if module is not None else None
    return Entry(grammar, module[1], module[0] + 1) if module is not None and grammar is not None else None


def _by_php(call: Call) -> Entry | None:
    """`php -d memory_limit=-1 /usr/bin/composer install`."""
    for index, word in enumerate(call.words[1:], 1):
        name = program(word.value)
        if name in {"composer", "composer.phar"}:
            return Entry(SCRIPTING["composer"], "composer", index + 1)
        if not word.value.startswith("-") and call.words[index - 1].value != "-d":
            return None
    return None


def _by_corepack(call: Call) -> Entry:
    """`corepack pnpm install` is pnpm's, `corepack enable pnpm` its own."""
    if len(call.words) > 1:
        name = call.words[1].value.partition("@")[0]
        if name in {"npm", "npx", "pnpm", "pnpx", "yarn", "yarnpkg"}:
            return Entry(NODE[name], name, 2)
    return Entry(NODE["corepack"], call.name, 1)


_LAUNCHERS: dict[str, Callable[[Call], Entry | None]] = {
    "corepack": _by_corepack,
    "php": _by_php,
    "pypy": _by_python,
    "python": _by_python,
}
