"""tsconfig.json, which is JSON with comments and trailing commas."""

import json
import re
from dataclasses import dataclass
from functools import lru_cache

from dockwright.project.manifests.values import table, text

_TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*+"|//[^\n]*|/\*.*?\*/|,(?=\s*[}\]])', re.DOTALL)


@dataclass(frozen=True, slots=True)
class TsConfig:
    """Where the compiler puts what it makes: `out_dir` is as written, `""` if not set."""

    out_dir: str
    extends: str


@lru_cache(maxsize=16)
def parse_tsconfig(source: str) -> TsConfig | None:
    """The tsconfig `source`; None if it is none."""
    plain = _TOKEN.sub(lambda match: match[0] if match[0].startswith('"') else "", source.removeprefix("\ufeff"))
    try:
        root = table(json.loads(plain))
    except (ValueError, RecursionError):
        return None
    options = table(root.get("compilerOptions"))
    return TsConfig(out_dir=text(options.get("outDir")), extends=text(root.get("extends")))
