"""Secrets handed to the build as ARG or ENV."""

import re
from collections.abc import Iterator

from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Severity, rule
from dockwright.syntax.nodes import Arg, Env

_SECRET = re.compile(
    r"(?:_|^)(?:apikey|auth|credentials?|key|password|pword|passwd|secret|token)(?:_|$)", re.IGNORECASE
)
_HARMLESS = re.compile(r"(?:_|^)(?:public|file|version)(?:_|$)", re.IGNORECASE)


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
            if _SECRET.search(name) and not _HARMLESS.search(name):
                message = f"{name} looks like a secret, and its value stays readable {kept}"
                yield Finding(placed.place(assignment.key.span), message)
