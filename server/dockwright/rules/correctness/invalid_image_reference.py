"""Image names that no registry can have."""

from collections.abc import Iterator

from dockwright.model.facts import Facts
from dockwright.model.references import parse_reference
from dockwright.model.stages import Stage
from dockwright.model.uses import SourceProblem, UseKind
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.text.edit import replace
from dockwright.text.span import Span


@rule(Severity.ERROR, on=Facts, reads_commands=False)
def invalid_image_reference(facts: Facts) -> Iterator[Finding]:
    r"""Invalid image name.

    A name is in lower case, with an optional registry before it, and after it a tag, a digest or both.

    ```dockerfile bad
    FROM ⟦Alpine:3.22⟧ AS build
    FROM ⟦Build⟧
    ```

    ```dockerfile fixed
    FROM alpine:3.22 AS build
    FROM build
    ```

    ```dockerfile bad
    FROM ⟦alpine:3.22:1⟧
    COPY --from=⟦tools@sha256:12⟧ /bin/tool /bin/
    ```

    ```dockerfile good
    FROM registry.example.com:5000/team/alpine:3.22
    ```
    """
    for stage in facts.stages:
        yield from _base(facts, stage)
    for use in facts.uses:
        if use.kind is not UseKind.FROM and use.source.problem is SourceProblem.INVALID:
            yield _finding(facts, use.span, use.text)


def _base(facts: Facts, stage: Stage) -> Iterator[Finding]:
    span, value = stage.image_span, stage.base_text
    if span is None or value is None or stage.parent is not None or stage.is_scratch or stage.reference is not None:
        return
    image = stage.from_.node.image
    names = image.substitutions if image is not None else ()
    if any(facts.scope.find(name.name) is None for name in names):
        return  # the undeclared variable is the problem
    if value:
        yield _finding(facts, span, value)
    else:
        yield Finding(span, "The image name is empty")


def _finding(facts: Facts, span: Span, text: str) -> Finding:
    lower = text.lower()
    fixes: tuple[Fix, ...] = ()
    message = f"{text} is no valid image name"
    if parse_reference(lower) is not None:
        message = f"Image names are in lower case: {lower}"
        if any(stage.name == lower for stage in facts.stages):
            message = f"The stage is known as {lower!r}: names are in lower case"
        if span.of(facts.file.text) == text:
            fixes = (Fix(f"Change to {lower}", (replace(span, lower),)),)
    return Finding(span, message, fixes)
