"""Reads the data of this package; the only place here that reads anything."""

import json
import pkgutil
import tomllib
from functools import cache


def text(name: str) -> str:
    """The file at `name` below this package.

    Raises:
        FileNotFoundError: There is no such file: a broken installation.
    """
    data = pkgutil.get_data(__package__ or "", name)
    if data is None:
        raise FileNotFoundError(name)
    return data.decode()


@cache
def parsed(name: str) -> object:
    """The JSON file at `data/name`, read once and shared: not to be changed."""
    return json.loads(text(f"data/{name}"))


@cache
def table(name: str) -> object:
    """The TOML file at `name`, read once and shared: not to be changed."""
    return tomllib.loads(text(name))
