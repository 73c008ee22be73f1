"""Hand a secret over in a mount and not as a build argument."""

import re
from collections.abc import Iterator
from functools import partial

from dockwright.analysis.frontend import is_too_old
from dockwright.analysis.safety import Safety
from dockwright.analysis.secrets import SecretArgument, secret_argument
from dockwright.knowledge.secret_names import is_secret
from dockwright.refactor.blocks import removed
from dockwright.refactor.model import Change, Context, Offer, Refactoring
from dockwright.syntax.nodes import Arg, Assignment, File
from dockwright.text.edit import Edit, delete, insert
from dockwright.text.span import Span

_NAME = "secret-mount"
_SINCE = (1, 10)
"""The version of the syntax that brought `env=` of secret mounts."""
_FINGERPRINT = re.compile(r"(?:0x)?[0-9A-F]{40}", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t]*\Z")


def offers(context: Context) -> Iterator[Offer]:
    """One offer for each ARG that looks like a secret."""
    old = is_too_old(context.facts.file, _SINCE)
    for stage in context.facts.stages:
        for argument in stage.every(Arg):
            for assignment in argument.node.assignments:
                if not is_secret(assignment.key.value) or _is_fingerprint(assignment):
                    continue
                found = secret_argument(stage, argument, assignment, context.facts, context.project)
                yield Offer(
                    id=f"{_NAME}:{found.name}:{argument.at}",
                    title=f"Hand {found.name} over in a secret mount",
                    span=argument.place(assignment.key.span),
                    safety=Safety.UNSAFE if assignment.value is None else Safety.MANUAL,
                    note=_note(found),
                    build=partial(build, context.facts.file, found),
                    disabled=old or found.obstacle,
                )


def _is_fingerprint(assignment: Assignment) -> bool:
    """Whether the value is the fingerprint of an OpenPGP key, which is public."""
    return assignment.value is not None and _FINGERPRINT.fullmatch(assignment.value.value) is not None


def _note(found: SecretArgument) -> str:
    name = found.name
    note = f"build with --secret id={name.lower()},env={name} in the place of --build-arg {name}"
    if found.assignment.value is not None:
        note = f"{note}; the value that stood here is known to whoever has the file: make a new one"
    return note


def build(file: File, found: SecretArgument) -> Change:
    """The ARG goes, each RUN that needs it gets the mount."""
    mount = f" --mount=type=secret,id={found.name.lower()},env={found.name}"
    edits: list[Edit] = []
    for run in found.runs:
        last = run.node.flags[-1].span if run.node.flags else run.node.keyword.span
        edits.append(insert(run.at + last.end, mount))
    argument = found.argument
    if len(argument.node.assignments) == 1:
        edits.append(_line(file, found))
    else:
        span = found.assignment.span
        before = _BLANKS.search(argument.node.text, 0, span.start)
        start = before.start() if before is not None else span.start
        edits.append(delete(Span(start, span.end).shift(argument.at)))
    return Change(tuple(edits))


def _line(file: File, found: SecretArgument) -> Edit:
    """The whole instruction; comments above it stay, for they may speak of more than this line."""
    argument = found.argument
    whole = removed(file, argument)
    return Edit(Span(argument.at, max(argument.end, whole.span.end)), "")


secret_mount = Refactoring(
    name=_NAME,
    title="Hand a secret over in a mount",
    doc="A secret mount is there during one RUN; nothing of it stays in the image or in its history.",
    offers=offers,
)
