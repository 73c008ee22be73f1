"""Another shell linked to /bin/sh."""

from collections.abc import Iterator

from dockwright.analysis.safety import Safety
from dockwright.model.commands.calls import Call, calls_of
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.syntax.nodes import Run
from dockwright.text.edit import replace

_SH = frozenset({"/bin/sh", "/usr/bin/sh"})
_BASHES = frozenset({"/bin/bash", "/usr/bin/bash", "bash"})


@rule(Severity.WARNING, on=Run, aliases=("DL4005",))
def link_over_sh(run: Run) -> Iterator[Finding]:
    """`/bin/sh` is replaced by another shell.

    Every script of the system was written for the shell that was there, and a package update may put it back.
    SHELL tells the builder which shell RUN is for, and changes nothing else.

    ```dockerfile bad
    FROM debian:13
    RUN ⟦ln -sf /bin/bash /bin/sh⟧
    ```

    ```dockerfile fixed
    FROM debian:13
    SHELL ["/bin/bash", "-c"]
    ```

    ```dockerfile bad
    FROM debian:13
    RUN rm /bin/sh && ⟦ln -s /bin/bash /bin/sh⟧
    ```

    ```dockerfile good
    FROM debian:13
    SHELL ["/bin/bash", "-c"]
    RUN ln -s /bin/sh /opt/sh && ln -s /opt/bin/tool /usr/bin/tool
    ```
    """
    for call in calls_of(run):
        words = [word.value for word in call.arguments if not word.value.startswith("-")]
        if call.name == "ln" and len(words) > 1 and words[-1] in _SH:
            yield Finding(call.span, "Leave /bin/sh as it is and choose the shell with SHELL", _fixes(run, call, words))


def _fixes(run: Run, call: Call, words: list[str]) -> tuple[Fix, ...]:
    if run.command is None or run.command.script is None or run.flags or run.heredocs:
        return ()
    if len(run.command.script.commands) != 1 or words[0] not in _BASHES or call.wrappers:
        return ()
    keyword = "shell" if run.keyword.raw.islower() else "SHELL"
    note = "check that no program in the image expects to find bash at /bin/sh"
    return (Fix("Use SHELL", (replace(run.span, f'{keyword} ["/bin/bash", "-c"]'),), Safety.UNSAFE, note),)
