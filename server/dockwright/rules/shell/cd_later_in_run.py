"""cd in the midst of a RUN."""

from collections.abc import Iterator

from dockwright.model.stages import Stage
from dockwright.rules.leading_cd import leading_cd
from dockwright.rules.model import Finding, Severity, rule
from dockwright.rules.runs import posix_runs


@rule(Severity.OFF, on=Stage, aliases=("DL3003",))
def cd_later_in_run(stage: Stage) -> Iterator[Finding]:
    """Cd in the midst of a RUN.

    WORKDIR cannot take its place without cutting the RUN in two, and what the first half leaves behind stays in
    its layer: that is why this rule is off unless it is asked for. It reports the first `cd` of each RUN that does not
    begin with one.

    ```dockerfile bad
    FROM debian:13
    RUN tar xf /tmp/source.tar && ⟦cd source⟧ && make && cd .. && rm -r source
    RUN (⟦cd /src⟧ && make)
    ```

    The one at the beginning is for cd-in-run:

    ```dockerfile good
    FROM debian:13
    RUN cd /src && make
    RUN make -C /src
    ```
    """
    for run in posix_runs(stage):
        if leading_cd(stage, run) is not None:
            continue
        commands = (command for script in run.node.scripts for command in script.commands)
        found = next((command for command in commands if command.name == "cd"), None)
        if found is not None:
            yield Finding(run.place(found.span), "This holds for the rest of this RUN only: WORKDIR holds for all")
