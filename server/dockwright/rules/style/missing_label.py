"""Labels that every image must have."""

from collections.abc import Iterator

from dockwright.config.model import Options
from dockwright.model.facts import Facts
from dockwright.rules.labels import labels_of
from dockwright.rules.model import Finding, Severity, rule


@rule(Severity.WARNING, on=Facts, aliases=("DL3049",))
def missing_label(facts: Facts, options: Options) -> Iterator[Finding]:
    r"""Label that the configuration demands.

    Which labels an image must have is a matter of the house, so this rule is silent until
    the configuration names some. Those of the stages that the last one is based on count too; of
    labels that the base image brings nothing is known.

    ```toml file=.dockwright.toml
    [labels.schema]
    "org.opencontainers.image.source" = "url"
    ```

    ```dockerfile bad
    FROM ⟦alpine:3.22⟧
    LABEL description="a small image"
    ```

    ```dockerfile good
    FROM alpine:3.22 AS base
    LABEL org.opencontainers.image.source=https://git.example.com/app

    FROM base
    CMD ["sh"]
    ```
    """
    stage = facts.final
    if stage is None or stage.image_span is None or not options.labels.schema:
        return
    present = {label.name for link in stage.chain for label in labels_of(link)}
    for name, _ in options.labels.schema:
        if name not in present:
            yield Finding(stage.image_span, f"The label {name} is missing")
