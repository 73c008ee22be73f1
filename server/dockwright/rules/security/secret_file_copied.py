"""Files with secrets that are copied into the image."""

import posixpath
import re
from collections.abc import Iterator

from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Severity, rule
from dockwright.syntax.nodes import Copy, Transfer

_SECRET = re.compile(
    r"\.env(?:\.local)?|\.netrc|_netrc|\.pypirc|\.git-credentials|\.pgpass|\.htpasswd|\.vault-token"
    r"|id_(?:rsa|dsa|ecdsa|ed25519)|kubeconfig|.*\.ppk|privkey\.pem|.*private[-_]?key.*\.pem|private\.key"
    r"|(?:gcp|google|gcloud|service[-_]?account)[-_]?(?:key|credentials|account)?\.json|terraform\.tfstate"
)
_PATHS = (".aws/credentials", ".docker/config.json", ".kube/config", ".ssh", ".aws", ".gnupg")


@rule(Severity.WARNING, on=Stage)
def secret_file_copied(stage: Stage) -> Iterator[Finding]:
    """A file with secrets is copied into the image.

    It stays in its layer even if a later instruction removes it. What one RUN needs can be mounted for that RUN; what
    the program needs is given to the container when it starts.

    ```dockerfile bad
    FROM node:22
    COPY ⟦.env⟧ package.json ./
    COPY ⟦keys/id_rsa⟧ /root/.ssh/id_rsa
    ```

    ```dockerfile good
    FROM node:22 AS build
    COPY id_rsa /root/.ssh/id_rsa
    FROM node:22
    COPY .env.example id_rsa.pub package.json ./
    COPY --from=build /app/.env ./
    RUN --mount=type=secret,id=netrc,target=/root/.netrc git fetch
    ```
    """
    if not stage.ships:
        return
    for placed in stage.every(Transfer):
        if isinstance(placed.node, Copy) and placed.node.source_stage is not None:
            continue
        for source in placed.node.sources:
            path = source.value.rstrip("/")
            if _SECRET.fullmatch(posixpath.basename(path)) or path.endswith(_PATHS):
                message = f"{posixpath.basename(path)} stays in the image for whoever has it: use a secret mount"
                yield Finding(placed.place(source.span), message)
