"""A static binary on a whole distribution."""

from collections.abc import Iterator

from dockwright.analysis.binaries import copied_binaries
from dockwright.analysis.safety import Safety
from dockwright.analysis.starts import started
from dockwright.model.facts import Facts
from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.syntax.nodes import Healthcheck, Run
from dockwright.text.edit import insert, replace

_SYSTEMS = frozenset({"debian", "ubuntu", "fedora", "almalinux", "rockylinux", "amazonlinux", "golang", "alpine"})
_CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt"


@rule(Severity.INFO, on=Facts)
def static_binary_on_full_base(facts: Facts) -> Iterator[Finding]:
    """A static binary runs on a whole distribution.

    It needs no libc, no shell and no package manager. On scratch the image is
    as large as the binary, and there is nothing else in it to attack.

    ```dockerfile bad
    FROM golang:1.25 AS builder
    RUN CGO_ENABLED=0 go build -o /bin/app .

    FROM ⟦debian:13⟧
    COPY --from=builder /bin/app /app
    CMD ["/app"]
    ```

    ```dockerfile fixed
    FROM golang:1.25 AS builder
    RUN CGO_ENABLED=0 go build -o /bin/app .

    FROM scratch
    COPY --from=builder /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
    COPY --from=builder /bin/app /app
    CMD ["/app"]
    ```

    Where something runs in the stage besides, it is left alone:

    ```dockerfile good
    FROM golang:1.25 AS builder
    RUN CGO_ENABLED=0 go build -o /bin/app .

    FROM debian:13
    RUN apt-get update && apt-get install -y ffmpeg && rm -rf /var/lib/apt/lists/*
    COPY --from=builder /bin/app /app
    CMD ["/app"]
    ```
    """
    stage = facts.final
    if stage is None or stage.reference is None or stage.image_span is None:
        return
    if stage.reference.repository not in _SYSTEMS or not _only_runs(stage):
        return
    binaries = list(copied_binaries(stage, facts))
    if len(binaries) != 1 or not binaries[0].is_static:
        return
    binary = binaries[0]
    copy = binary.copy
    line_end = "\r\n" if copy.node.text.endswith("\r\n") else "\n"
    certificates = f"{copy.node.keyword.raw} --from={binary.use.text} {_CERTIFICATES} /etc/ssl/certs/{line_end}"
    yield Finding(
        stage.image_span,
        f"a static binary needs nothing of {stage.reference.text}: scratch will do",
        (
            Fix(
                "Use scratch, with the builder's certificates",
                (replace(stage.image_span, "scratch"), insert(copy.at, certificates)),
                Safety.UNSAFE,
                "check that the program starts no other program and needs no time zones or users",
            ),
        ),
    )


def _only_runs(stage: Stage) -> bool:
    """Whether the stage runs nothing but the one program, without a shell."""
    start = started(stage)
    if start is None or start.is_shell or not start.words or start.words[0].endswith(".sh"):
        return False
    return stage.last(Healthcheck) is None and not any(True for _ in stage.every(Run))
