"""Reading JSON and TOML values of which nothing is known beforehand."""

import json
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import cast

Table = Mapping[str, object]
_EMPTY: Mapping[str, object] = MappingProxyType({})


def table(value: object) -> Table:
    """`value` if it is a mapping, else an empty one."""
    return cast("Table", value) if isinstance(value, dict) else _EMPTY


def text(value: object) -> str:
    """`value` if it is a string, else `""`."""
    return value if isinstance(value, str) else ""


def texts(value: object) -> tuple[str, ...]:
    """The strings in `value` if it is a list."""
    return tuple(item for item in cast("list[object]", value) if isinstance(item, str)) if isinstance(value, list) else ()


def text_table(value: object) -> Mapping[str, str]:
    """The entries of a mapping whose values are strings."""
    return MappingProxyType({key: item for key, item in table(value).items() if isinstance(item, str)})


def table_at(values: Table, key: str) -> Table:
    """The mapping under `key`, empty if there is none."""
    return table(values.get(key))


def strings_at(values: Table, key: str) -> tuple[str, ...]:
    """The strings in the list under `key`."""
    return texts(values.get(key))


_JSONC = re.compile(r'"(?:[^"\\\n]|\\.)*+"|//[^\n]*|/\*.*?\*/|,(?=\s*[}\]])', re.DOTALL)


def jsonc_table(source: str) -> Table | None:
    """The object of a JSON text with comments and trailing commas, None if it is none."""
    plain = _JSONC.sub(lambda match: match[0] if match[0].startswith('"') else "", source.removeprefix("\ufeff"))
    try:
        data: object = json.loads(plain)
    except (ValueError, RecursionError):
        return None
    return table(data) if isinstance(data, dict) else None  # pyright: ignore[reportUnknownArgumentType]
