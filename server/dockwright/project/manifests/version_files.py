"""Files that pin the version of a language: `.nvmrc`, `.python-version`, `.tool-versions` and others."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from dockwright.project.manifests.values import json_table, list_at, string_at, table_at, toml_table

# Names of nodejs.org's long-term releases, by major version.
_NODE_CODENAMES = {
    "argon": "4",
    "boron": "6",
    "carbon": "8",
    "dubnium": "10",
    "erbium": "12",
    "fermium": "14",
    "gallium": "16",
    "hydrogen": "18",
    "iron": "20",
    "jod": "22",
    "krypton": "24",
}

# What asdf and mise call a language, where it is not the usual name.
_TOOL_NAMES = {"nodejs": "node", "golang": "go", "dotnet-core": "dotnet", "dotnet-sdk": "dotnet"}

_EXACT = re.compile(r"^[vV]?(\d+(?:\.\d+)*)(?:\.[xX*])*$")
_JAVA_VENDOR = re.compile(r"^[a-z]+(?:[-_][a-z]+)*-(?=\d)")


class VersionPin(NamedTuple):
    """A version that a file asks for: of which language, as written, and as digits with dots where it is plain."""

    language: str
    written: str
    version: str | None


@lru_cache(maxsize=128)
def parse_version_file(name: str, text: str) -> tuple[VersionPin, ...]:
    """The pins in a file called `name` (its last name only), none for an unknown or broken one."""
    reader = _READERS.get(name)
    return tuple(reader(text)) if reader else ()


def version_files() -> tuple[str, ...]:
    """The names of the files that `parse_version_file` reads."""
    return tuple(_READERS)


def plain_version(written: str) -> str | None:
    """The digits of a version that names one release or series: `v20.11`, `20.x` and `lts/iron`, not a range."""
    exact = _EXACT.match(written.strip())
    if exact:
        return exact[1]
    return _NODE_CODENAMES.get(written.strip().lower().removeprefix("lts/"))


def _pin(language: str, written: str) -> VersionPin:
    return VersionPin(language, written, plain_version(written))


def _first_line(language: str, prefix: str = "") -> Callable[[str], Iterator[VersionPin]]:
    """A reader for files whose first line with content is the version."""

    def read(text: str) -> Iterator[VersionPin]:
        for line in _content_lines(text):
            yield _pin(language, line.removeprefix(prefix))
            return

    return read


def _content_lines(text: str) -> Iterator[str]:
    for line in text.removeprefix("\ufeff").split("\n"):
        content = line.partition("#")[0].strip()
        if content:
            yield content


def _tool_versions(text: str) -> Iterator[VersionPin]:
    """`.tool-versions`: a tool and its versions, best first, a line."""
    for line in _content_lines(text):
        tool, *versions = line.split()
        if versions:
            yield _tool_pin(tool, versions[0])


def _tool_pin(tool: str, written: str) -> VersionPin:
    tool = tool.removeprefix("core:")
    language = _TOOL_NAMES.get(tool, tool)
    if language != "java":
        return _pin(language, written)
    return VersionPin(language, written, plain_version(_JAVA_VENDOR.sub("", written).partition("+")[0]))


def _java_version(text: str) -> Iterator[VersionPin]:
    for line in _content_lines(text):
        yield _tool_pin("java", line)
        return


def _mise(text: str) -> Iterator[VersionPin]:
    tools = table_at(toml_table(text) or {}, "tools")
    for tool in tools:
        versions = [value for value in list_at(tools, tool) if isinstance(value, str)]
        written = string_at(tools, tool) or string_at(table_at(tools, tool), "version") or next(iter(versions), None)
        if written is not None:
            yield _tool_pin(tool, written)


def _rust_toolchain(text: str) -> Iterator[VersionPin]:
    """A TOML table or, in the file without an ending, perhaps the channel alone."""
    channel = string_at(table_at(toml_table(text) or {}, "toolchain"), "channel")
    if channel is not None:
        yield _pin("rust", channel)
    elif "=" not in text:
        yield from _first_line("rust")(text)


def _global_json(text: str) -> Iterator[VersionPin]:
    version = string_at(table_at(json_table(text) or {}, "sdk"), "version")
    if version is not None:
        yield _pin("dotnet", version)


def _pipfile(text: str) -> Iterator[VersionPin]:
    requires = table_at(toml_table(text) or {}, "requires")
    version = string_at(requires, "python_full_version") or string_at(requires, "python_version")
    if version is not None:
        yield _pin("python", version)


_READERS: Mapping[str, Callable[[str], Iterator[VersionPin]]] = {
    ".nvmrc": _first_line("node"),
    ".node-version": _first_line("node"),
    ".python-version": _first_line("python"),
    "runtime.txt": _first_line("python", "python-"),
    "Pipfile": _pipfile,
    ".ruby-version": _first_line("ruby", "ruby-"),
    ".go-version": _first_line("go", "go"),
    ".java-version": _java_version,
    "rust-toolchain": _rust_toolchain,
    "rust-toolchain.toml": _rust_toolchain,
    "global.json": _global_json,
    ".tool-versions": _tool_versions,
    "mise.toml": _mise,
    ".mise.toml": _mise,
}
