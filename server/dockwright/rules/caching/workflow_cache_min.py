"""A workflow whose cache leaves out the builder stages."""

from collections.abc import Iterator

from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.syntax.workflow import Workflow
from dockwright.text.edit import insert

_KINDS = ("type=gha", "type=registry", "type=local", "type=s3", "type=azblob")


@rule(Severity.INFO, on=Workflow)
def workflow_cache_min(workflow: Workflow) -> Iterator[Finding]:
    """The workflow's cache leaves out the builder stages.

    By default only the layers of the final stage are kept. In a multi-stage
    build the expensive layers, dependencies and compilation, are in the
    stages before it and are built anew on every run. `mode=max` keeps all.

    ```yaml bad
    jobs:
      image:
        steps:
          - uses: docker/build-push-action@v6
            with:
              cache-from: type=gha
              cache-to: ⟦type=gha⟧
    ```

    ```yaml fixed
    jobs:
      image:
        steps:
          - uses: docker/build-push-action@v6
            with:
              cache-from: type=gha
              cache-to: type=gha,mode=max
    ```

    An inline cache cannot hold more than the final stage:

    ```yaml good
    jobs:
      image:
        steps:
          - uses: docker/build-push-action@v6
            with:
              cache-to: type=inline
    ```
    """
    for steps in workflow.jobs:
        for step in steps:
            target = step.input("cache-to") if step.action == "docker/build-push-action" else None
            if target is None or "\n" in target.value or "mode=" in target.value:
                continue
            if target.value.startswith(_KINDS):
                start = workflow.text.find(target.value, target.value_span.start)
                span = target.value_span._replace(start=start, end=start + len(target.value))
                yield Finding(
                    span,
                    "only the final stage's layers are kept: add mode=max",
                    (Fix("Keep the builder stages too (mode=max)", (insert(span.end, ",mode=max"),)),),
                )
