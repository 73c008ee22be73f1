"""What the builder refuses in a `--mount`.

It reads the fields from left to right: what a field may be depends on the type before it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from dockwright.rules.suggest import did_you_mean, nearest
from dockwright.syntax.nodes import Flag, MountField
from dockwright.text.span import Span

TYPES = ("bind", "cache", "tmpfs", "secret", "ssh")
KEYS = (
    "type", "from", "source", "src", "target", "dst", "destination", "readonly", "ro", "readwrite", "rw", "required",
    "size", "id", "sharing", "mode", "uid", "gid", "env",
)  # fmt: skip
_SHARING = ("shared", "private", "locked")
_ALONE = frozenset({"readonly", "ro", "readwrite", "rw"})
_SECRETS = frozenset({"secret", "ssh"})
_WITH_OWNER = frozenset({"secret", "ssh", "cache"})
_BOOLEAN = frozenset({"1", "t", "T", "TRUE", "true", "True", "0", "f", "F", "FALSE", "false", "False"})
_SIZE = re.compile(r"\d+(?:\.\d+)?\s*(?:[kmgtp]?i?b?|b)", re.IGNORECASE | re.ASCII)
_OCTAL = re.compile(r"[0-7]+", re.ASCII)
_NUMBER = re.compile(r"\d+", re.ASCII)
Expand = Callable[[str], str | None]
"""A value after substitution, None if it is not known."""


class MountProblem(NamedTuple):
    """Something wrong at `span`, and what was probably meant instead of that text."""

    span: Span
    message: str
    wanted: str | None = None


@dataclass(slots=True)
class Mount:
    """What the fields so far have said; `type` is None if it is not known."""

    type: str | None = "bind"
    given: dict[str, str | None] = field(default_factory=dict)

    @property
    def target(self) -> str | None:
        """The path it is mounted at, `""` without one, None if it is not known."""
        return self.given.get("target", "")


_SYNONYMS = {"src": "source", "dst": "target", "destination": "target", "ro": "readonly", "rw": "readwrite"}


def read_mount(flag: Flag, expand: Expand) -> tuple[Mount, tuple[MountProblem, ...]]:
    """The mount and the first thing wrong with it: the builder stops there too."""
    mount = Mount()
    for each in flag.fields:
        problem = _field(mount, each, expand)
        if problem is not None:
            return mount, (problem,)
    problem = _whole(mount, flag)
    return mount, (problem,) if problem is not None else ()


def _field(mount: Mount, each: MountField, expand: Expand) -> MountProblem | None:
    key = _SYNONYMS.get(each.key, each.key)
    if each.value is None:
        return _bare(mount, each, key)
    if each.key not in KEYS:
        near = nearest(each.key, KEYS)
        return MountProblem(each.key_span, f"A mount has no {each.key}{did_you_mean(near)}", near)
    value = each.value if key == "from" else expand(each.value)
    mount.given[key] = value
    if key == "type":
        return _type(mount, each, value)
    unfit = _unfit(mount, each, key)
    if unfit is not None or value is None:
        return unfit
    message = _value(key, value)
    if message is None:
        return None
    near = nearest(value, _SHARING) if key == "sharing" else None
    return MountProblem(each.value_span, f"{message}{did_you_mean(near)}", near)


def _bare(mount: Mount, each: MountField, key: str) -> MountProblem | None:
    if each.key in _ALONE:
        mount.given[key] = "true"
        return None
    if key == "required":
        mount.given[key] = "true"
        return _unfit(mount, each, key)
    if not each.key:
        return MountProblem(each.span, "A mount takes no blank and no empty part: key=value,key=value")
    if each.key not in KEYS:
        near = nearest(each.key, KEYS)
        return MountProblem(each.span, f"{each.key} is no key=value{did_you_mean(near)}", near)
    return MountProblem(each.span, f"{each.key} needs a value: {each.key}=…")


def _type(mount: Mount, each: MountField, value: str | None) -> MountProblem | None:
    if value is None:
        mount.type = None
        return None
    mount.type = value.lower()
    if mount.type in TYPES:
        return None
    near = nearest(value, TYPES)
    return MountProblem(each.value_span, f"A mount is one of {', '.join(TYPES)}{did_you_mean(near)}", near)


def _unfit(mount: Mount, each: MountField, key: str) -> MountProblem | None:
    """A key that the type does not take."""
    kind = mount.type
    if kind is None:
        return None
    if key == "required" and kind not in _SECRETS:
        return MountProblem(each.key_span, f"A {kind} mount has no required (the type must come before it)")
    if key == "size" and kind != "tmpfs":
        return MountProblem(each.key_span, f"A {kind} mount has no size")
    return None


def _value(key: str, value: str) -> str | None:
    """What is wrong with a value."""
    if key in {"readonly", "readwrite", "required"} and value not in _BOOLEAN:
        return f"{key} is true or false"
    if key == "size" and not _SIZE.fullmatch(value):
        return "size is a number of bytes, like 64m"
    if key == "sharing" and value.lower() not in _SHARING:
        return f"sharing is one of {', '.join(_SHARING)}"
    if key == "mode" and not _OCTAL.fullmatch(value):
        return "mode is an octal number, like 0600"
    if key in {"uid", "gid"} and not _NUMBER.fullmatch(value):
        return f"{key} is a number"
    return None


def _whole(mount: Mount, flag: Flag) -> MountProblem | None:
    if mount.type is None:
        return None
    message = next(_conflicts(mount), None)
    return MountProblem(flag.value.span if flag.value else flag.span, message) if message is not None else None


def _conflicts(mount: Mount) -> Iterator[str]:
    kind, given = mount.type, mount.given
    for key in ("mode", "uid", "gid"):
        if key in given and kind not in _WITH_OWNER:
            yield f"A {kind} mount has no {key}"
    if "sharing" in given and kind != "cache":
        yield f"sharing is for cache mounts, not for {kind}"
    if kind != "secret":
        return
    if given.get("from"):
        yield "A secret mount has no from"
    if not any(given.get(key, "") != "" for key in ("source", "target", "id")):
        yield "A secret mount needs an id"
    if given.get("source") and given.get("id"):
        yield "A secret mount has either source or id"


def quote_problem(flag: Flag) -> str | None:
    """What the reader of comma-separated values refuses: a quote inside a part, or one that is not closed."""
    text = flag.text.partition("=")[2]
    at = 0
    while at <= len(text):
        quoted = text.startswith('"', at)
        end = text.find('"', at + 1) if quoted else text.find(",", at)
        if quoted and end < 0:
            return "A double quote is not closed"
        end = len(text) if end < 0 else end
        if not quoted and '"' in text[at:end]:
            return "A double quote may only enclose a whole part"
        at = end + 2 if quoted else end + 1
    return None
