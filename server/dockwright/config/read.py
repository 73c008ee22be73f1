"""Reads `.dockwright.toml` and `[tool.dockwright]` of a pyproject.toml.

What is wrong is reported at its place and left out; the rest holds.
"""

import difflib
import re
import tomllib
from collections.abc import Callable, Iterator
from typing import cast

from dockwright.config.keys import KEYS, Key, Takes
from dockwright.config.model import (
    LABEL_TYPES,
    NOTHING_CONFIGURED,
    SEVERITIES,
    Config,
    Exempt,
    Labels,
    Options,
    Problem,
    Read,
    RuleNames,
)
from dockwright.config.places import place_of, place_of_error

IN_PYPROJECT = ("tool", "dockwright")
_SHELLCHECK = re.compile(r"sc\d{4}", re.IGNORECASE)

Table = dict[str, object]
Path = tuple[str, ...]


def read_config(text: str, names: RuleNames, within: Path = ()) -> Read | None:
    """The configuration in `text`, in its table `within`; None if it has no such table."""
    try:
        table: object = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        if within:
            return None  # a broken pyproject.toml is for others to report
        message = f"not TOML: {str(error).partition(' (at')[0]}"
        return Read(NOTHING_CONFIGURED, (Problem(place_of_error(text, str(error)), message),))
    for name in within:
        table = cast("Table", table).get(name) if isinstance(table, dict) else None
    if not isinstance(table, dict):
        return None
    reader = _Reader(text, names)
    values = reader.table(cast("Table", table), KEYS, within)
    return Read(_config(values), tuple(sorted(reader.problems)))


def _config(values: Table) -> Config:
    labels = cast("Table", values.get("labels", {}))
    schema = cast("dict[str, str]", labels.get("schema", {}))
    exempt = cast("dict[str, tuple[str, ...]]", values.get("per-file-ignores", {}))
    severity = cast("dict[str, str]", values.get("severity", {}))
    return Config(
        select=cast("tuple[str, ...]", values.get("select", ())),
        ignore=cast("tuple[str, ...]", values.get("ignore", ())),
        severity=tuple(severity.items()),
        exempt=tuple(Exempt(pattern, names) for pattern, names in exempt.items()),
        targets=cast("tuple[str, ...]", values.get("targets", ())),
        context_root=cast("str | None", values.get("context-root")),
        fail_on=cast("str | None", values.get("fail-on")),
        options=Options(
            Labels(tuple(schema.items()), bool(labels.get("strict", False))),
            cast("tuple[str, ...]", values.get("trusted-registries", ())),
        ),
    )


class _Reader:
    """Checks the values of one file; lives for one call."""

    def __init__(self, text: str, names: RuleNames) -> None:
        self._text = text
        self._names = names
        self.problems: list[Problem] = []
        self._checks: dict[Takes, Callable[[object, Path], object]] = {
            Takes.TEXT: self._string,
            Takes.TEXTS: lambda value, path: self._list(value, path, self._string),
            Takes.YES: self._yes,
            Takes.RULES: self._rules,
            Takes.LEVEL: lambda value, path: self._one_of(value, path, SEVERITIES),
            Takes.LEVELS: self._levels,
            Takes.EXEMPT: lambda value, path: self._by_name(value, path, self._rules),
            Takes.LABELS: lambda value, path: self._by_name(value, path, self._label_type),
        }

    def table(self, table: Table, keys: tuple[Key, ...], path: Path) -> Table:
        known = {key.name: key for key in keys}
        found: Table = {}
        for name, value in table.items():
            key = known.get(name)
            if key is None:
                self._complain((*path, name), f"there is no key {name}{_meant(name, known)}")
                continue
            read = self._value(key, value, (*path, name))
            if read is not None:
                found[name] = read
        return found

    def _value(self, key: Key, value: object, path: Path) -> object:
        if key.takes is Takes.TABLE:
            if not isinstance(value, dict):
                self._complain(path, f"{key.name} takes {key.takes.value}")
                return None
            return self.table(cast("Table", value), key.keys, path)
        return self._checks[key.takes](value, path)

    def _complain(self, path: Path, message: str, value: str | None = None) -> None:
        self.problems.append(Problem(place_of(self._text, path, value), message))

    def _string(self, value: object, path: Path) -> str | None:
        if isinstance(value, str):
            return value
        self._complain(path, f"{path[-1]} takes a string")
        return None

    def _yes(self, value: object, path: Path) -> bool | None:
        if isinstance(value, bool):
            return value
        self._complain(path, f"{path[-1]} is neither true nor false")
        return None

    def _list(self, value: object, path: Path, check: Callable[[object, Path], str | None]) -> tuple[str, ...]:
        if not isinstance(value, list):
            self._complain(path, f"{path[-1]} takes a list")
            return ()
        read = [check(each, path) for each in cast("list[object]", value)]
        return tuple(each for each in read if each is not None)

    def _rules(self, value: object, path: Path) -> tuple[str, ...]:
        return self._list(value, path, self._rule)

    def _rule(self, value: object, path: Path) -> str | None:
        name = self._string(value, path)
        if name is not None and not self._is_known(name):
            self._complain(path, f"no rule is called {name}{_meant(name.lower(), self._names.all)}", name)
            return None
        return name

    def _is_known(self, name: str) -> bool:
        return name.lower() in self._names.all or _SHELLCHECK.fullmatch(name) is not None

    def _one_of(self, value: object, path: Path, choices: tuple[str, ...]) -> str | None:
        if isinstance(value, str) and value in choices:
            return value
        near = _meant(value, choices) if isinstance(value, str) else ""
        self._complain(path, f"{path[-1]} is none of {', '.join(choices)}{near}", value if near else None)  # pyright: ignore[reportArgumentType]
        return None

    def _label_type(self, value: object, path: Path) -> str | None:
        return self._one_of(value, path, LABEL_TYPES)

    def _levels(self, value: object, path: Path) -> dict[str, str]:
        levels = self._by_name(value, path, lambda each, where: self._one_of(each, where, SEVERITIES))
        for name in [name for name in levels if not self._is_known(name)]:
            self._complain((*path, name), f"no rule is called {name}{_meant(name.lower(), self._names.all)}")
            del levels[name]
        return cast("dict[str, str]", levels)

    def _by_name(self, value: object, path: Path, check: Callable[[object, Path], object]) -> Table:
        if not isinstance(value, dict):
            self._complain(path, f"{path[-1]} takes a table")
            return {}
        return dict(self._members(cast("Table", value), path, check))

    @staticmethod
    def _members(table: Table, path: Path, check: Callable[[object, Path], object]) -> Iterator[tuple[str, object]]:
        for name, value in table.items():
            read = check(value, (*path, name))
            if read is not None:
                yield name, read


def _meant(name: str, choices: object) -> str:
    near = difflib.get_close_matches(name, [*cast("frozenset[str]", choices)], n=1)
    return f", did you mean {near[0]}?" if near else ""
