"""A base image that is no longer made."""

from collections.abc import Iterator

from dockwright.analysis.lifetimes import deprecated
from dockwright.analysis.safety import Safety
from dockwright.knowledge import images
from dockwright.model.facts import Facts
from dockwright.model.references import ImageReference
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.text.edit import replace
from dockwright.text.span import Span


@rule(Severity.WARNING, on=Facts, reads_commands=False)
def deprecated_base_image(facts: Facts) -> Iterator[Finding]:
    """The base image is no longer made.

    What was published can still be pulled, but nothing in it is ever repaired. Judged by the day of the
    facts that come with Dockwright.

    ```dockerfile bad
    FROM ⟦openjdk⟧:17-jdk-slim
    ```

    ```dockerfile bad
    FROM ⟦centos⟧:7
    ```

    ```dockerfile good
    FROM eclipse-temurin:17-jdk
    FROM example.org/openjdk:17
    ```
    """
    for stage in facts.stages:
        reference, image = stage.reference, stage.image_span
        found = deprecated(reference) if reference is not None else None
        if reference is None or found is None or image is None:
            continue
        name = stage.place_in_reference(reference.name_span)
        fixes: tuple[Fix, ...] = ()
        if name is not None and found.instead is not None and reference.digest is None:
            end = stage.place_in_reference(reference.tag_span or reference.name_span)
            span = Span(name.start, end.end if end is not None else name.end)
            instead = _from_there(reference, found.instead)
            note = f"another image: check that what is built and run works with {instead}"
            fixes = (Fix(f"Use {instead}", (replace(span, instead),), Safety.MANUAL, note),)
        yield Finding(name or image, f"{reference.written_name} is deprecated: {found.reason}", fixes)


def _from_there(reference: ImageReference, instead: str) -> str:
    """The other image from the same mirror, or for the same platform, as in `arm64v8/openjdk`."""
    name = reference.written_name
    is_elsewhere = images.canonical(reference.repository) != reference.repository or "/" in name
    return f"{name.rpartition('/')[0]}/{instead}" if is_elsewhere and "/" not in instead else instead
