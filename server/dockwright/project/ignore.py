r"""`.dockerignore`: which files of the build context are kept from the builder.

The semantics are those of moby's `ignorefile` and `patternmatcher` as BuildKit
walks a context with them: patterns are anchored at the root, the last one that
matches decides, and what a folder matched its whole contents match.

Why not a ready-made matcher: the one on PyPI (e2b-dockerfile-utils) answers
for a whole list of patterns. It does not tell which pattern decided, which is
what a hover shows, nor which of them is malformed; a walk cannot hand a
folder's result to its children; and it reads `[*]`, `^`, `\d` and `./!name`
otherwise than moby does. The translation below is what would remain to be
written around it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from dockwright.project.glob import is_accepted
from dockwright.project.paths import ProjectPath, lineage
from dockwright.syntax.blanks import UNICODE
from dockwright.text.span import Span

LONE_NEGATION = "`!` needs a pattern after it"
MALFORMED = "syntax error in pattern"

_Test = Callable[[str], object]
_BYTE_ORDER_MARK = "\ufeff"

# How moby tells that a negated pattern is more than a path, so that it must look into every excluded folder.
_NOT_A_PLAIN_PATH = re.compile(r"[*\[\]?^\\]")

# Escaped letters and digits keep the meaning that they have in an expression; these mean the same in Go and Python.
_SHARED_ESCAPES = frozenset("ADSWBabdfnrstvw")

_WILD = re.compile(r"[*?\[\]\\]")
_CLASS = re.compile(r"\\.|\[(\^?\]?(?:\\.|[^\\\]])*)\]|\[")
_SPECIAL_IN_CLASS = re.compile(r"\\.|[\[&|~]")


class IgnorePattern(NamedTuple):
    """One line of a `.dockerignore` that is not a comment.

    `text` is as written without the blanks around it, `span` its place in the
    file (code points), `line` counts from zero. `cleaned` is the path or glob
    that names are compared with. `problem` tells why the builder refuses the
    whole file because of this line, or is None.
    """

    text: str
    span: Span
    line: int
    negated: bool
    cleaned: str
    problem: str | None


class _Rule(NamedTuple):
    bit: int
    negated: bool
    test: _Test


@dataclass(frozen=True, slots=True)
class IgnoreFile:
    """A parsed `.dockerignore`; `path` is None if it lies outside the context or nowhere."""

    path: ProjectPath | None
    text: str
    patterns: tuple[IgnorePattern, ...]
    _rules: tuple[_Rule, ...] = field(repr=False, compare=False)

    def excludes(self, path: ProjectPath) -> bool:
        """Whether `path` is not sent. File or folder makes no difference to the matcher."""
        excluded, matched = False, 0
        for ancestor in lineage(path):
            excluded, matched = self.step(ancestor, matched)
        return excluded

    def step(self, path: ProjectPath, parent: int) -> tuple[bool, int]:
        """Whether `path` is excluded, and its matches for its children.

        `parent` is what this method returned as matches for the folder above,
        0 for names in the root.
        """
        excluded = False
        matched = 0
        for bit, negated, test in self._rules:
            if parent & bit or (negated == excluded and test(path)):
                matched |= bit
                excluded = not negated
        return excluded, matched

    def explain(self, path: ProjectPath) -> IgnorePattern | None:
        """The pattern that decided whether `path` is sent, None if no pattern did."""
        matched = 0
        for ancestor in lineage(path):
            _, matched = self.step(ancestor, matched)
        decisive = matched.bit_length() - 1
        return self.patterns[decisive] if decisive >= 0 else None

    def may_reinclude(self, folder: ProjectPath) -> bool:
        """Whether something under the excluded `folder` may be sent all the same, so that it must be walked."""
        inside = f"{folder}/"
        for pattern in self.patterns:
            if not pattern.negated or pattern.problem is not None:
                continue
            plain = pattern.cleaned.removesuffix("/**").removesuffix("/*")
            if _NOT_A_PLAIN_PATH.search(plain) or f"{plain}/".startswith(inside):
                return True
        return False

    @property
    def problems(self) -> tuple[IgnorePattern, ...]:
        """The patterns because of which the builder refuses the file."""
        return tuple(pattern for pattern in self.patterns if pattern.problem is not None)


@lru_cache(maxsize=64)
def parse_ignore(text: str, path: ProjectPath | None = None) -> IgnoreFile:
    """Read the text of a `.dockerignore`; a refused pattern is kept, with its problem, and excludes nothing."""
    patterns = tuple(_patterns(text))
    rules: list[_Rule] = []
    for index, pattern in enumerate(patterns):
        test = _test(pattern.cleaned) if pattern.problem is None else None
        if test is not None:
            rules.append(_Rule(1 << index, pattern.negated, test))
    return IgnoreFile(path, text, patterns, tuple(rules))


def _patterns(text: str) -> Iterator[IgnorePattern]:
    start = len(_BYTE_ORDER_MARK) if text.startswith(_BYTE_ORDER_MARK) else 0
    for line, content in enumerate(text[start:].split("\n")):
        written = content.strip(UNICODE)
        if written and not content.startswith("#"):
            at = start + content.index(written)
            yield _pattern(written, Span(at, at + len(written)), line)
        start += len(content) + 1


def _pattern(written: str, span: Span, line: int) -> IgnorePattern:
    cleaned = _clean(_line(written).strip(UNICODE))
    negated = cleaned.startswith("!")
    if cleaned == "!":
        return IgnorePattern(written, span, line, negated, "", LONE_NEGATION)
    cleaned = cleaned.removeprefix("!")
    problem = None if is_accepted(cleaned) and _test(cleaned) is not None else MALFORMED
    return IgnorePattern(written, span, line, negated, cleaned, problem)


def _line(written: str) -> str:
    """What moby's reader hands to its matcher, which looks for the `!` anew: `./!name` is a negation too."""
    bare = written.removeprefix("!")
    mark = "!" if bare != written else ""
    bare = bare.strip(UNICODE)
    if not bare:
        return mark
    cleaned = _clean(bare)
    return mark + (cleaned if cleaned == "/" else cleaned.removeprefix("/"))


def _clean(path: str) -> str:
    """Go's `path.Clean`; unlike in COPY, `..` at the front stays."""
    rooted = path.startswith("/")
    names: list[str] = []
    for part in path.split("/"):
        if part == ".." and names and names[-1] != "..":
            del names[-1]
        elif part not in ("", ".") and not (part == ".." and rooted):
            names.append(part)
    cleaned = "/".join(names)
    return f"/{cleaned}" if rooted else cleaned or "."


@lru_cache(maxsize=512)
def _test(pattern: str) -> _Test | None:
    """What tells whether a path matches `pattern` itself; None where Go's regexp package refuses it."""
    if not _WILD.search(pattern):
        return pattern.__eq__
    if pattern.startswith("**") and not _WILD.search(pattern, 2):
        return _ends_with(pattern[2:])
    if pattern.endswith("**") and not _WILD.search(pattern[:-2]):
        return _starts_with(pattern[:-2])
    try:
        return re.compile(_expression(pattern), re.ASCII).search
    except re.error:
        return None


def _ends_with(suffix: str) -> _Test:
    """`**name` is any path that ends so; `**/name` is also the name alone."""
    whole = suffix.removeprefix("/")
    return lambda path: path.endswith(suffix) or path == whole


def _starts_with(prefix: str) -> _Test:
    """`name/**` is all that begins with `name/`, and so not `name` itself."""
    return lambda path: path.startswith(prefix)


def _expression(pattern: str) -> str:
    """The expression that moby makes of a pattern.

    It knows no classes, so wildcards inside them count, and it leaves `{`, `|`
    and `}` what they are in an expression.
    """
    parts = ["^"]
    end = r"\Z"
    at = 0
    while at < len(pattern):
        char = pattern[at]
        at += 1
        if char == "*" and pattern.startswith("*", at):
            at += 2 if pattern.startswith("/", at + 1) else 1
            parts.append("(.*/)?" if at < len(pattern) else ".*")
        elif char == "*":
            parts.append("[^/]*")
        elif char == "?":
            parts.append("[^/]")
        elif char == "\\" and at == len(pattern):
            end = r"\$"  # it escapes the `$` that moby puts at the end
        elif char == "\\":
            parts.append(_escaped(pattern[at]))
            at += 1
        else:
            literal = char in ".+()$" or pattern.startswith("{,", at - 1)
            parts.append(f"\\{char}" if literal else char)
    return _CLASS.sub(_class_for_python, "".join(parts)) + end


def _escaped(char: str) -> str:
    if char in _SHARED_ESCAPES or (char.isascii() and not char.isalnum()):
        return f"\\{char}"
    raise re.error(MALFORMED)


def _class_for_python(found: re.Match[str]) -> str:
    """A class as Go reads it: `[`, `&`, `|` and `~` mean nothing special inside."""
    if found[0] == "[":
        raise re.error(MALFORMED)
    if found[1] is None:
        return found[0]
    return f"[{_SPECIAL_IN_CLASS.sub(_escape_special, found[1])}]"


def _escape_special(found: re.Match[str]) -> str:
    return found[0] if len(found[0]) > 1 else f"\\{found[0]}"
