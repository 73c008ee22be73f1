"""A program in an empty image that cannot check certificates."""

import re
from collections.abc import Iterator
from functools import lru_cache

from dockwright.analysis.binaries import copied_binaries
from dockwright.model.facts import Facts
from dockwright.model.stages import Stage
from dockwright.project.snapshot import Project
from dockwright.rules.lines import insert_above, keyword_like
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.syntax.nodes import Placed, Transfer

_CLIENT = re.compile(
    r"\bhttp\.(?:Get|Post|PostForm|Head|Client|DefaultClient|DefaultTransport|Transport|NewRequest(?:WithContext)?)\b"
    r"|\btls\.Dial|\bhttputil\.(?:ReverseProxy|NewSingleHostReverseProxy)\b|\bsmtp\.SendMail\b"
    r'|"github\.com/(?:aws/aws-sdk-go|go-resty|stripe/stripe-go|google/go-github|slack-go)'
    r'|"google\.golang\.org/api/|"cloud\.google\.com/go/|"k8s\.io/client-go/'
)
_PATH = "/etc/ssl/certs/ca-certificates.crt"
_HOLDERS = ("ca-certificates", "/etc/ssl", "/etc/pki", "cacert", ".crt", ".pem")


@rule(Severity.INFO, on=Facts)
def scratch_without_certificates(facts: Facts, project: Project) -> Iterator[Finding]:
    """The empty image has no certificates, and the program makes connections that need them.

    A Go program checks the certificate of a server it calls with those of the system. `scratch` has none, so every
    HTTPS request fails with "certificate signed by unknown authority". Reported where the project imports
    an HTTP client or TLS and none of the usual files is copied.

    ```text file=go.mod
    module example.org/app
    ```

    ```go file=main.go
    package main

    import "net/http"

    func main() { http.Get("https://example.org") }
    ```

    ```dockerfile bad
    FROM golang:1.25 AS builder
    WORKDIR /src
    COPY . .
    RUN CGO_ENABLED=0 go build -o /bin/app .

    FROM ⟦scratch⟧
    COPY --from=builder /bin/app /app
    ENTRYPOINT ["/app"]
    ```

    ```dockerfile fixed
    FROM golang:1.25 AS builder
    WORKDIR /src
    COPY . .
    RUN CGO_ENABLED=0 go build -o /bin/app .

    FROM scratch
    COPY --from=builder /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
    COPY --from=builder /bin/app /app
    ENTRYPOINT ["/app"]
    ```

    ```dockerfile good
    FROM golang:1.25 AS builder
    COPY . .
    RUN CGO_ENABLED=0 go build -o /bin/app .

    FROM gcr.io/distroless/static-debian13
    COPY --from=builder /bin/app /app
    ```
    """
    stage = facts.final
    if stage is None or not stage.is_scratch or stage.image_span is None or not project.known or _has_some(stage):
        return
    binary = next(iter(copied_binaries(stage, facts)), None)
    if binary is None or binary.use.target is None or not _calls(project):
        return
    builder = binary.use.target
    fixes: tuple[Fix, ...] = ()
    reference = builder.root_reference
    if reference is not None and reference.repository == "golang" and builder.name is not None:
        line = f"{keyword_like(binary.copy.node, 'COPY')} --from={builder.name} {_PATH} {_PATH}"
        edit = insert_above(facts.file, Placed(binary.copy.at, binary.copy.node), line)
        fixes = (Fix("Copy the builder's certificates", (edit,)),)
    yield Finding(stage.image_span, "the program uses TLS, and scratch has no certificates to check a server by", fixes)


def _has_some(stage: Stage) -> bool:
    """Whether a COPY brings something that looks like certificates, or the whole of another image."""
    return any(
        source.value == "/" or any(part in source.value for part in _HOLDERS)
        for placed in stage.every(Transfer)
        for source in placed.node.sources
    )


@lru_cache(maxsize=8)
def _calls(project: Project) -> bool:
    """Whether a Go file that is no test makes requests, by the calls in it: a server imports the same packages."""
    files = (path for path in project.entries if path.endswith(".go") and not path.endswith("_test.go"))
    return any(_CLIENT.search(project.read(path) or "") for path in files)
