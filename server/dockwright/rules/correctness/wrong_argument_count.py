"""Too few or too many arguments."""

from collections.abc import Iterator

from dockwright.rules.model import Finding, Severity, rule
from dockwright.syntax.nodes import (
    Env,
    From,
    Healthcheck,
    Instruction,
    Label,
    OnBuild,
    Transfer,
    Volume,
    Word,
)
from dockwright.text.span import Span, cover

_NEEDS_ONE = frozenset({"ARG", "EXPOSE", "MAINTAINER", "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR"})
_FROM = "FROM takes an image, and AS with a name if the stage has one"
_FULL = 3


@rule(Severity.ERROR, on=Instruction)
def wrong_argument_count(instruction: Instruction) -> Iterator[Finding]:
    r"""Too few or too many arguments.

    ```dockerfile bad
    FROM alpine:3.22 AS build ⟦now⟧
    COPY ⟦app⟧
    ⟦USER⟧
    ```

    Flags come before the arguments:

    ```dockerfile bad
    FROM alpine:3.22 ⟦--platform=linux/amd64⟧
    ```

    ```dockerfile good
    FROM --platform=$BUILDPLATFORM alpine:3.22 AS build
    COPY app /app
    USER app
    CMD
    ```
    """
    keyword = instruction.keyword.span
    match instruction:
        case From():
            yield from _from(instruction)
        case Transfer():
            yield from _transfer(instruction)
        case Healthcheck():
            yield from _healthcheck(instruction)
        case OnBuild() if instruction.trigger is None:
            yield Finding(keyword, "ONBUILD needs an instruction")
        case Env() | Label() if not instruction.rest.raw:
            yield Finding(keyword, f"{instruction.name} needs at least one key=value")
        case Volume() if any(not word.value for word in instruction.arguments):
            empty = next(word for word in instruction.arguments if not word.value)
            yield Finding(empty.span, "The path of a volume must not be empty")
        case _ if instruction.name in _NEEDS_ONE and not instruction.rest.raw:
            yield Finding(keyword, f"{instruction.name} needs an argument")
        case _:
            return


def _from(instruction: From) -> Iterator[Finding]:
    words = instruction.arguments
    if len(words) in {1, _FULL} and (len(words) == 1 or instruction.alias is not None):
        return
    if not words:
        yield Finding(instruction.keyword.span, "FROM needs an image")
        return
    if any(word.raw.startswith("#") for word in words):
        return
    late = next((word for word in words[1:] if word.raw.startswith("--")), None)
    if late is not None:
        yield Finding(late.span, "Flags come before the image")
    elif words[1].raw.upper() != "AS":
        yield Finding(_rest(words, 1), _FROM)
    elif len(words) > _FULL:
        yield Finding(_rest(words, _FULL), _FROM)
    else:
        yield Finding(words[1].span, "The name of the stage is missing")


def _rest(words: tuple[Word, ...], start: int) -> Span:
    return cover(words[start].span, words[-1].span)


def _transfer(instruction: Transfer) -> Iterator[Finding]:
    openers = {document.opener for document in instruction.heredocs}
    destination = instruction.destination
    if destination is not None:
        if destination.span in openers:
            yield Finding(destination.span, "The destination is missing: a here-document cannot be one")
        return
    if instruction.sources:
        yield Finding(instruction.sources[-1].span, f"{instruction.name} needs a source and a destination")
    else:
        yield Finding(instruction.keyword.span, f"{instruction.name} needs a source and a destination")


def _healthcheck(instruction: Healthcheck) -> Iterator[Finding]:
    kind = instruction.kind
    if kind is None:
        yield Finding(instruction.keyword.span, "HEALTHCHECK needs CMD and a command, or NONE")
    elif kind.raw.upper() == "NONE":
        if instruction.command is not None and not instruction.command.text.startswith("#"):
            yield Finding(instruction.command.span, "Nothing may follow HEALTHCHECK NONE")
    elif kind.raw.upper() != "CMD":
        flag = instruction.flags[-1] if instruction.flags else None
        if flag is None or flag.value is not None:
            yield Finding(kind.span, f"HEALTHCHECK takes CMD or NONE, not {kind.raw}")
    elif instruction.command is None:
        yield Finding(kind.span, "The command is missing")
