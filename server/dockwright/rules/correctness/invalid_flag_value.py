"""Flags with a value that the builder refuses."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from dockwright.rules.durations import parse_duration
from dockwright.rules.flags import known_flags
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.rules.platforms import parse_platform
from dockwright.rules.suggest import did_you_mean, nearest
from dockwright.syntax.nodes import Add, Flag, Healthcheck, Instruction
from dockwright.text.edit import replace
from dockwright.text.span import Span

_NETWORKS = ("default", "none", "host")
_SECURITIES = ("sandbox", "insecure")
_SHORTEST = 10**6
_OCTAL = re.compile(r"0*[0-7]{1,4}", re.ASCII)
_SYMBOLIC = re.compile(r"[ugoa]*(?:[-+=](?:[rwxXst]*|[ugo]))+(?:,[ugoa]*(?:[-+=](?:[rwxXst]*|[ugo]))+)*")
_CHECKSUM = re.compile(r"(?:sha256:[0-9a-f]{64}|sha384:[0-9a-f]{96}|sha512:[0-9a-f]{128})", re.ASCII)
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?", re.ASCII)
_REMOTE = re.compile(r"https?://|git://|ssh://|git@|[\w.-]+@[\w.-]+:")
_STAGE = re.compile(r"[a-z0-9_-]+")
_NONE = "NONE"


class _Wrong(NamedTuple):
    message: str
    wanted: str | None = None
    """The value that was probably meant."""


@rule(Severity.ERROR, on=Instruction)
def invalid_flag_value(instruction: Instruction) -> Iterator[Finding]:
    r"""Flag with an invalid value.

    ```dockerfile bad
    FROM alpine:3.22
    COPY --link=⟦yes⟧ --chmod=⟦0888⟧ app /app
    RUN --network=⟦nnone⟧ make
    HEALTHCHECK --interval=⟦30⟧ CMD probe
    ```

    A value follows its flag after an equals sign:

    ```dockerfile bad
    FROM alpine:3.22
    HEALTHCHECK --⟦interval⟧ 30s CMD probe
    ```

    ```dockerfile fixed
    FROM alpine:3.22
    HEALTHCHECK --interval=30s CMD probe
    ```

    ```dockerfile good
    FROM alpine:3.22
    COPY --link --chmod=u+x app /app
    RUN --network=none make
    HEALTHCHECK --interval=1m30s CMD probe
    ```
    """
    known = known_flags(instruction)
    if not instruction.flags or (isinstance(instruction, Healthcheck) and _is_none(instruction)):
        return
    for flag in instruction.flags:
        if flag.name not in known:
            continue
        if flag.value is None:
            if not known[flag.name].boolean:
                yield _missing(instruction, flag)
            continue
        wrong = _wrong(instruction, flag, flag.value.value, boolean=known[flag.name].boolean)
        if wrong is not None:
            fixes = ()
            if wrong.wanted is not None:
                fixes = (Fix(f"Change to {wrong.wanted}", (replace(flag.value.span, wrong.wanted),)),)
            span = flag.value.span if flag.value.raw else flag.span
            yield Finding(span, wrong.message, fixes)


def _is_none(instruction: Healthcheck) -> bool:
    return instruction.kind is not None and instruction.kind.raw.upper() == _NONE


def _missing(instruction: Instruction, flag: Flag) -> Finding:
    """`--interval 30s`: what follows is the value, if it looks like one."""
    fixes: tuple[Fix, ...] = ()
    word = next(iter(instruction.arguments), None)
    if word is not None and flag is instruction.flags[-1] and _is_value(instruction, flag, word.raw):
        edit = replace(Span(flag.span.end, word.span.start), "=")
        fixes = (Fix(f"Change to --{flag.name}={word.raw}", (edit,)),)
    return Finding(flag.name_span, f"--{flag.name} needs a value: --{flag.name}=…", fixes)


def _is_value(instruction: Instruction, flag: Flag, text: str) -> bool:
    if flag.name == "mount":
        return text.startswith(("type=", "from=", "target=", "source="))
    if flag.name in _HEALTH:
        return parse_duration(text) is not None
    if flag.name == "from":
        return len(instruction.arguments) > len("xy") and _STAGE.fullmatch(text) is not None
    return flag.name == "platform" and "/" in text


def _wrong(instruction: Instruction, flag: Flag, text: str, *, boolean: bool) -> _Wrong | None:
    if flag.name in {"network", "security"}:
        return _choice(flag, text)
    if "$" in text:
        return None
    if boolean:
        return _boolean(flag, text)
    if flag.name == "checksum" and isinstance(instruction, Add):
        return _checksum(instruction, text)
    check = _CHECKS.get(flag.name)
    return check(flag, text) if check is not None else None


def _choice(flag: Flag, text: str) -> _Wrong | None:
    choices = _NETWORKS if flag.name == "network" else _SECURITIES
    if text in choices or not text:
        return None
    near = nearest(text, choices)
    shown = ", ".join(choices)
    return _Wrong(f"--{flag.name} takes {shown}{did_you_mean(near)}", near)


def _boolean(flag: Flag, text: str) -> _Wrong | None:
    if text.lower() in {"true", "false", ""}:
        return None
    wanted = {"yes": "true", "on": "true", "1": "true", "no": "false", "off": "false", "0": "false"}.get(text.lower())
    return _Wrong(f"--{flag.name} is true or false, not {text}", wanted)


def _duration(flag: Flag, text: str) -> _Wrong | None:
    if not text:
        return None
    nanoseconds = parse_duration(text)
    if nanoseconds is None:
        wanted = f"{text}s" if text.isascii() and text.isdigit() else None
        return _Wrong(f"{text} is no duration: write it like 30s or 1m30s", wanted)
    if nanoseconds and nanoseconds < _SHORTEST:
        return _Wrong(f"--{flag.name} must be at least 1ms")
    return None


def _retries(_: Flag, text: str) -> _Wrong | None:
    digits = text.removeprefix("+")
    if not text or (digits.isascii() and digits.isdigit()):
        return None
    return _Wrong(f"--retries is a number, not {text}")


def _mode(_: Flag, text: str) -> _Wrong | None:
    if _OCTAL.fullmatch(text) or (text and _SYMBOLIC.fullmatch(text)):
        return None
    return _Wrong(f"{text or 'nothing'} is no file mode: write an octal number up to 7777, or like u+x")


def _platform(_: Flag, text: str) -> _Wrong | None:
    if parse_platform(text) is not None:
        return None
    return _Wrong(f"{text} is no platform: write it like linux/amd64")


def _checksum(instruction: Add, text: str) -> _Wrong | None:
    if len(instruction.sources) > 1:
        return _Wrong("A checksum is for one source only")
    source = instruction.sources[0].value if instruction.sources else ""
    if source and "$" not in source and not _REMOTE.match(source):
        return _Wrong("A checksum is for a download or a Git repository, not for a file of the context")
    if _CHECKSUM.fullmatch(text) or _COMMIT.fullmatch(text):
        return None
    return _Wrong("The checksum must be like sha256: and 64 hexadecimal digits, or a Git commit")


_HEALTH = frozenset({"interval", "timeout", "start-period", "start-interval"})
_CHECKS: dict[str, Callable[[Flag, str], _Wrong | None]] = {
    **dict.fromkeys(_HEALTH, _duration),
    "retries": _retries,
    "chmod": _mode,
    "platform": _platform,
}
