"""`bun.lock`, the text lockfile of bun since 1.2; the binary `bun.lockb` before it says nothing readable."""

from dataclasses import dataclass
from functools import lru_cache

from dockwright.project.manifests.values import jsonc_table, strings_at, table_at


@dataclass(frozen=True, slots=True)
class BunLock:
    """The lockfile's version, its packages, and those whose install scripts bun may run."""

    version: int
    names: tuple[str, ...]
    trusted: tuple[str, ...]


@lru_cache(maxsize=8)
def parse_bun_lock(text: str) -> BunLock | None:
    """Read a `bun.lock`, None if it is broken."""
    table = jsonc_table(text)
    if table is None:
        return None
    version = table.get("lockfileVersion")
    return BunLock(
        version=version if isinstance(version, int) else 0,
        names=tuple(table_at(table, "packages")),
        trusted=strings_at(table, "trustedDependencies"),
    )
