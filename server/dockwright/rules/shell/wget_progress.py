"""wget that fills the build's log."""

from collections.abc import Iterator

from dockwright.model.packages.downloads import Download, downloads_of
from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.rules.runs import can_grow, posix_runs
from dockwright.text.edit import insert

_QUIET = (
    "--progress", "-q", "--quiet", "-nv", "--no-verbose", "-o", "--output-file", "-a", "--append-output", "-b",
    "--background",
)  # fmt: skip


@rule(Severity.OFF, on=Stage, aliases=("DL3047",))
def wget_progress(stage: Stage) -> Iterator[Finding]:
    """Wget writes its progress into the log.

    Of a large file that is thousands of lines. `-nv` tells what was fetched and any error, and nothing else.

    ```dockerfile bad
    FROM debian:13
    RUN ⟦wget⟧ https://example.com/app.tar.gz
    ```

    ```dockerfile fixed
    FROM debian:13
    RUN wget -nv https://example.com/app.tar.gz
    ```

    ```dockerfile good
    FROM debian:13
    RUN wget -q https://example.com/a && wget --progress=dot:giga https://example.com/b
    ```
    """
    for run in posix_runs(stage):
        for download in downloads_of(run.node):
            word = download.call.words[0]
            if download.tool != "wget" or download.option(*_QUIET) is not None or not _fetches(download):
                continue
            fixes = (Fix("Add -nv", (insert(run.place(word.span).end, " -nv"),)),) if can_grow(run.node, word) else ()
            yield Finding(run.place(word.span), "wget fills the log with its progress: add -nv", fixes)


def _fetches(download: Download) -> bool:
    return bool(download.urls) and download.option("--version", "-V", "--help", "-h") is None
