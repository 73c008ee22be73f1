"""Prose on the language for hovers and completions, from reference/*.toml: facts in our own words, with links.

Each kind is read when it is first asked for, and kept.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from dockwright.knowledge.loader import table

_MOUNTS_PAGE = "https://docs.docker.com/reference/dockerfile/#run---mount"
_VARIABLE_PAGES = {
    "platform": "https://docs.docker.com/reference/dockerfile/#automatic-platform-args-in-the-global-scope",
    "proxy": "https://docs.docker.com/reference/dockerfile/#predefined-args",
    "builder": "https://docs.docker.com/reference/dockerfile/#buildkit-built-in-build-args",
}
_LABELS_PAGE = "https://github.com/opencontainers/image-spec/blob/main/annotations.md#pre-defined-annotation-keys"


@dataclass(frozen=True, slots=True, kw_only=True)
class InstructionDoc:
    """An instruction. `forms` are how it is written, `cache` what it adds and what makes it run again."""

    keyword: str
    summary: str
    forms: tuple[str, ...]
    example: str
    notes: tuple[str, ...]
    cache: str
    link: str
    deprecated: bool = False


@dataclass(frozen=True, slots=True)
class ValueDoc:
    """A value that a flag is often given."""

    value: str
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagDoc:
    """A flag of an instruction, named with its dashes.

    `value` shows what it takes, `""` for a switch. `since` is the Dockerfile syntax that it came with, `""`
    for one that was always there; `channel` is `labs` for one that is not in the stable syntax.
    """

    instruction: str
    name: str
    summary: str
    link: str
    value: str = ""
    values: tuple[ValueDoc, ...] = ()
    default: str = ""
    since: str = ""
    channel: str = "stable"
    repeatable: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MountTypeDoc:
    """A type of RUN --mount."""

    name: str
    summary: str
    notes: tuple[str, ...]
    example: str
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MountKeyDoc:
    """A key of RUN --mount; `types` are those that know it, empty for all. `value` is `""` for a switch."""

    name: str
    summary: str
    aliases: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    value: str = ""
    values: tuple[str, ...] = ()
    default: str = ""
    since: str = ""
    notes: tuple[str, ...] = ()
    link: str = _MOUNTS_PAGE

    @property
    def names(self) -> tuple[str, ...]:
        """The name and its other spellings."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectiveDoc:
    """A parser directive at the top of the file."""

    name: str
    summary: str
    form: str
    example: str
    values: tuple[str, ...]
    notes: tuple[str, ...]
    link: str
    since: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VariableDoc:
    """A variable that exists without being set.

    `kind` is `platform` (global; a bare ARG brings it into a stage), `proxy` (in
    every RUN, not part of the cache) or `builder` (read by the builder, with `--build-arg`).
    """

    name: str
    kind: str
    summary: str
    example: str
    since: str = ""

    @property
    def link(self) -> str:
        """The page goes by the kind."""
        return _VARIABLE_PAGES[self.kind]

    @property
    def names(self) -> tuple[str, ...]:
        """The name, and for a proxy its other case."""
        return (self.name, self.name.lower()) if self.kind == "proxy" else (self.name,)


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelDoc:
    """A label key of the OCI image specification."""

    key: str
    summary: str
    example: str
    link: str = _LABELS_PAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalDoc:
    """A signal by its name and its number on Linux."""

    name: str
    number: int
    summary: str


@cache
def instructions() -> dict[str, InstructionDoc]:
    """All instructions by keyword in upper case; shared, as all of these: not to be changed."""
    return {entry["keyword"]: InstructionDoc(**entry) for entry in _entries("instructions", "instruction")}


@cache
def flags(instruction: str) -> dict[str, FlagDoc]:
    """The flags of an instruction (in upper case) by their name with dashes."""
    return {entry["name"]: _flag(entry) for entry in _entries("flags", "flag") if entry["instruction"] == instruction}


@cache
def mount_types() -> dict[str, MountTypeDoc]:
    """The types of RUN --mount."""
    return {entry["name"]: MountTypeDoc(**entry) for entry in _entries("mounts", "mount")}


@cache
def mount_keys(mount_type: str) -> dict[str, MountKeyDoc]:
    """The keys that mounts of a type know, by each of their names."""
    docs = (MountKeyDoc(**entry) for entry in _entries("mounts", "key"))
    return {name: doc for doc in docs if not doc.types or mount_type in doc.types for name in doc.names}


@cache
def directives() -> dict[str, DirectiveDoc]:
    """The parser directives by name in lower case."""
    return {entry["name"]: DirectiveDoc(**entry) for entry in _entries("directives", "directive")}


@cache
def variables() -> dict[str, VariableDoc]:
    """The variables that exist without being set, by each of their names."""
    docs = (VariableDoc(**entry) for entry in _entries("variables", "variable"))
    return {name: doc for doc in docs for name in doc.names}


@cache
def labels() -> dict[str, LabelDoc]:
    """The label keys of the OCI image specification."""
    return {entry["key"]: LabelDoc(**entry) for entry in _entries("labels", "label")}


@cache
def signals() -> dict[str, SignalDoc]:
    """Signals by name, with `SIG`."""
    return {entry["name"]: SignalDoc(**entry) for entry in _entries("signals", "signal")}


def signal(text: str) -> SignalDoc | None:
    """The signal of a STOPSIGNAL: a name with or without `SIG`, in any case, or a number."""
    if text.isascii() and text.isdigit():
        return next((doc for doc in signals().values() if doc.number == int(text)), None)
    name = text.upper()
    return signals().get(name) or signals().get(f"SIG{name}")


def port(number: int) -> str:
    """What usually listens on a port, `""` if nothing is told of it."""
    return ports().get(number, "")


@cache
def ports() -> dict[int, str]:
    """What usually listens on the ports that are told of."""
    found = cast("dict[str, dict[str, str]]", table("reference/ports.toml"))["ports"]
    return {int(number): text for number, text in found.items()}


def _flag(entry: dict[str, Any]) -> FlagDoc:
    values = tuple(ValueDoc(value, summary) for value, summary in entry.get("values", ()))
    return FlagDoc(values=values, **{name: value for name, value in entry.items() if name != "values"})


def _entries(file: str, kind: str) -> list[dict[str, Any]]:
    """The entries of a file with tuples for lists; that they fit the classes is tested."""
    entries = cast("dict[str, list[dict[str, object]]]", table(f"reference/{file}.toml"))[kind]
    return [{name: _frozen(value) for name, value in entry.items()} for entry in entries]


def _frozen(value: object) -> object:
    return tuple(_frozen(item) for item in cast("list[object]", value)) if isinstance(value, list) else value
