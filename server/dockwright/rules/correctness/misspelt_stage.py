"""Images whose name is nearly that of a stage."""

from collections.abc import Iterator

from dockwright.analysis.safety import Safety
from dockwright.model.facts import Facts
from dockwright.model.uses import SourceKind
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.rules.suggest import nearest
from dockwright.text.edit import replace

_LIKENESS = 0.8
_SHORTEST = 4
_NOTE = "Check that the stage is meant and not an image of that name."
_COMMON = frozenset(
    {
        "alpine", "busybox", "caddy", "composer", "debian", "fedora", "gcc", "golang", "gradle", "haproxy", "httpd",
        "maven", "memcached", "mongo", "mysql", "nginx", "node", "openjdk", "perl", "php", "postgres", "python",
        "rabbitmq", "redis", "ruby", "rust", "swift", "tomcat", "traefik", "ubuntu",
    }
)  # fmt: skip
"""Images that people do mean."""


@rule(Severity.WARNING, on=Facts, reads_commands=False, aliases=("DL3022",))
def misspelt_stage(facts: Facts) -> Iterator[Finding]:
    r"""Image that is nearly the name of a stage.

    A name that no stage has is taken for an image, which the builder then tries to pull.

    ```dockerfile bad
    FROM golang:1.25 AS builder
    FROM scratch
    COPY --from=⟦bulider⟧ /app /app
    ```

    ```dockerfile fixed
    FROM golang:1.25 AS builder
    FROM scratch
    COPY --from=builder /app /app
    ```

    ```dockerfile good
    FROM golang:1.25 AS builder
    FROM scratch
    COPY --from=busybox:1.37 /bin/sh /bin/sh
    ```
    """
    names = [stage.name for stage in facts.stages if stage.name is not None]
    for use in facts.uses:
        image = use.image
        if use.source.kind is not SourceKind.IMAGE or image is None or len(use.text) < _SHORTEST:
            continue
        if image.text != image.name or image.text in _COMMON or use.span.of(facts.file.text) != use.text:
            continue
        near = nearest(use.text, [name for name in names if name != use.user.name], _LIKENESS)
        if near is not None and near.rstrip("0123456789") != use.text.rstrip("0123456789"):
            fix = Fix(f"Change to {near}", (replace(use.span, near),), Safety.UNSAFE, _NOTE)
            yield Finding(use.span, f"No stage is called {use.text}, did you mean {near}?", (fix,))
