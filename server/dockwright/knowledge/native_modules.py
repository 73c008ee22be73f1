"""npm packages with native code, and what becomes of them on musl (Alpine)."""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import NotRequired, TypedDict, cast

from dockwright.knowledge.loader import table


class MuslSupport(Enum):
    """What installing a package on musl does.

    PREBUILT: a musl build comes with it. STATIC: one program runs on every libc. DOWNLOAD: a build is asked for by
    platform and libc, and compiled if there is none. COMPILE: always compiled. UNSUPPORTED: needs glibc.
    """

    PREBUILT = "prebuilt"
    STATIC = "static"
    DOWNLOAD = "download"
    COMPILE = "compile"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class NativeModule:
    """A package of the npm registry with native code.

    `version` is the one that was looked at, `since` the first one of which `musl` holds, `""` if that is not
    known. `note` is a remark without a full stop, or `""`.
    """

    name: str
    musl: MuslSupport
    since: str
    version: str
    note: str

    @property
    def may_compile(self) -> bool:
        """Whether an install on musl may need `build_tools()`."""
        return self.musl in {MuslSupport.DOWNLOAD, MuslSupport.COMPILE}

    @property
    def is_bound_to_libc(self) -> bool:
        """Whether what is installed on one libc does not run on another."""
        return self.musl is not MuslSupport.STATIC


class _Module(TypedDict):
    musl: str
    version: str
    since: NotRequired[str]
    note: NotRequired[str]


class _Modules(TypedDict):
    checked: date
    build_tools: list[str]
    modules: dict[str, _Module]


def native_module(name: str) -> NativeModule | None:
    """What is known of a package; None for all others, native or not."""
    entry = _data()["modules"].get(name)
    if entry is None:
        return None
    return NativeModule(
        name, MuslSupport(entry["musl"]), entry.get("since", ""), entry["version"], entry.get("note", "")
    )


def native_module_names() -> frozenset[str]:
    """The names of all packages that are told of."""
    return frozenset(_data()["modules"])


def build_tools() -> tuple[str, ...]:
    """What node-gyp needs to compile, by the names of packages on Debian and Alpine alike."""
    return tuple(_data()["build_tools"])


def checked_on() -> date:
    """The day on which the packages were looked at."""
    return _data()["checked"]


def _data() -> _Modules:
    return cast("_Modules", table("native_modules.toml"))
