"""Files copied for a user who does not own them."""

import re
from collections.abc import Iterator

from dockwright.analysis.safety import Safety
from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.syntax.nodes import Transfer
from dockwright.text.edit import insert

_ONLY_READ = re.compile(r"/(?:bin|etc|lib|lib64|sbin|usr)/|/[^/]+\.sh\Z")


@rule(Severity.HINT, on=Stage, aliases=("S6504",))
def copy_root_owned_writable_by_app(stage: Stage) -> Iterator[Finding]:
    """COPY after USER makes files that belong to root.

    USER says who runs what follows, but COPY and ADD do not care: without `--chown` their files are root's. That is
    best for what the program only reads. What it has to write needs `--chown`. The folders of the operating system
    and its settings are such as are only read.

    ```dockerfile bad
    FROM node:22
    USER node
    ⟦COPY⟧ package.json ./
    ```

    ```dockerfile fixed
    FROM node:22
    USER node
    COPY --chown=node package.json ./
    ```

    ```dockerfile good
    FROM node:22
    COPY package.json ./
    USER node
    COPY --chown=node data ./
    COPY --chmod=444 config ./
    COPY server.conf /etc/server/
    COPY entrypoint.sh /entrypoint.sh
    USER root
    COPY tools ./
    ```

    Windows has no `--chown`:

    ```dockerfile good
    FROM mcr.microsoft.com/windows/nanoserver:ltsc2022
    USER ContainerUser
    COPY app C:/app
    ```
    """
    if not stage.ships:
        return
    for placed in stage.every(Transfer):
        state = stage.state_at(placed.at)
        if state.user_by is None or state.is_root is not False or not state.user or not state.is_posix:
            continue
        if placed.node.destination is not None and _ONLY_READ.match(placed.node.destination.value):
            continue
        if placed.node.flag("chown") is not None or placed.node.flag("chmod") is not None:
            continue
        user = state.user_by.node.user.raw if state.user_by.node.user is not None else state.user
        fixes = ()
        if " " not in user:
            edit = insert(placed.at + placed.node.keyword.span.end, f" --chown={user}")
            note = "the program may then change these files"
            fixes = (Fix(f"Add --chown={user}", (edit,), Safety.UNSAFE, note),)
        message = f"These files belong to root, not to {state.user}: add --chown if they are to be written"
        yield Finding(placed.place(placed.node.keyword.span), message, fixes)
