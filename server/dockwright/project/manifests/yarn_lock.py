"""`yarn.lock`: classic (version 1) and berry (version 2 and later) look alike but are installed differently."""

import re
from dataclasses import dataclass
from functools import lru_cache

# Berry writes YAML and says so at the top; classic writes its own format.
_METADATA = re.compile(r"^__metadata:[ \t]*\r?\n(?:[ \t]+[^\n]*\n)*?[ \t]+version:[ \t]*[\"']?(\d+)", re.MULTILINE)
_ENTRY = re.compile(r"^[\"']?((?:@[^@/\s\"',]+/)?[^@\s\"',#_][^@\s\"',]*)@[^\n]*:[ \t]*\r?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class YarnLock:
    """Which yarn wrote the file, and the names of the packages in it; nothing in it tells of install scripts."""

    berry: bool
    version: int
    names: frozenset[str]


@lru_cache(maxsize=8)
def parse_yarn_lock(text: str) -> YarnLock:
    """Read a `yarn.lock`; an empty one counts as classic."""
    metadata = _METADATA.search(text)
    version = int(metadata[1]) if metadata else 1
    return YarnLock(metadata is not None, version, frozenset(_ENTRY.findall(text)))
