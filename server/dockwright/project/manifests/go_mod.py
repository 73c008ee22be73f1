"""go.mod."""

from dataclasses import dataclass
from functools import lru_cache

@dataclass(frozen=True, slots=True)
class GoMod:
    """A module: its path, the `go` and `toolchain` versions, required modules, and what replaces modules."""

    module: str
    go: str
    toolchain: str
    requires: tuple[str, ...]
    replacements: tuple[str, ...]


@lru_cache(maxsize=16)
def parse_go_mod(source: str) -> GoMod:
    """The module file `source`; what it does not say is empty."""
    single = {"module": "", "go": "", "toolchain": ""}
    requires: list[str] = []
    replacements: list[str] = []
    block = ""
    for line in source.split("\n"):
        content = line.partition("//")[0].split()
        if not content:
            continue
        if content == [")"]:
            block = ""
            continue
        verb, rest = (block, content) if block else (content[0], content[1:])
        if rest == ["("]:
            block = verb
        elif verb in single and rest:
            single[verb] = rest[0].strip('"')
        elif verb == "require" and rest:
            requires.append(rest[0].strip('"'))
        elif verb == "replace" and "=>" in rest[:-1]:
            replacements.append(rest[rest.index("=>") + 1].strip('"'))
    return GoMod(single["module"], single["go"], single["toolchain"], tuple(requires), tuple(replacements))
