"""Archives that are copied and then unpacked."""

import posixpath
from collections.abc import Iterator

from dockwright.model.commands.calls import Call
from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Severity, rule
from dockwright.rules.runs import run_calls
from dockwright.syntax.nodes import Copy

_ARCHIVES = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz", ".tbz2", ".tar.xz", ".txz", ".tar.zst")


@rule(Severity.INFO, on=Stage, aliases=("DL3010",))
def archive_copied_then_extracted(stage: Stage) -> Iterator[Finding]:
    """An archive is copied, then unpacked.

    The layer of the COPY keeps the archive, so the image holds everything twice. ADD unpacks a tar archive from the
    build context itself, and the archive is not in the image.

    ```dockerfile bad
    FROM debian:13
    COPY ⟦app.tar.gz⟧ /tmp/
    RUN tar xzf /tmp/app.tar.gz -C /opt && rm /tmp/app.tar.gz
    ```

    ```dockerfile good
    FROM debian:13
    ADD app.tar.gz /opt/
    ```

    ADD does not unpack what is not a tar archive or comes from a stage:

    ```dockerfile good
    FROM debian:13 AS build
    RUN make dist.tar.gz
    FROM debian:13
    COPY tools.zip /tmp/
    COPY --from=build /dist.tar.gz /tmp/
    RUN unzip /tmp/tools.zip && tar xzf /tmp/dist.tar.gz
    ```
    """
    if not stage.ships:
        return
    copies = [
        (placed, source, posixpath.basename(source.value))
        for placed in stage.every(Copy)
        if placed.node.source_stage is None
        for source in placed.node.sources
        if source.value.endswith(_ARCHIVES)
    ]
    if not copies:
        return
    unpacked = [(run.at, word) for run, call in run_calls(stage) if _unpacks(call) for word in _names(call)]
    for placed, source, name in copies:
        renamed = posixpath.basename(placed.node.destination.value) if placed.node.destination is not None else ""
        if any(at > placed.at and word in {name, renamed} for at, word in unpacked):
            yield Finding(placed.place(source.span), "The image keeps this archive: ADD unpacks it as it comes")


def _unpacks(call: Call) -> bool:
    if call.name != "tar" or len(call.words) < len(("tar", "x", "file")):
        return False
    options = [word.value for word in call.arguments if word.value.startswith("-")]
    first = call.words[1].value
    return "--extract" in options or "x" in first or any("x" in option for option in options if option[1:2] != "-")


def _names(call: Call) -> Iterator[str]:
    for word in call.arguments:
        yield posixpath.basename(word.value.removeprefix("--file="))
