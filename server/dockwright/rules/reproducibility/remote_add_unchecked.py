"""Files from the network that nothing checks."""

import posixpath
from collections.abc import Iterator

from dockwright.model.commands import calls_of
from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Severity, rule
from dockwright.syntax.nodes import Add, Run

_CHECKS = frozenset({"gpg", "md5sum", "minisign", "sha1sum", "sha256sum", "sha384sum", "sha512sum", "shasum"})


@rule(Severity.INFO, on=Stage)
def remote_add_unchecked(stage: Stage) -> Iterator[Finding]:
    """ADD takes whatever the server sends.

    With `--checksum` the build fails if the file is not the one that was meant, and the builder need not
    fetch it to know that it has it already.

    ```dockerfile bad
    FROM debian:13
    ADD ⟦https://example.com/app-1.2.tar.gz⟧ /tmp/
    ```

    ```dockerfile good
    FROM debian:13
    ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://example.com/app /tmp/
    ADD https://github.com/docker/buildx.git#v0.20.0 /src
    ```

    A RUN may check it as well:

    ```dockerfile good
    FROM debian:13
    ADD https://example.com/app-1.2.tar.gz /tmp/
    RUN echo "$SUM  /tmp/app-1.2.tar.gz" | sha256sum -c
    ```
    """
    for placed in stage.every(Add):
        node = placed.node
        if node.flag("checksum") is not None:
            continue
        for source in node.sources:
            url = source.value
            if not url.lower().startswith(("http://", "https://")) or _is_repository(url):
                continue
            if not _is_checked(stage, placed.at, posixpath.basename(url)):
                yield Finding(placed.place(source.span), "Nothing checks what the server sends: add --checksum")


def _is_repository(url: str) -> bool:
    path, _, _ = url.partition("#")
    return path.endswith(".git") or "#" in url or ".git?" in url


def _is_checked(stage: Stage, at: int, name: str) -> bool:
    return any(
        run.at > at
        and (name in run.node.text or "*" in run.node.text)
        and any(call.name in _CHECKS for call in calls_of(run.node))
        for run in stage.every(Run)
    )
