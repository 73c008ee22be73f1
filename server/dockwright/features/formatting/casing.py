"""Keywords in the case of the file's majority, as BuildKit's own check wants them."""

from collections.abc import Iterator
from functools import lru_cache

from dockwright.syntax.nodes import File, From, Healthcheck, Instruction, OnBuild, Unknown, Word
from dockwright.text.edit import Edit, replace


@lru_cache(maxsize=8)
def is_lower(file: File) -> bool:
    """Whether keywords are to be in lower case: the majority decides, upper case if there is none.

    What stands before the first FROM has no vote, unless there is no FROM.
    """
    nodes = [placed.node for placed in file.instructions if not isinstance(placed.node, Unknown)]
    first = next((index for index, node in enumerate(nodes) if isinstance(node, From)), 0)
    words = [node.keyword.raw for node in nodes[first:]]
    return sum(word.islower() for word in words) > sum(word.isupper() for word in words)


def cased(node: Instruction, *, to_lower: bool) -> Iterator[Edit]:
    """The edits of the keyword and of the words that are keywords too: AS, the trigger, CMD of HEALTHCHECK."""
    for word in _keywords(node):
        wanted = word.raw.lower() if to_lower else word.raw.upper()
        # A word that a continuation splits stays as it is.
        if word.raw != wanted and len(word.raw) == word.span.end - word.span.start:
            yield replace(word.span, wanted)


def _keywords(node: Instruction) -> Iterator[Word]:
    yield node.keyword
    if isinstance(node, From) and node.as_word is not None and node.as_word.raw.upper() == "AS":
        yield node.as_word
    elif isinstance(node, Healthcheck) and node.kind is not None and node.kind.raw.upper() in {"CMD", "NONE"}:
        yield node.kind
    elif isinstance(node, OnBuild) and node.trigger is not None and not isinstance(node.trigger, Unknown):
        yield from _keywords(node.trigger)
