"""Words after substitution, fast: most hold nothing but plain variables, and rules ask on every keystroke."""

from functools import lru_cache

from dockwright.syntax.nodes import Word
from dockwright.syntax.words import UNKNOWN, Lookup, expand, problem, substitutions


def expanded(word: Word, escape: str, lookup: Lookup) -> str | None:
    """The word as the builder uses it; None if it depends on something unknown or is refused."""
    if "$" not in word.raw:
        return word.value
    template = _template(word.raw, escape)
    if template is None:
        return expand(word.raw, escape, lookup).value
    parts: list[str] = []
    for literal, name in template:
        parts.append(literal)
        value = lookup(name) if name else None
        if value is UNKNOWN:
            return None
        if value:
            parts.append(value)
    return "".join(parts)


@lru_cache(maxsize=4096)
def _template(raw: str, escape: str) -> tuple[tuple[str, str], ...] | None:
    """`raw` as pairs of literal text and the variable after it, `""` after the last; None if it is not that simple."""
    if "'" in raw or '"' in raw or escape in raw or problem(raw, escape) is not None:
        return None
    pairs: list[tuple[str, str]] = []
    end = 0
    for found in substitutions(raw, escape):
        if found.operator:
            return None
        pairs.append((raw[end : found.span.start], found.name))
        end = found.span.end
    return (*pairs, (raw[end:], ""))
