"""curl that takes an error page for the file."""

from collections.abc import Iterator

from dockwright.model.commands.calls import calls_of
from dockwright.model.packages.downloads import Download, downloads_of
from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.rules.runs import can_grow, posix_runs
from dockwright.syntax.nodes import Run
from dockwright.text.edit import insert

_CHECKS = frozenset({"gpg", "cosign", "md5sum", "minisign", "sha1sum", "sha256sum", "sha384sum", "sha512sum", "shasum"})
_OWN = (
    "-w",
    "--write-out",
    "-I",
    "--head",
    "-i",
    "--include",
    "-K",
    "--config",
    "-T",
    "--upload-file",
    "-V",
    "--version",
)


@rule(Severity.INFO, on=Stage, aliases=("DF035",))
def curl_without_fail(stage: Stage) -> Iterator[Finding]:
    """Curl saves the error page as if it were the file.

    Without `-f` a 404 or 500 is a success for curl: the page with the error message lands in the file, or in the
    shell that reads it, and the build goes on.

    ```dockerfile bad
    FROM debian:13
    RUN ⟦curl⟧ -sSLo /usr/bin/tool https://example.com/tool
    RUN ⟦curl⟧ -sSL https://example.com/install.sh | bash
    ```

    ```dockerfile fixed
    FROM debian:13
    RUN curl -f -sSLo /usr/bin/tool https://example.com/tool
    RUN curl -f -sSL https://example.com/install.sh | bash
    ```

    Where a checksum is verified, or the reader needs an archive, the mistake is found anyway:

    ```dockerfile good
    FROM debian:13
    RUN curl -fsSLo /usr/bin/tool https://example.com/tool
    RUN curl -sSLO https://example.com/tool && echo "$SUM  tool" | sha256sum -c
    RUN curl -sSL https://example.com/tool.tar.gz | tar xz
    ```
    """
    for run in posix_runs(stage):
        if "curl" not in run.node.text:
            continue
        for download in downloads_of(run.node):
            word = download.call.words[0]
            if download.tool == "curl" and _keeps_errors(download) and not _is_checked(run.node):
                grows = can_grow(run.node, word)
                fixes = (Fix("Add -f", (insert(run.place(word.span).end, " -f"),)),) if grows else ()
                yield Finding(run.place(word.span), "Without -f an error page is taken for the file", fixes)


def _keeps_errors(download: Download) -> bool:
    if download.fails_on_error or download.option(*_OWN) is not None or not download.urls:
        return False
    if any(word.dynamic and not word.value.lower().startswith(("http", "ftp", "$")) for word in download.urls):
        return False
    options = (name for word in download.call.arguments for name in word.variables)
    if any(part in name.upper() for name in options for part in ("OPT", "FLAG", "ARG")):
        return False
    return download.output is not None or download.keeps_name or download.is_executed


def _is_checked(run: Run) -> bool:
    return any(call.name in _CHECKS for call in calls_of(run))
