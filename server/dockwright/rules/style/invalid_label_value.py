"""Labels whose value is not what it should be."""

from collections.abc import Iterator

from dockwright.config.model import Options
from dockwright.model.stages import Stage
from dockwright.rules.labels import labels_of, lack
from dockwright.rules.model import Finding, Severity, rule


@rule(Severity.WARNING, on=Stage, aliases=("DL3052", "DL3053", "DL3054", "DL3055", "DL3056", "DL3058"))
def invalid_label_value(stage: Stage, options: Options) -> Iterator[Finding]:
    r"""Label whose value is not of the type in the schema.

    Types are `text`, `rawtext` (which may be empty), `url`, `semver`, `hash` (of a Git
    commit), `rfc3339` (a time), `spdx` (a licence) and `email`.

    ```toml file=.dockwright.toml
    [labels.schema]
    "org.opencontainers.image.source" = "url"
    "org.opencontainers.image.version" = "semver"
    "org.opencontainers.image.licenses" = "spdx"
    "org.opencontainers.image.created" = "rfc3339"
    ```

    ```dockerfile bad
    FROM alpine:3.22
    LABEL org.opencontainers.image.source=⟦git.example.com/app⟧ \
          org.opencontainers.image.version=⟦1.4⟧ \
          org.opencontainers.image.licenses=⟦"The usual"⟧ \
          org.opencontainers.image.created=⟦2026-05-04⟧
    ```

    What comes in as a build argument is not known here:

    ```dockerfile good
    FROM alpine:3.22
    ARG VERSION
    LABEL org.opencontainers.image.version=$VERSION \
          org.opencontainers.image.licenses="MIT OR Apache-2.0"
    ```
    """
    kinds = dict(options.labels.schema)
    for label in labels_of(stage) if kinds else ():
        value = label.pair.value
        if value is None or not label.value or label.name not in kinds:
            continue
        missing = lack(kinds[label.name], label.value)
        if missing is not None:
            yield Finding(label.placed.place(value.span), f"The label {label.name} is to be {missing}")
