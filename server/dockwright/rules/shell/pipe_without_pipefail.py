"""Any pipe of which the shell hears the last command only."""

from collections.abc import Iterator

from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Severity, rule
from dockwright.rules.pipes import hides_download, pipes, sets_pipefail
from dockwright.rules.runs import posix_runs


@rule(Severity.OFF, on=Stage, aliases=("DL4006",))
def pipe_without_pipefail(stage: Stage) -> Iterator[Finding]:
    """A pipe without `pipefail`.

    The shell hears of the last command only, whatever becomes of the others. Most pipes begin with what does not fail
    (`echo`), or end with what fails itself when it gets nothing (`tar`), and dash and BusyBox's older shells do not
    know the option: that is why this rule is off unless it is asked for. It reports the first such pipe of each RUN.

    ```dockerfile bad
    FROM debian:13
    RUN ⟦echo "$SUM  app.tar"⟧ | sha256sum -c -
    RUN version="$(⟦cat /etc/os-release⟧ | grep ID)"
    ```

    A download that nobody misses is for no-pipefail:

    ```dockerfile good
    FROM debian:13
    RUN curl -fsSL https://example.com/install.sh | sh
    RUN set -o pipefail && cat names | sort
    SHELL ["/bin/bash", "-o", "pipefail", "-c"]
    RUN cat names | sort
    ```
    """
    for run in posix_runs(stage):
        if any("pipefail" in word for word in stage.state_at(run.at).shell):
            continue
        found = [
            pipe for script in run.node.scripts if not sets_pipefail(script.commands) for pipe in pipes(script.commands)
        ]
        if found and not any(hides_download(pipe) for pipe in found):
            yield Finding(run.place(found[0][0].span), "If this fails, the pipe may succeed still: set pipefail")
