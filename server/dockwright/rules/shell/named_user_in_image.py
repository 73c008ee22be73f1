"""Users by name, of which an orchestrator cannot tell whether they are root."""

from collections.abc import Iterator

from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Severity, rule
from dockwright.syntax.nodes import User


@rule(Severity.OFF, on=Stage, aliases=("DL3066",))
def named_user_in_image(stage: Stage) -> Iterator[Finding]:
    """USER is a name and not a number.

    Kubernetes refuses an image under `runAsNonRoot` if it cannot tell that the user is not root, and it
    reads the number only: names are in the image's own `/etc/passwd`.

    ```dockerfile bad
    FROM node:22
    USER ⟦node⟧
    ```

    ```dockerfile good
    FROM node:22 AS build
    USER node
    FROM node:22
    ARG UID=1000
    USER $UID:1000
    ```
    """
    if not stage.ships:
        return
    for placed in stage.every(User):
        word = placed.node.user
        if word is None:
            continue
        user = stage.scope.expand(word, placed.node.escape, placed.at)
        if user is not None and user.partition(":")[0] and not user.partition(":")[0].isdecimal():
            yield Finding(placed.place(word.span), "Give the user's number: that of a name cannot be told from outside")
