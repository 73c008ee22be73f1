"""apt-get update in a RUN of its own."""

from collections.abc import Iterator

from dockwright.analysis.package_lists import only_updates, readers
from dockwright.analysis.removal import without_instruction
from dockwright.analysis.safety import Safety
from dockwright.model.packages.caches import APT_LISTS, is_mounted
from dockwright.model.packages.kinds import Manager, Verb
from dockwright.model.run_commands import RunCommand, run_commands
from dockwright.model.stages import Stage
from dockwright.rules.lines import line_end
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.syntax.nodes import Placed, Run
from dockwright.text.edit import insert, replace
from dockwright.text.span import Span

_SCRIPTS = "Check that nothing else installs from the index: a script, say."


@rule(Severity.WARNING, on=Stage, aliases=("DS-0017", "CKV_DOCKER_5", "DF028"))
def apt_update_alone(stage: Stage) -> Iterator[Finding]:
    r"""`apt-get update` stands in a RUN of its own.

    Its layer is cached and the install's is not: when the list of packages changes, apt looks them up in an index from
    long ago, and asks for versions that are no longer there. In one RUN they are run together.

    ```dockerfile bad
    FROM debian:13
    RUN ⟦apt-get update⟧
    RUN apt-get install -y --no-install-recommends curl
    ```

    ```dockerfile fixed
    FROM debian:13
    RUN apt-get update && \
        apt-get install -y --no-install-recommends curl
    ```

    ```dockerfile bad
    FROM debian:13
    # the index
    RUN ⟦apt-get update⟧

    # the tools
    RUN apt-get install -y --no-install-recommends curl
    ```

    ```dockerfile fixed
    FROM debian:13
    # the index

    # the tools
    RUN apt-get update && \
        apt-get install -y --no-install-recommends curl
    ```

    ```dockerfile good
    FROM debian:13
    RUN apt-get update && apt-get install -y curl
    RUN apt-get update && ./install-tools.sh
    RUN --mount=type=cache,target=/var/lib/apt apt-get update
    ```
    """
    for run, command in run_commands(stage):
        if command.manager is not Manager.APT or command.verb is not Verb.UPDATE_INDEX:
            continue
        if is_mounted(run.node, APT_LISTS) or not only_updates(run.node):
            continue
        following = readers(stage, RunCommand(run, command))
        if not following and not stage.ships:
            continue
        fixes = _joined(stage, run, following[0].run) if following else _removed(run)
        yield Finding(
            run.place(command.span), "Update and install in one RUN: the index of this one grows old", (*fixes,)
        )


def _removed(run: Placed[Run]) -> Iterator[Fix]:
    edit = without_instruction(run)
    if edit is not None:
        yield Fix("Remove the RUN", (edit,), Safety.UNSAFE, _SCRIPTS)


def _joined(stage: Stage, run: Placed[Run], following: Placed[Run]) -> Iterator[Fix]:
    """Have the RUN that installs update first."""
    if run.node.flags or following.node.flags:
        return
    first, second = run.node.command, following.node.command
    if first is None or second is None or first.script is None or second.script is None:
        return
    before, after = stage.state_at(run.at), stage.state_at(following.at)
    if run.node.heredocs or following.node.heredocs or (before.shell, before.user) != (after.shell, after.user):
        return
    if not first.script.complete or first.text.rstrip().endswith((";", "&", "\\", "|")) or "#" in first.text:
        return
    start = following.at + second.span.start
    text = f" && {run.node.escape}{line_end(run.node.text)}    "
    if run.end == following.at:
        yield Fix("Join the two RUNs", (replace(Span(run.at + first.span.end, start), text),))
        return
    removed = without_instruction(run)
    if removed is None:
        return
    edits = (removed, insert(start, f"{first.span.of(run.node.text)}{text}"))
    if any(run.at < each.at < following.at for each in stage.every(Run)):
        yield Fix("Update in the RUN that installs", edits, Safety.UNSAFE, _SCRIPTS)
    else:
        yield Fix("Update in the RUN that installs", edits)
