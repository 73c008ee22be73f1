"""WORKDIRs that depend on the base image's."""

import re
from collections.abc import Iterator

from dockwright.analysis.safety import Safety
from dockwright.model.facts import Facts
from dockwright.model.stages import Stage
from dockwright.model.state import WINDOWS_SHELL
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.rules.triggers import Triggered, triggered
from dockwright.syntax.nodes import Placed, Word, Workdir
from dockwright.text.edit import replace

_PLAIN = re.compile(r"(?:\./)*(?P<path>[A-Za-z0-9_][A-Za-z0-9_./-]*)")
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
_NOTE = "Check that the base image's working directory is the root: the path is relative to that now."


@rule(
    Severity.WARNING,
    on=Facts,
    reads_commands=False,
    aliases=("WorkdirRelativePath", "DL3000", "DS-0009", "CKV_DOCKER_10"),
)
def relative_workdir(facts: Facts) -> Iterator[Finding]:
    r"""First WORKDIR of a stage is relative.

    It is joined to the working directory of the base image, and moves when
    a new version of that image moves.

    ```dockerfile bad
    FROM alpine:3.22
    WORKDIR ⟦app⟧
    ```

    ```dockerfile fixed
    FROM alpine:3.22
    WORKDIR /app
    ```

    After an absolute one it is clear where a relative one leads:

    ```dockerfile good
    FROM alpine:3.22
    WORKDIR /srv
    WORKDIR app
    ```
    """
    for stage in facts.stages:
        first = next(stage.every(Workdir), None)
        path = first.node.path if first is not None else None
        if first is None or path is None or path.value.startswith("/"):
            continue
        if stage.state_at(first.at).workdir_by is None and _is_relative(stage, first, first.at):
            message = f"{path.value} is relative to the base image's working directory"
            yield Finding(first.place(path.span), message, _fixes(stage, first, path))
    yield from _in_triggers(facts)


def _in_triggers(facts: Facts) -> Iterator[Finding]:
    seen: set[int] = set()
    for each in triggered(facts):
        node = each.placed.node
        if not isinstance(node, Workdir) or each.stage.index in seen or _has_workdir(each):
            continue
        seen.add(each.stage.index)
        if _is_relative(each.stage, Placed(each.placed.at, node), each.stage.from_.end):
            yield Finding(each.span, f"An ONBUILD WORKDIR of {each.stage.base_text} is relative")


def _has_workdir(each: Triggered) -> bool:
    parent = each.stage.parent
    return parent is not None and parent.state_at().workdir_by is not None


def _is_relative(stage: Stage, placed: Placed[Workdir], at: int) -> bool:
    """Whether the path is relative for certain, after substitution."""
    word = placed.node.path
    if word is None:
        return False
    path = stage.scope.expand(word, placed.node.escape, at)
    if path is None:
        path = word.value if not word.value.startswith("$") else "/"
    if stage.root.state_at(stage.root.from_.end).shell == WINDOWS_SHELL:
        return not path.startswith(("/", "\\")) and _DRIVE.match(path) is None
    return not path.startswith("/")


def _fixes(stage: Stage, placed: Placed[Workdir], path: Word) -> tuple[Fix, ...]:
    match = _PLAIN.fullmatch(path.raw)
    if match is None:
        return ()
    base = stage.state_at(placed.at).workdir
    whole = f"{(base or '').rstrip('/')}/{match['path']}"
    edit = replace(placed.place(path.span), whole)
    if base is None:
        return (Fix(f"Change to {whole}", (edit,), Safety.UNSAFE, _NOTE),)
    return (Fix(f"Change to {whole}", (edit,)),)
