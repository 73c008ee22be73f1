"""`go.mod` and `go.work` (go.dev/ref/mod)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

_BLOCK_OPEN = re.compile(r"^(\w+)\s*\($")
_WORD = re.compile(r'"(?:[^"\\]|\\.)*+"|`[^`]*`|[^\s"`]+')


class Requirement(NamedTuple):
    """A module that is needed, at least in `version`; `indirect` if only through others."""

    path: str
    version: str
    indirect: bool


@dataclass(frozen=True, slots=True)
class GoMod:
    """A module: its path, the language version that it needs, its toolchain, what it requires.

    `replacements` are what `replace` puts in the place of modules: other
    modules, or folders, which begin with `./`, `../` or `/`.
    """

    module: str | None
    go: str | None
    toolchain: str | None
    requires: tuple[Requirement, ...]
    replacements: tuple[str, ...]

    def needs(self, path: str) -> bool:
        """Whether the module `path`, or a later major version of it, is required."""
        return any(each.path == path or each.path.startswith(f"{path}/v") for each in self.requires)


@dataclass(frozen=True, slots=True)
class GoWork:
    """A workspace of modules: the folders of its members, from the file's own."""

    go: str | None
    toolchain: str | None
    use: tuple[str, ...]


@lru_cache(maxsize=32)
def parse_go_mod(text: str) -> GoMod:
    """Read a `go.mod`; lines that make no sense are passed over."""
    first: dict[str, str] = {}
    requires: list[Requirement] = []
    replacements: list[str] = []
    for verb, words, comment in _directives(text):
        if verb == "require" and len(words) > 1:
            requires.append(Requirement(words[0], words[1], comment.strip().startswith("indirect")))
        elif verb == "replace" and "=>" in words[:-1]:
            replacements.append(words[words.index("=>") + 1])
        elif verb in ("module", "go", "toolchain") and words:
            first.setdefault(verb, words[0])
    return GoMod(first.get("module"), first.get("go"), first.get("toolchain"), tuple(requires), tuple(replacements))


@lru_cache(maxsize=8)
def parse_go_work(text: str) -> GoWork:
    """Read a `go.work`; lines that make no sense are passed over."""
    first: dict[str, str] = {}
    use: list[str] = []
    for verb, words, _ in _directives(text):
        if verb == "use" and words:
            use.append(words[0])
        elif verb in ("go", "toolchain") and words:
            first.setdefault(verb, words[0])
    return GoWork(first.get("go"), first.get("toolchain"), tuple(use))


def _directives(text: str) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Each directive as its verb, its words and the comment at its end; blocks are opened up."""
    block = ""
    for line in text.removeprefix("\ufeff").split("\n"):
        code, _, comment = line.partition("//")
        code = code.strip()
        opened = _BLOCK_OPEN.match(code)
        if opened:
            block = opened[1]
        elif code == ")":
            block = ""
        elif code:
            words = tuple(word.strip('"`') for word in _WORD.findall(code))
            if block:
                yield block, words, comment
            elif words:
                yield words[0], words[1:], comment
