"""Secrets handed to the build as ARG or ENV."""

from collections.abc import Iterator

from dockwright.knowledge.secret_names import is_secret
from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Severity, rule
from dockwright.syntax.nodes import Arg, Env


@rule(Severity.WARNING, on=Stage, aliases=("SecretsUsedInArgOrEnv", "DL3064", "DS-0031", "S6472"))
def secret_in_arg_or_env(stage: Stage) -> Iterator[Finding]:
    r"""Secret in ARG or ENV.

    Whoever has the image can read it: `docker inspect` shows every ENV, and
    `docker history` every ARG that a RUN could use. A secret mount is there during one RUN and
    leaves nothing behind.

    ```dockerfile bad
    FROM node:22
    ARG ⟦NPM_TOKEN⟧
    RUN npm ci
    ENV ⟦DB_PASSWORD⟧=hunter2
    ```

    Where it is clear which RUN needs it, a mount takes the place of the ARG:

    ```dockerfile bad
    FROM alpine:3.22
    ARG ⟦API_TOKEN⟧
    RUN wget --header "Authorization: Bearer $API_TOKEN" https://example.org/data
    ```

    ```dockerfile fixed
    FROM alpine:3.22
    RUN --mount=type=secret,id=api_token,env=API_TOKEN wget --header "Authorization: Bearer $API_TOKEN" https://example.org/data
    ```

    ```dockerfile good
    FROM node:22
    RUN --mount=type=secret,id=npm_token,env=NPM_TOKEN npm ci
    ENV DB_PASSWORD_FILE=/run/secrets/db_password PUBLIC_KEY=/etc/app/key.pub
    ```
    """
    for placed in stage.instructions:
        if not isinstance(placed.node, Arg | Env):
            continue
        kept = "in the image's history" if isinstance(placed.node, Arg) else "in the image"
        for assignment in placed.node.assignments:
            name = assignment.key.raw
            if isinstance(placed.node, Env):
                name = stage.scope.expand(assignment.key, placed.node.escape, placed.at) or assignment.key.value
            if is_secret(name):
                message = f"{name} looks like a secret, and its value stays readable {kept}"
                refactoring = "secret-mount" if isinstance(placed.node, Arg) else None
                yield Finding(placed.place(assignment.key.span), message, refactoring=refactoring)
