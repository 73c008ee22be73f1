"""The flags of each instruction: which there are, since when, and how to edit them."""

from typing import NamedTuple

from dockwright.syntax.nodes import Flag, Instruction
from dockwright.text.edit import Edit, delete
from dockwright.text.span import Span


class Known(NamedTuple):
    """A flag: the version of the syntax that brought it (of `docker/dockerfile`), and its kind.

    `labs` tells that it exists in the labs channel only.
    """

    since: tuple[int, int]
    boolean: bool = False
    repeatable: bool = False
    labs: bool = False


_FIRST = (1, 0)
FLAGS: dict[str, dict[str, Known]] = {
    "FROM": {"platform": Known(_FIRST)},
    "RUN": {
        "mount": Known((1, 2), repeatable=True),
        "network": Known((1, 3)),
        "security": Known((1, 20)),
        "device": Known((1, 14), repeatable=True, labs=True),
    },
    "COPY": {
        "from": Known(_FIRST),
        "chown": Known(_FIRST),
        "chmod": Known((1, 2)),
        "link": Known((1, 4), boolean=True),
        "parents": Known((1, 20), boolean=True),
        "exclude": Known((1, 19), repeatable=True),
    },
    "ADD": {
        "chown": Known(_FIRST),
        "chmod": Known((1, 2)),
        "link": Known((1, 4), boolean=True),
        "keep-git-dir": Known((1, 1), boolean=True),
        "checksum": Known((1, 6)),
        "unpack": Known((1, 17), boolean=True),
        "exclude": Known((1, 19), repeatable=True),
    },
    "HEALTHCHECK": {
        "interval": Known(_FIRST),
        "timeout": Known(_FIRST),
        "start-period": Known(_FIRST),
        "start-interval": Known(_FIRST),
        "retries": Known(_FIRST),
    },
}
"""By keyword. The others have none."""
DROPPING = frozenset({"ARG", "STOPSIGNAL"})
"""Instructions whose unknown flags the builder drops without a word."""


def known_flags(instruction: Instruction) -> dict[str, Known]:
    """The flags of an instruction's keyword, by name."""
    return FLAGS.get(instruction.name, {})


def delete_flag(instruction: Instruction, flag: Flag) -> Edit:
    """Take a flag away with the blanks after it."""
    end = flag.span.end
    while instruction.text[end : end + 1] in {" ", "\t"}:
        end += 1
    return delete(Span(flag.span.start, end))
