"""Go programs without a version."""

from collections.abc import Iterator

from dockwright.model.packages.kinds import Manager, Verb
from dockwright.model.run_commands import run_commands
from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Severity, rule
from dockwright.syntax.nodes import Transfer

_MOVING = frozenset({"latest", "upgrade", "patch", "main", "master"})
_VERBS = frozenset({Verb.INSTALL_PACKAGES, Verb.START})


@rule(Severity.WARNING, on=Stage, aliases=("DL3062",))
def unpinned_go_install(stage: Stage) -> Iterator[Finding]:
    """A Go program has no version.

    `go install` with `@latest` gets another version with each new release. Without any version it works only where
    a go.mod names it.

    ```dockerfile bad
    FROM golang:1.25
    RUN go install ⟦golang.org/x/tools/cmd/stringer@latest⟧
    ```

    ```dockerfile good
    FROM golang:1.25
    RUN go install golang.org/x/tools/cmd/stringer@v0.38.0
    RUN go install golang.org/x/tools/cmd/goimports@$VERSION
    COPY go.mod go.sum ./
    RUN go install golang.org/x/tools/cmd/goimports && go install ./...
    ```
    """
    for run, command in run_commands(stage):
        if command.manager is not Manager.GO or command.verb not in _VERBS:
            continue
        has_module = any(placed.at < run.at for placed in stage.every(Transfer)) or len(stage.chain) > 1
        for package in command.packages:
            if package.version is None and (has_module or package.is_dynamic or run.node.mounts):
                continue
            if package.version in _MOVING or (package.version is None and not package.is_local):
                message = f"{package.name} may be another version in the next build: name the version"
                yield Finding(run.place(package.span), message)
