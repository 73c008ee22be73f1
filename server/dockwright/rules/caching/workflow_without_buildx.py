"""A workflow whose builder cannot keep the cache that it is told to keep."""

from collections.abc import Iterator

from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.syntax.workflow import Workflow
from dockwright.text.edit import insert

_BUILD = "docker/build-push-action"
_BUILDX = "docker/setup-buildx-action"
_INPUTS = ("cache-from", "cache-to")


@rule(Severity.INFO, on=Workflow)
def workflow_without_buildx(workflow: Workflow) -> Iterator[Finding]:
    """The workflow keeps a cache, but its builder cannot.

    The runner's own builder knows no cache of the kind `gha`: the build fails, or the cache stays empty.
    docker/setup-buildx-action makes a builder that does.

    ```yaml bad
    jobs:
      image:
        steps:
          - uses: docker/build-push-action@v6
            with:
              cache-from: ⟦type=gha⟧
              cache-to: type=gha,mode=max
    ```

    ```yaml fixed
    jobs:
      image:
        steps:
          - uses: docker/setup-buildx-action@v3
          - uses: docker/build-push-action@v6
            with:
              cache-from: type=gha
              cache-to: type=gha,mode=max
    ```

    ```yaml good
    jobs:
      image:
        steps:
          - uses: docker/build-push-action@v6
            with:
              cache-from: type=registry,ref=example.org/app:cache
    ```
    """
    for steps in workflow.jobs:
        for number, step in enumerate(steps):
            if step.action != _BUILD or any(before.action == _BUILDX for before in steps[:number]):
                continue
            target = next(
                (found for name in _INPUTS if (found := step.input(name)) and "type=gha" in found.value), None
            )
            if target is None or step.input("builder") is not None:
                continue
            start = workflow.text.find("type=gha", target.value_span.start)
            span = target.value_span._replace(start=start, end=start + len("type=gha"))
            line = workflow.text.rfind("\n", 0, step.span.start) + 1
            indent = workflow.text[line : step.span.start]
            edit = insert(line, f"{indent}- uses: {_BUILDX}@v3{workflow.line_end}")
            message = "the runner's own builder has no such cache: set up Buildx first"
            yield Finding(span, message, (Fix("Set up Buildx", (edit,)),))
