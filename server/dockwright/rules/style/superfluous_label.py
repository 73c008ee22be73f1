"""Labels that no image is to have."""

from collections.abc import Iterator

from dockwright.config.model import Options
from dockwright.model.stages import Stage
from dockwright.rules.labels import labels_of
from dockwright.rules.model import Finding, Severity, rule


@rule(Severity.INFO, on=Stage, aliases=("DL3050",))
def superfluous_label(stage: Stage, options: Options) -> Iterator[Finding]:
    r"""Label that the configuration does not name.

    With `strict` only the labels of the schema are wanted.

    ```toml file=.dockwright.toml
    [labels]
    strict = true

    [labels.schema]
    version = "semver"
    ```

    ```dockerfile bad
    FROM alpine:3.22
    LABEL version=1.4.0 ⟦colour⟧=green
    ```

    ```dockerfile good
    FROM alpine:3.22
    LABEL version=1.4.0
    ```
    """
    if not options.labels.strict:
        return
    known = {name for name, _ in options.labels.schema}
    for label in labels_of(stage):
        if label.name not in known:
            yield Finding(
                label.placed.place(label.pair.key.span), f"The label {label.name} is not among those configured"
            )
