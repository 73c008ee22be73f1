"""What a pattern hides, or takes back."""

from collections.abc import Callable

from dockwright.features.hovers.copied import readable
from dockwright.features.hovers.model import Hover
from dockwright.project.context_size import ContextSize
from dockwright.project.ignore import IgnoreFile, IgnorePattern, parse_ignore

Measure = Callable[[IgnoreFile], ContextSize]
"""How much is sent with an ignore file."""


def ignore_hover(ignore: IgnoreFile, offset: int, measure: Measure | None) -> Hover | None:
    """The files and bytes that would be sent, or not, without the pattern under the cursor."""
    pattern = next((each for each in ignore.patterns if each.span.holds(offset)), None)
    if pattern is None or pattern.problem is not None:
        return None
    if measure is None:
        verb = "Takes back" if pattern.negated else "Hides"
        return Hover(f"{verb} what matches `{pattern.cleaned}`, seen from the root of the build context.", pattern.span)
    return Hover(_effect(pattern, measure(ignore), measure(_without(ignore, pattern))), pattern.span)


def _without(ignore: IgnoreFile, pattern: IgnorePattern) -> IgnoreFile:
    start, end = pattern.span
    return parse_ignore(ignore.text[:start] + ignore.text[end:], ignore.path)


def _effect(pattern: IgnorePattern, now: ContextSize, without: ContextSize) -> str:
    more, less = (now, without) if pattern.negated else (without, now)
    files, size = more.files - less.files, more.bytes - less.bytes
    least = "" if now.complete and without.complete else "at least "
    if files <= 0:
        return "Takes nothing back." if pattern.negated else "Hides nothing that another pattern does not hide."
    noun = "file" if files == 1 else "files"
    return f"{'Takes back' if pattern.negated else 'Hides'} {least}**{files:,} {noun}, {readable(size)}**."
