"""Reading JSON and TOML of which nothing is known beforehand: what has another type than it should is not there."""

import json
import re
import tomllib
from collections.abc import Mapping
from types import MappingProxyType
from typing import cast

Table = Mapping[str, object]

_EMPTY: Table = MappingProxyType({})
_JSONC = re.compile(r'"(?:[^"\\\n]|\\.)*+"|//[^\n]*|/\*.*?\*/|,(?=\s*[}\]])', re.DOTALL)
_BYTE_ORDER_MARK = "\ufeff"


def json_table(text: str) -> Table | None:
    """The object that a JSON text is, None if it is none."""
    try:
        return _table(json.loads(text.removeprefix(_BYTE_ORDER_MARK)))
    except (ValueError, RecursionError):
        return None


def jsonc_table(text: str) -> Table | None:
    """The object of a JSON text with comments and trailing commas, None if it is none."""
    return json_table(_JSONC.sub(lambda found: found[0] if found[0].startswith('"') else "", text))


def toml_table(text: str) -> Table | None:
    """The table that a TOML text is, None if it is broken."""
    try:
        return _table(tomllib.loads(text.removeprefix(_BYTE_ORDER_MARK).replace("\r\n", "\n")))
    except (ValueError, RecursionError):
        return None


def _table(value: object) -> Table | None:
    return cast("Table", value) if isinstance(value, dict) else None


def table_at(table: Table, *keys: str) -> Table:
    """The table under `keys`, one inside the other; empty if there is none."""
    for key in keys:
        table = _table(table.get(key)) or _EMPTY
    return table


def string_at(table: Table, key: str) -> str | None:
    """The string under `key`."""
    value = table.get(key)
    return value if isinstance(value, str) else None


def list_at(table: Table, key: str) -> tuple[object, ...]:
    """The members of the list under `key`, none if there is no list."""
    value = table.get(key)
    return tuple(cast("list[object]", value)) if isinstance(value, list) else ()


def strings_at(table: Table, key: str) -> tuple[str, ...]:
    """The strings in the list under `key`."""
    return tuple(value for value in list_at(table, key) if isinstance(value, str))


def string_map_at(table: Table, *keys: str) -> Mapping[str, str]:
    """The entries of the table under `keys` whose values are strings."""
    found = table_at(table, *keys)
    return {key: value for key, value in found.items() if isinstance(value, str)}
