"""Reading decoded JSON and TOML: what is not of the expected type is as if it were not there."""

import json
import re
from collections.abc import Mapping
from typing import cast

Table = Mapping[str, object]

_EMPTY: Table = {}

# Strings first, so that what looks like a comment inside them stays.
_COMMENT = re.compile(r'("(?:[^"\\\n]|\\.)*+")|//[^\n]*|/\*.*?(?:\*/|\Z)', re.DOTALL)
_TRAILING_COMMA = re.compile(r'("(?:[^"\\\n]|\\.)*+")|,(?=\s*[}\]])', re.DOTALL)


def json_table(text: str) -> Table | None:
    """The object that a JSON text holds, None if it is broken or something else."""
    try:
        value: object = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return None
    return _as_table(value)


def jsonc_table(text: str) -> Table | None:
    """The object of a JSON text with comments and trailing commas, as tsconfig.json and bun.lock have them."""
    bare = _COMMENT.sub(_string_only, text)
    return json_table(_TRAILING_COMMA.sub(_string_only, bare))


def toml_table(text: str) -> Table | None:
    """The tables of a TOML text, None if it is broken."""
    import tomllib  # noqa: PLC0415 - 4 ms for files that most projects do not have

    try:
        return tomllib.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return None


def table_at(table: Table, *keys: str) -> Table:
    """The table under `keys`, one inside the other; empty if there is none."""
    for key in keys:
        table = _as_table(table.get(key)) or _EMPTY
    return table


def string_at(table: Table, key: str) -> str | None:
    """The string under `key`."""
    value = table.get(key)
    return value if isinstance(value, str) else None


def flag_at(table: Table, key: str) -> bool | None:
    """The truth value under `key`."""
    value = table.get(key)
    return value if isinstance(value, bool) else None


def list_at(table: Table, key: str) -> tuple[object, ...]:
    """The members of the list under `key`."""
    value = table.get(key)
    return tuple(cast("list[object]", value)) if isinstance(value, list) else ()


def strings_at(table: Table, key: str) -> tuple[str, ...]:
    """The strings of the list under `key`."""
    return tuple(value for value in list_at(table, key) if isinstance(value, str))


def string_map_at(table: Table, *keys: str) -> Mapping[str, str]:
    """The table under `keys` without what is not a string, in the order of the file."""
    return {key: value for key, value in table_at(table, *keys).items() if isinstance(value, str)}


def _as_table(value: object) -> Table | None:
    return cast("Table", value) if isinstance(value, dict) else None


def _string_only(found: re.Match[str]) -> str:
    return found[1] or ""
