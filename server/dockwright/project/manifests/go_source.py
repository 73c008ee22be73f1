"""The head of a Go source file: its package, its imports and what it embeds."""

import re
from dataclasses import dataclass
from functools import lru_cache

# What may stand before the imports: strings only inside them, so comments can go first.
_COMMENT = re.compile(r'("(?:[^"\\\n]|\\.)*"|`[^`]*`)|//[^\n]*|/\*.*?(?:\*/|\Z)', re.DOTALL)
_PACKAGE = re.compile(r"^\s*package\s+(\w+)", re.MULTILINE)
_IMPORT = re.compile(r"^\s*import\s*(?:\(([^)]*)\)|(?:[\w.]+\s+)?(\"[^\"\n]*\"|`[^`]*`))", re.MULTILINE)
_PATH = re.compile(r'"([^"\n]*)"|`([^`]*)`')
_BUILD = re.compile(r"^//go:build[ \t]+([^\r\n]*)", re.MULTILINE)
_EMBED = re.compile(r"^//go:embed[ \t]+([^\r\n]*)", re.MULTILINE)
_EMBED_WORD = re.compile(r'"([^"\n]*)"|`([^`]*)`|(\S+)')


@dataclass(frozen=True, slots=True)
class GoSource:
    """One file. `constraint` is its `//go:build` line; `embeds` are the patterns of `//go:embed`, from its folder."""

    package: str
    imports: tuple[str, ...]
    constraint: str | None
    embeds: tuple[str, ...]

    @property
    def uses_c(self) -> bool:
        """Whether the file needs cgo."""
        return "C" in self.imports

    @property
    def is_program(self) -> bool:
        """Whether the file is part of a program in a usual build: `//go:build ignore` is for files run by hand."""
        return self.package == "main" and self.constraint != "ignore"


@lru_cache(maxsize=512)
def parse_go_source(text: str) -> GoSource | None:
    """Read the head of a Go file, None if it names no package."""
    bare = _COMMENT.sub(_blank, text)
    package = _PACKAGE.search(bare)
    if package is None:
        return None
    constraint = _BUILD.search(text, 0, package.start(1))
    return GoSource(
        package=package[1],
        imports=tuple(
            quoted or raw
            for block, single in _IMPORT.findall(bare, package.end())
            for quoted, raw in _PATH.findall(block or single)
        ),
        constraint=constraint[1].strip() if constraint else None,
        embeds=tuple("".join(word) for patterns in _EMBED.findall(text) for word in _EMBED_WORD.findall(patterns)),
    )


def _blank(found: re.Match[str]) -> str:
    """A string as it is, a comment as blanks, so that offsets stay."""
    return found[1] or " " * len(found[0])
