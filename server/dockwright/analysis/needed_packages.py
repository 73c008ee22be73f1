"""Programs that the full images have and the slim ones have not."""

from collections.abc import Iterator

from dockwright.analysis.images import is_alpine
from dockwright.analysis.roles import Role, role
from dockwright.model.commands import calls_of
from dockwright.model.stages import Stage
from dockwright.syntax.nodes import Healthcheck, Run

_PACKAGES = {"addgroup": "adduser", "adduser": "adduser", "curl": "curl", "wget": "wget"}
"""Debian's package for each program."""


def needed_packages(stage: Stage, image: str) -> tuple[str, ...]:
    """The packages for what a HEALTHCHECK calls and what makes users, where `image` is a slim Debian in its place."""
    if stage.reference is None or is_alpine(stage.reference) or image == stage.reference.text:
        return ()
    return tuple(sorted({_PACKAGES[name] for name in _called(stage) if name in _PACKAGES}))


def _called(stage: Stage) -> Iterator[str]:
    for check in stage.every(Healthcheck):
        form = check.node.command
        if form is not None and form.words:
            yield form.words[0].value
        if form is not None and form.script is not None:
            yield from (command.name for command in form.script.commands)
    for run in stage.every(Run):
        if role(stage, run) is Role.SET_UP:
            yield from (call.name for call in calls_of(run.node))
