"""Commands that make no sense in a build."""

from collections.abc import Iterator

from dockwright.model.commands.calls import Call
from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Severity, rule
from dockwright.rules.runs import run_calls
from dockwright.syntax.nodes import Placed, Run

_SHOWING = frozenset({"free", "htop", "ps", "top", "uptime"})
_STOPPING = frozenset({"halt", "poweroff", "reboot", "shutdown"})
_EDITORS = frozenset({"emacs", "nano", "vi", "vim"})
_STARTS = frozenset({"start", "restart", "reload"})


@rule(Severity.INFO, on=Stage, aliases=("DL3001",))
def pointless_command(stage: Stage) -> Iterator[Finding]:
    """RUN runs what makes no sense in a build.

    What shows the state of the system shows it to nobody, an editor waits for keys that nobody
    presses, and a service that is started last ends with its RUN: no later RUN and no container finds it.

    ```dockerfile bad
    FROM debian:13
    RUN ⟦top⟧ -b -n 1
    RUN apt-get update && ⟦service postgresql start⟧
    RUN ⟦systemctl enable --now⟧ nginx
    ```

    ```dockerfile good
    FROM debian:13
    RUN service postgresql start && psql -f /schema.sql && kill %1
    RUN systemctl enable nginx
    RUN --mount=type=ssh ssh git@example.com archive | tar x
    RUN apt-get install -y vim
    ```
    """
    calls = list(run_calls(stage))
    for index, (run, call) in enumerate(calls):
        is_last = index + 1 == len(calls) or calls[index + 1][0].at != run.at
        yield from _findings(run, call, is_last=is_last)


def _findings(run: Placed[Run], call: Call, *, is_last: bool) -> Iterator[Finding]:
    name, words = call.name, [word.value for word in call.arguments]
    if name in _SHOWING and call.command.joined_by not in {"|", "|&"} and not _is_used(run.node, call):
        yield Finding(run.place(call.words[0].span), f"{name} shows something that nobody sees")
    elif name in _STOPPING:
        yield Finding(run.place(call.words[0].span), f"{name} has nothing to stop in a build")
    elif name in _EDITORS and not any(word.startswith(("-", "+")) for word in words):
        yield Finding(run.place(call.words[0].span), f"{name} waits for keys that nobody presses")
    elif name == "service" and is_last and len(words) > 1 and words[1] in _STARTS:
        yield Finding(run.place(call.span), "The service ends with this RUN: start it where the container starts")
    elif name == "systemctl" and words and (words[0] in _STARTS or words[:2] == ["enable", "--now"]):
        span = call.span if words[0] in _STARTS else call.span._replace(end=call.words[2].span.end)
        yield Finding(run.place(span), "There is no systemd in a build to start a service")


def _is_used(run: Run, call: Call) -> bool:
    """Whether the output goes somewhere: into a pipe, a file or a variable."""
    if call.command.redirections:
        return True
    commands = [command for script in run.scripts for command in script.commands]
    at = next((index for index, command in enumerate(commands) if command is call.command), None)
    if at is None:
        return True
    return at + 1 < len(commands) and commands[at + 1].joined_by in {"|", "|&"} and commands[at + 1].name != "cat"
