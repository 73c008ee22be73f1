"""`tsconfig.json`: where the TypeScript compiler reads and writes (typescriptlang.org/tsconfig)."""

from functools import lru_cache
from typing import NamedTuple

from dockwright.project.manifests.values import flag_at, jsonc_table, string_at, strings_at, table_at


class TsConfig(NamedTuple):
    """The options that decide where compiled files lie, as written; None where the file is silent."""

    out_dir: str | None
    root_dir: str | None
    no_emit: bool | None
    extends: tuple[str, ...]
    include: tuple[str, ...]
    files: tuple[str, ...]


@lru_cache(maxsize=32)
def parse_tsconfig(text: str) -> TsConfig | None:
    """Read a `tsconfig.json`, comments and trailing commas allowed; None if it is broken."""
    table = jsonc_table(text)
    if table is None:
        return None
    options = table_at(table, "compilerOptions")
    single = string_at(table, "extends")
    return TsConfig(
        out_dir=string_at(options, "outDir"),
        root_dir=string_at(options, "rootDir"),
        no_emit=flag_at(options, "noEmit"),
        extends=(single,) if single is not None else strings_at(table, "extends"),
        include=strings_at(table, "include"),
        files=strings_at(table, "files"),
    )
