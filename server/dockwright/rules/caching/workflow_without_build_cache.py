"""A workflow that builds an image without a layer cache."""

from collections.abc import Iterator

from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.syntax.workflow import Step, Workflow
from dockwright.text.edit import Edit, insert

_BUILD = "docker/build-push-action"
_BUILDX = "docker/setup-buildx-action"


@rule(Severity.INFO, on=Workflow)
def workflow_without_build_cache(workflow: Workflow) -> Iterator[Finding]:
    """The workflow builds the image without a layer cache.

    A runner starts empty: without a cache every run builds every layer anew.
    GitHub's own cache keeps them; `mode=max` keeps those of the builder stages too,
    which the default leaves out. It needs a builder made by docker/setup-buildx-action.

    ```yaml bad
    jobs:
      image:
        steps:
          - uses: actions/checkout@v4
          - name: Build and push
            uses: ⟦docker/build-push-action⟧@v6
            with:
              push: true
    ```

    ```yaml fixed
    jobs:
      image:
        steps:
          - uses: actions/checkout@v4
          - uses: docker/setup-buildx-action@v3
          - name: Build and push
            uses: docker/build-push-action@v6
            with:
              push: true
              cache-from: type=gha
              cache-to: type=gha,mode=max
    ```

    ```yaml good
    jobs:
      image:
        steps:
          - uses: docker/setup-buildx-action@v3
          - uses: docker/build-push-action@v6
            with:
              cache-from: type=registry,ref=example.org/app:cache
    ```
    """
    for steps in workflow.jobs:
        for number, step in enumerate(steps):
            uses = step.entry("uses")
            if step.action != _BUILD or uses is None or step.input("cache-from") or step.input("cache-to"):
                continue
            if step.input("no-cache") is not None:
                continue
            edits = [_cache(workflow, step)]
            if not any(before.action == _BUILDX for before in steps[:number]):
                edits.insert(0, _buildx(workflow, step))
            start = workflow.text.find(_BUILD, uses.value_span.start)
            span = uses.value_span._replace(start=start, end=start + len(_BUILD))
            yield Finding(
                span,
                "every run of this workflow builds every layer anew: give it a cache",
                (Fix("Keep layers in GitHub's cache", tuple(edits)),),
            )


def _buildx(workflow: Workflow, step: Step) -> Edit:
    start = workflow.text.rfind("\n", 0, step.span.start) + 1
    indent = workflow.text[start : step.span.start]
    return insert(start, f"{indent}- uses: {_BUILDX}@v3{workflow.line_end}")


def _cache(workflow: Workflow, step: Step) -> Edit:
    end_of_line = workflow.line_end
    given = step.entry("with")
    if given is not None and step.inputs:
        at, indent, head = step.inputs[-1].end, step.inputs[0].indent, ""
    else:
        uses = step.entry("uses") or step.entries[-1]
        at, indent = uses.end, step.indent + 2
        head = "" if given is not None else f"{' ' * step.indent}with:{end_of_line}"
        at = given.end if given is not None else at
    blanks = " " * indent
    text = f"{head}{blanks}cache-from: type=gha{end_of_line}{blanks}cache-to: type=gha,mode=max{end_of_line}"
    if at == len(workflow.text) and not workflow.text.endswith("\n"):
        text = f"{end_of_line}{text.removesuffix(end_of_line)}"
    return insert(at, text)
