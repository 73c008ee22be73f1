"""`dotnet restore` that may change the lockfile."""

from collections.abc import Iterator

from dockwright.analysis.lockfiles import locked_install
from dockwright.model.packages.kinds import Manager
from dockwright.model.stages import Stage
from dockwright.project.snapshot import Project
from dockwright.rules.model import Finding, Fix, Severity, rule


@rule(Severity.WARNING, on=Stage)
def dotnet_restore_unlocked(stage: Stage, project: Project) -> Iterator[Finding]:
    """`dotnet restore` may install other versions than packages.lock.json says.

    If the project file and the lockfile do not agree it resolves anew and goes on.
    In locked mode it fails instead, and you learn of it before the image ships. A
    project without a lockfile is left alone.

    ```xml file=shop.csproj
    <Project Sdk="Microsoft.NET.Sdk.Web" />
    ```

    ```json file=packages.lock.json
    {"version": 1}
    ```

    ```dockerfile bad
    FROM mcr.microsoft.com/dotnet/sdk:9.0
    WORKDIR /src
    COPY . .
    RUN ⟦dotnet restore⟧
    ```

    ```dockerfile fixed
    FROM mcr.microsoft.com/dotnet/sdk:9.0
    WORKDIR /src
    COPY . .
    RUN dotnet restore --locked-mode
    ```

    ```json file=packages.lock.json
    ```

    ```dockerfile good
    FROM mcr.microsoft.com/dotnet/sdk:9.0
    WORKDIR /src
    COPY . .
    RUN dotnet restore
    ```
    """
    for found in locked_install(stage, project, Manager.DOTNET):
        if found.edits:
            yield Finding(found.span, found.message, (Fix(found.title, found.edits),))
