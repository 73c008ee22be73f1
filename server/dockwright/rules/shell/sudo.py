"""sudo in a build."""

from collections.abc import Iterator

from dockwright.model.commands.calls import Call
from dockwright.model.commands.wrappers import program
from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.rules.runs import run_calls
from dockwright.syntax.nodes import Placed, Run
from dockwright.syntax.shell.nodes import ShellWord
from dockwright.text.edit import delete
from dockwright.text.span import Span


@rule(Severity.WARNING, on=Stage, aliases=("DL3004", "DS-0010", "CKV2_DOCKER_1"))
def sudo(stage: Stage) -> Iterator[Finding]:
    """RUN uses sudo.

    RUN is root already unless a USER says otherwise, and most images have no sudo. Where there is one, whatever
    breaks into the container may use it to become root. Do what needs root before the USER.

    ```dockerfile bad
    FROM debian:13
    RUN ⟦sudo⟧ apt-get update && ⟦sudo⟧ -E apt-get install -y curl
    ```

    ```dockerfile fixed
    FROM debian:13
    RUN apt-get update && apt-get install -y curl
    ```

    ```dockerfile bad
    FROM debian:13
    USER app
    RUN ⟦sudo⟧ chown app /data
    ```

    ```dockerfile good
    FROM debian:13
    RUN apt-get install -y sudo && echo "app ALL=(ALL) ALL" > /etc/sudoers.d/app
    ```
    """
    seen: set[Span] = set()
    for run, call in run_calls(stage):
        if call.name != "sudo" and "sudo" not in call.wrappers:
            continue
        word = next((word for word in call.command.words if program(word.value) == "sudo"), None)
        if word is None or (place := run.place(word.span)) in seen:
            continue
        seen.add(place)
        is_root = stage.state_at(run.at).is_root
        hint = "RUN is root already" if is_root else "do it as root before the USER"
        yield Finding(place, f"Leave sudo out: {hint}", _fixes(run, call, word) if is_root else ())


def _fixes(run: Placed[Run], call: Call, word: ShellWord) -> tuple[Fix, ...]:
    words = call.command.words
    at = words.index(word) + 1
    while at < len(words) and words[at].value in {"-E", "-H", "-n", "-S", "--"}:
        at += 1
    if at >= len(words) or words[at].value.startswith("-") or "=" in words[at].value or call.command.words[0] != word:
        return ()
    if run.node.command is None or run.node.command.is_exec or call.wrappers[:1] != ("sudo",):
        return ()
    between = Span(word.span.start, words[at].span.start)
    if "\n" in between.of(run.node.text):
        return ()
    return (Fix("Leave sudo out", (delete(run.place(between)),)),)
