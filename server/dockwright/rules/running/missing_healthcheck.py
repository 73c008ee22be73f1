"""Images that cannot be asked whether they work."""

from collections.abc import Iterator

from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Severity, rule
from dockwright.syntax.nodes import Healthcheck


@rule(Severity.OFF, on=Stage, aliases=("DL3057", "DS-0026", "CKV_DOCKER_2"))
def missing_healthcheck(stage: Stage) -> Iterator[Finding]:
    """The image has no HEALTHCHECK.

    Docker and Swarm then only know that the process runs, not that it answers. Kubernetes has probes of its own and
    ignores HEALTHCHECK: so this rule is off unless it is asked for.

    ```dockerfile bad
    FROM ⟦nginx:1.29⟧
    COPY site /usr/share/nginx/html
    ```

    ```dockerfile good
    FROM nginx:1.29 AS base
    HEALTHCHECK CMD curl -f http://localhost/
    FROM base
    COPY site /usr/share/nginx/html
    ```
    """
    span = stage.image_span
    if stage.is_final and span is not None and not any(link.last(Healthcheck) for link in stage.chain):
        yield Finding(span, "Nothing tells whether the program works: add a HEALTHCHECK")
