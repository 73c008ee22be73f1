"""A compiler as the base of what ships."""

from collections.abc import Iterator

from dockwright.analysis.ecosystems.registry import plan_for
from dockwright.model.references import ImageReference
from dockwright.model.stages import Stage
from dockwright.project.snapshot import Project
from dockwright.rules.model import Finding, Severity, rule

_SDKS = {
    "gcc": "the program runs on a slim Debian",
    "golang": "a static binary runs on scratch",
    "gradle": "a jar runs on eclipse-temurin with a -jre tag",
    "maven": "a jar runs on eclipse-temurin with a -jre tag",
    "mcr.microsoft.com/dotnet/sdk": "the program runs on mcr.microsoft.com/dotnet/aspnet or runtime",
    "rust": "the binary runs on a slim Debian",
    "swift": "the binary runs on swift with a -slim tag",
}


@rule(Severity.WARNING, on=Stage)
def sdk_in_final_stage(stage: Stage, project: Project) -> Iterator[Finding]:
    """The stage that ships is based on a compiler's image.

    Hundreds of megabytes that compile, test and debug are of no use to a
    program that is already built.

    ```dockerfile bad
    FROM golang:1.25 AS builder
    WORKDIR /src
    COPY . .
    RUN go build -o /bin/app .

    FROM ⟦golang:1.25⟧
    COPY --from=builder /bin/app /bin/app
    CMD ["/bin/app"]
    ```

    ```dockerfile good
    FROM golang:1.25 AS builder
    WORKDIR /src
    COPY . .
    RUN CGO_ENABLED=0 go build -o /bin/app .

    FROM scratch
    COPY --from=builder /bin/app /bin/app
    CMD ["/bin/app"]
    ```
    """
    reference = stage.reference
    if not stage.is_final or reference is None or stage.image_span is None:
        return
    advice = _advice(reference)
    if advice is None or not _is_program(stage) or plan_for(stage, project) is not None:
        return
    yield Finding(stage.image_span, f"{reference.repository} is for building: {advice}")


def _advice(reference: ImageReference) -> str | None:
    tag = reference.tag or ""
    if reference.repository == "eclipse-temurin" and "jdk" in tag:
        return "the same version with a -jre tag runs it"
    return None if "-slim" in tag and reference.repository == "swift" else _SDKS.get(reference.repository)


def _is_program(stage: Stage) -> bool:
    """Whether the stage says what to run: an image for building, or for tests, does not."""
    return any(placed.node.name in {"CMD", "ENTRYPOINT"} for placed in stage.instructions)
