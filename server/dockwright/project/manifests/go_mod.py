"""go.mod and go.work."""

from collections.abc import Iterator
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


@dataclass(frozen=True, slots=True)
class GoWork:
    """A workspace: the folders of its modules, as written."""

    go: str
    uses: tuple[str, ...]


@lru_cache(maxsize=16)
def parse_go_mod(text: str) -> GoMod:
    """Read a go.mod; what it does not say is empty."""
    found: dict[str, list[list[str]]] = {}
    for verb, words in _directives(text):
        found.setdefault(verb, []).append(words)
    return GoMod(
        module=_first(found.get("module")),
        go=_first(found.get("go")),
        toolchain=_first(found.get("toolchain")),
        requires=tuple(words[0] for words in found.get("require", ())),
        replacements=tuple(words[words.index("=>") + 1] for words in found.get("replace", ()) if "=>" in words[:-1]),
    )


@lru_cache(maxsize=16)
def parse_go_work(text: str) -> GoWork:
    """Read a go.work; what it does not say is empty."""
    directives = list(_directives(text))
    go = [words for verb, words in directives if verb == "go"]
    return GoWork(_first(go), tuple(words[0] for verb, words in directives if verb == "use"))


def _first(lines: list[list[str]] | None) -> str:
    return lines[0][0] if lines else ""


def _directives(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each directive with its words, those in a block one by one."""
    block = ""
    for line in text.split("\n"):
        words = [word.strip('"`') for word in line.partition("//")[0].split()]
        if not words:
            continue
        if words == [")"]:
            block = ""
        elif words[1:] == ["("]:
            block = words[0]
        elif block:
            yield block, words
        elif len(words) > 1:
            yield words[0], words[1:]
