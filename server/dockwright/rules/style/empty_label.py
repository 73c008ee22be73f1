"""Labels without a value."""

from collections.abc import Iterator

from dockwright.config.model import Options
from dockwright.model.stages import Stage
from dockwright.rules.labels import labels_of
from dockwright.rules.model import Finding, Severity, rule

_RAW = "rawtext"


@rule(Severity.WARNING, on=Stage, aliases=("DL3051",))
def empty_label(stage: Stage, options: Options) -> Iterator[Finding]:
    r"""Label of the schema whose value is empty.

    ```toml file=.dockwright.toml
    [labels.schema]
    version = "semver"
    notes = "rawtext"
    ```

    ```dockerfile bad
    FROM alpine:3.22
    LABEL ⟦version⟧=""
    ```

    A label of the type `rawtext` may be empty:

    ```dockerfile good
    FROM alpine:3.22
    LABEL version=1.4.0 notes=""
    ```
    """
    kinds = dict(options.labels.schema)
    for label in labels_of(stage) if kinds else ():
        if label.value is not None and not label.value.strip() and kinds.get(label.name, _RAW) != _RAW:
            yield Finding(label.placed.place(label.pair.key.span), f"The label {label.name} is empty")
