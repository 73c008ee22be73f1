"""Platform names, as containerd reads and normalises them."""

import re
from typing import NamedTuple

_COMPONENT = re.compile(r"[A-Za-z0-9_.-]+")
_SYSTEM = re.compile(r"([A-Za-z0-9_-]+)(?:\([A-Za-z0-9_.-]*\))?")
_MOST = 3
_SYSTEMS = frozenset(
    {
        "aix", "android", "darwin", "dragonfly", "freebsd", "hurd", "illumos", "ios", "js", "linux", "macos", "nacl",
        "netbsd", "openbsd", "plan9", "solaris", "windows", "zos",
    }
)  # fmt: skip
_ARCHITECTURES = frozenset(
    {
        "386", "amd64", "amd64p32", "arm", "armbe", "arm64", "arm64be", "loong64", "mips", "mipsle", "mips64",
        "mips64le", "mips64p32", "mips64p32le", "ppc", "ppc64", "ppc64le", "riscv", "riscv64", "s390", "s390x",
        "sparc", "sparc64", "wasm",
    }
)  # fmt: skip
_ALIASES = {
    "i386": "386",
    "x86_64": "amd64",
    "x86-64": "amd64",
    "aarch64": "arm64",
    "armhf": "arm",
    "armel": "arm",
}


class Platform(NamedTuple):
    """Operating system and architecture; either is `""` where it is that of the builder."""

    system: str
    architecture: str


def parse_platform(text: str) -> Platform | None:
    """The normalised platform, None if it is refused."""
    parts = text.split("/")
    if len(parts) > _MOST or _SYSTEM.fullmatch(parts[0]) is None:
        return None
    if not all(_COMPONENT.fullmatch(part) for part in parts[1:]):
        return None
    first = parts[0].partition("(")[0].lower()
    if len(parts) > 1:
        return Platform(_system(first), _architecture(parts[1]))
    if first in _SYSTEMS:
        return Platform(_system(first), "")
    architecture = _architecture(first)
    return Platform("linux", architecture) if architecture in _ARCHITECTURES else None


def _system(name: str) -> str:
    return "darwin" if name == "macos" else name


def _architecture(name: str) -> str:
    return _ALIASES.get(name.lower(), name.lower())
