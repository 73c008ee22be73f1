"""Programs that the full images have and the slim ones have not."""

from collections.abc import Iterator

from dockwright.analysis.images import is_alpine
from dockwright.analysis.roles import Role, role
from dockwright.model.commands import calls_of
from dockwright.model.commands.calls import calls_in
from dockwright.model.stages import Stage
from dockwright.syntax.nodes import Healthcheck, Run
from dockwright.syntax.shell.parser import parse_script

_PACKAGES = {"addgroup": "adduser", "adduser": "adduser", "curl": "curl", "wget": "wget"}
"""Debian's package for each program."""
_IN_SCRIPTS = {
    **_PACKAGES,
    "file": "file",
    "git": "git",
    "make": "make",
    "pgrep": "procps",
    "pkill": "procps",
    "ps": "procps",
    "ssh": "openssh-client",
    "unzip": "unzip",
}
"""Those that the script which is started calls as a rule to wait for something, or to look at it."""


def needed_packages(stage: Stage, image: str, scripts: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The packages for what a HEALTHCHECK and `scripts` call and what makes users.

    None unless `image` is a slim Debian in the place of a full one. `scripts` are the texts of shell scripts.
    """
    if stage.reference is None or is_alpine(stage.reference) or image == stage.reference.text:
        return ()
    found = {_PACKAGES[name] for name in _called(stage) if name in _PACKAGES}
    found |= {_IN_SCRIPTS[name] for text in scripts for name in programs_of(text) if name in _IN_SCRIPTS}
    return tuple(sorted(found))


def programs_of(text: str) -> Iterator[str]:
    """The programs that a shell script calls."""
    return (call.name for call in calls_in(parse_script(text, lambda offset, _: offset)))


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
