"""The base images of Dockerfiles that are not open, read by dockerfile-parse.

That parser is made for reading whole files in good order: here it looks at
files that nobody is typing in, and only at their FROM and ARG lines. What it
cannot read (a default inside `${…}`, a file that it fails on) is left out.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple, TypedDict, cast

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import IO


class UsedImage(NamedTuple):
    """An image as `FROM` names it in the Dockerfile at `dockerfile`, on its zero-based `line`."""

    image: str
    dockerfile: str
    line: int


class _Instruction(TypedDict):
    """What dockerfile-parse tells of an instruction, as far as it is needed."""

    instruction: str
    startline: int
    value: str


_HEREDOC = re.compile(r"<<-?[\"']?([A-Za-z_]\w*)[\"']?")
_FROM = re.compile(r"^(?:--\S+\s+)*(\S+)(?:\s+[Aa][Ss]\s+(\S+))?\s*$")
_PLAIN_VARIABLE = re.compile(r"\$(?:\{(\w+)\}|(\w+))")


@lru_cache(maxsize=16)
def used_images(dockerfiles: "tuple[tuple[str, str], ...]") -> tuple[UsedImage, ...]:
    """The images in Dockerfiles given as path and text, in their order; stages and `scratch` are not images."""
    return tuple(image for path, text in dockerfiles for image in _images(path, text))


def _images(path: str, text: str) -> Iterator[UsedImage]:
    stages: set[str] = {"scratch"}
    defaults: dict[str, str] = {}
    for instruction in _instructions(text):
        keyword, value = instruction["instruction"], instruction["value"]
        if keyword == "ARG" and len(stages) == 1:
            name, equals, default = value.partition("=")
            if equals:
                defaults[name.strip()] = default.strip().strip("\"'")
        found = _FROM.match(value) if keyword == "FROM" else None
        if found is None:
            continue
        image = _substituted(found[1], defaults)
        if image is not None and image.lower() not in stages:
            yield UsedImage(image, path, instruction["startline"])
        stages.add((found[2] or f" {len(stages)}").lower())


def _instructions(text: str) -> "Sequence[_Instruction]":
    # 32 ms to import, for something that one quick-fix asks for.
    from dockerfile_parse import DockerfileParser  # noqa: PLC0415 - see above

    source = BytesIO(_without_heredocs(text.removeprefix("\ufeff")).encode("utf-8", "replace"))
    try:
        parser = DockerfileParser(fileobj=cast("IO[str]", source))  # it reads bytes, whatever its hints say
        return cast("Sequence[_Instruction]", parser.structure)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        return ()


def _without_heredocs(text: str) -> str:
    """The text with the lines of heredocs emptied: dockerfile-parse takes them for instructions."""
    lines = text.split("\n")
    pending: list[str] = []
    for index, line in enumerate(lines):
        if pending:
            if line.strip() == pending[0]:
                del pending[0]
            lines[index] = ""
        elif not line.lstrip().startswith("#"):
            pending = _HEREDOC.findall(line)
    return "\n".join(lines)


def _substituted(word: str, defaults: dict[str, str]) -> str | None:
    """The image with the defaults of global ARGs put in, None where that does not settle it."""
    image = _PLAIN_VARIABLE.sub(lambda found: defaults.get(found[1] or found[2], "$"), word)
    return None if "$" in image or not image else image
