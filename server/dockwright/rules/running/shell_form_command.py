"""CMD and ENTRYPOINT as shell text."""

from collections.abc import Iterator

from dockwright.analysis.safety import Safety
from dockwright.model.facts import Facts
from dockwright.model.stages import Stage
from dockwright.rules.exec_form import by_shell, exec_form, mended_array
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.rules.triggers import triggered
from dockwright.syntax.nodes import Cmd, CommandForm, Entrypoint, Instruction, Placed
from dockwright.text.edit import replace
from dockwright.text.span import Span

_KINDS = (Cmd, Entrypoint)
_NOT_KNOWN = "If the base image has an ENTRYPOINT, that gets the words without a shell: check that it is meant to."
_OTHER_SHELL = "If the base image has a SHELL of its own, the command does not run in it any more."
_ONE_STEP = "The other command changes what is run: check the two together."


@rule(Severity.WARNING, on=Facts, reads_commands=False, aliases=("JSONArgsRecommended", "DL3025", "S7019"))
def shell_form_command(facts: Facts) -> Iterator[Finding]:
    r"""CMD or ENTRYPOINT in the shell form.

    Then `/bin/sh -c` is process 1 and the program its child. The shell does not pass
    on the signal of `docker stop`, which waits ten seconds and kills both; nothing is shut down in
    order.

    ```dockerfile bad
    FROM node:22
    CMD ⟦node server.js⟧
    ```

    ```dockerfile fixed
    FROM node:22
    CMD ["node", "server.js"]
    ```

    What needs a shell says so, and `exec` has the program take the place of the shell:

    ```dockerfile bad
    FROM node:22
    CMD ⟦node server.js --port $PORT⟧
    ```

    ```dockerfile fixed
    FROM node:22
    CMD ["/bin/sh", "-c", "exec node server.js --port $PORT"]
    ```

    ```dockerfile bad
    FROM node:22
    ENTRYPOINT ⟦node migrate.js && NODE_ENV=production node "server.js"⟧
    ```

    ```dockerfile fixed
    FROM node:22
    ENTRYPOINT ["/bin/sh", "-c", "node migrate.js && NODE_ENV=production exec node \"server.js\""]
    ```

    The end of a pipe, of `||` or of what runs in the background is no place for `exec`; a script can do what is meant.
    A SHELL instruction says that the shell is wanted.

    ```dockerfile bad
    FROM node:22
    CMD ⟦node server.js || sleep 3⟧
    ```

    ```dockerfile good
    FROM node:22
    SHELL ["/bin/bash", "-o", "pipefail", "-c"]
    CMD node server.js | tee /var/log/app.log
    ```
    """
    for stage in facts.stages:
        for placed in stage.instructions:
            if isinstance(placed.node, _KINDS) and _is_shell_form(stage, placed, placed.at):
                yield _finding(stage, placed)
    for each in triggered(facts):
        if _is_shell_form(each.stage, each.placed, each.stage.from_.end):
            name = each.placed.node.name
            yield Finding(each.span, f"An ONBUILD {name} of {each.stage.base_text} is in the shell form")


def _is_shell_form(stage: Stage, placed: Placed[Instruction], at: int) -> bool:
    node = placed.node
    if not isinstance(node, Cmd | Entrypoint) or (node.command is not None and node.command.is_exec):
        return False
    base = stage.root.scope.base
    return stage.state_at(at).shell_by is None and not (base is not None and base.shell)


def _finding(stage: Stage, placed: Placed[Instruction]) -> Finding:
    node = placed.node
    command = node.command if isinstance(node, Cmd | Entrypoint) else None
    if command is None:
        return Finding(placed.place(node.keyword.span), f"{node.name} without a command runs an empty shell")
    span = placed.place(command.span)
    if command.text.startswith("["):
        mended = mended_array(command.text)
        message = "This is not valid JSON, so a shell runs it with its brackets and quotes"
        return Finding(span, message, _fixes(stage, placed, span, mended))
    message = f"A shell runs this {node.name} and keeps signals from the program: use a JSON array"
    if command.text.startswith("exec "):
        message = f"A shell starts this {node.name}: use a JSON array, or say by SHELL that it is wanted"
    if not stage.state_at(placed.at).is_posix:
        return Finding(span, message)
    text = exec_form(command)
    if text is not None:
        return Finding(span, message, _fixes(stage, placed, span, text))
    return Finding(span, message, tuple(_explicit(stage, command, span)))


def _explicit(stage: Stage, command: CommandForm, span: Span) -> Iterator[Fix]:
    array = by_shell(command)
    if array is None:
        return
    if stage.root.scope.base is None and not stage.root.is_scratch:
        yield Fix(f"Use {array}", (replace(span, array),), Safety.UNSAFE, _OTHER_SHELL)
    else:
        yield Fix(f"Use {array}", (replace(span, array),))


def _fixes(stage: Stage, placed: Placed[Instruction], span: Span, array: str | None) -> tuple[Fix, ...]:
    if array is None:
        return ()
    edit = replace(span, array)
    if _meets_another(stage, placed):
        return (Fix(f"Use {array}", (edit,), Safety.UNSAFE, _ONE_STEP),)
    if isinstance(placed.node, Cmd) and _has_unknown_base(stage):
        return (Fix(f"Use {array}", (edit,), Safety.UNSAFE, _NOT_KNOWN),)
    return (Fix(f"Use {array}", (edit,)),)


def _has_unknown_base(stage: Stage) -> bool:
    """Whether an ENTRYPOINT that is not known may wrap the command, unless the stage sets one."""
    return (
        stage.root.scope.base is None
        and not stage.root.is_scratch
        and all(each.last(Entrypoint) is None for each in stage.chain)
    )


def _meets_another(stage: Stage, placed: Placed[Instruction]) -> bool:
    """Whether there is both a CMD and an ENTRYPOINT: in the shell form the one hides or wraps the other."""
    if isinstance(placed.node, Entrypoint):
        return stage.last(Cmd) is not None
    if any(each.last(Entrypoint) is not None for each in stage.chain):
        return True
    base = stage.root.scope.base
    return base is not None and bool(base.entrypoint)
