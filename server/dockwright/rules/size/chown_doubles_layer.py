"""Files that are copied, and copied again to change their owner."""

from collections.abc import Iterator

from dockwright.analysis.owned_twice import OwnedTwice, owned_twice, owner_edits
from dockwright.analysis.safety import Safety
from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Fix, Related, Severity, rule


@rule(Severity.WARNING, on=Stage)
def chown_doubles_layer(stage: Stage) -> Iterator[Finding]:
    """`chown -R` doubles what was just copied.

    A layer holds whole files: changing the owner of one puts a second copy of it
    into the image. COPY sets the owner itself. The folder is then all that is left for chown, which costs nothing.

    ```dockerfile bad
    FROM node:22-slim
    WORKDIR /app
    COPY . .
    RUN ⟦chown -R node:node /app⟧
    ```

    ```dockerfile fixed
    FROM node:22-slim
    WORKDIR /app
    COPY --chown=node:node . .
    RUN chown node:node /app
    ```

    What a RUN has made is another matter, and so is a stage that does not ship:

    ```dockerfile good
    FROM node:22-slim
    WORKDIR /app
    COPY . .
    RUN npm ci
    RUN chown -R node:node /app
    ```
    """
    if not stage.ships:
        return
    for found in owned_twice(stage):
        related = tuple(Related(copy.span, "this is copied again") for copy in found.copies)
        yield Finding(
            found.run.place(found.call.span),
            f"every file is in the image twice: let COPY set the owner with --chown={found.owner.value}",
            (_fix(found),),
            related,
        )


def _fix(found: OwnedTwice) -> Fix:
    note = "what was in the folder before these COPYs, in the base image or made by an earlier RUN, keeps its owner"
    return Fix(f"Use COPY --chown={found.owner.text}", owner_edits(found), Safety.UNSAFE, note)
