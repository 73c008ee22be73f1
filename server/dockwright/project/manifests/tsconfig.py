"""tsconfig.json, which is JSON with comments and trailing commas."""

from functools import lru_cache
from typing import NamedTuple

from dockwright.project.manifests.values import jsonc_table, string_at, strings_at, table_at


class TsConfig(NamedTuple):
    """Where the compiler reads and writes; None where the file does not say. `extends` names other configurations."""

    out_dir: str | None
    root_dir: str | None
    no_emit: bool | None
    extends: tuple[str, ...]


@lru_cache(maxsize=16)
def parse_tsconfig(text: str) -> TsConfig | None:
    """Read a tsconfig, None if it is broken."""
    table = jsonc_table(text)
    if table is None:
        return None
    options = table_at(table, "compilerOptions")
    no_emit = options.get("noEmit")
    single = string_at(table, "extends")
    return TsConfig(
        out_dir=string_at(options, "outDir"),
        root_dir=string_at(options, "rootDir"),
        no_emit=no_emit if isinstance(no_emit, bool) else None,
        extends=(single,) if single else strings_at(table, "extends"),
    )
