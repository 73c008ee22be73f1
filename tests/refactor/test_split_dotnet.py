"""The split of .NET stages: what is published, on the image that fits the project."""

import pytest

from dockwright.refactor.split_stages import split_stages
from tests.refactor.cases import offers, refactored

WEB = """<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup>
  <ItemGroup><ProjectReference Include="..\\Core\\Core.csproj" /></ItemGroup>
</Project>
"""
WORKER = """<Project Sdk="Microsoft.NET.Sdk.Worker">
  <PropertyGroup>
    <TargetFramework>net8.0</TargetFramework>
    <AssemblyName>Shop.Worker</AssemblyName>
  </PropertyGroup>
</Project>
"""
SOLUTION = """Project("{1}") = "Web", "Web\\Web.csproj", "{2}"
Project("{1}") = "Core", "Core\\Core.csproj", "{3}"
"""
NET = {
    "Web/Web.csproj": WEB,
    "Core/Core.csproj": '<Project Sdk="Microsoft.NET.Sdk" />',
    "Shop.sln": SOLUTION,
    "Directory.Build.props": "<Project />",
}
SINGLE = {"Worker.csproj": WORKER}
PUBLISHED = "check that the program needs no file outside what is published"
PORT = "the runtime image listens on port 8080 unless ASPNETCORE_URLS or ASPNETCORE_HTTP_PORTS says otherwise"
LAUNCH = "`dotnet run` took the port and environment from launchSettings.json: set them by ENV"


@pytest.mark.parametrize(
    ("files", "before", "after", "note"),
    [
        pytest.param(
            NET,
            """\
# build
FROM mcr.microsoft.com/dotnet/sdk:8.0
WORKDIR /src
COPY . .
RUN dotnet restore
# publish
RUN dotnet publish Web/Web.csproj -c Release -o /app
EXPOSE 8080
ENTRYPOINT ["dotnet", "/app/Web.dll"]
""",
            """\
# build
FROM mcr.microsoft.com/dotnet/sdk:8.0 AS builder
WORKDIR /src
COPY . .
RUN dotnet restore
# publish
RUN dotnet publish Web/Web.csproj -c Release -o /app

FROM mcr.microsoft.com/dotnet/aspnet:8.0 AS runtime
WORKDIR /app
COPY --from=builder /app ./
EXPOSE 8080
ENTRYPOINT ["dotnet", "/app/Web.dll"]
""",
            f"{PUBLISHED}; {PORT}",
            id="web",
        ),
        pytest.param(
            NET,
            """\
FROM mcr.microsoft.com/dotnet/sdk:9.0-alpine
WORKDIR /src
ADD . .
RUN dotnet publish Web -c Release -o out
ENV ASPNETCORE_URLS=http://+:80
CMD dotnet out/Web.dll
""",
            """\
FROM mcr.microsoft.com/dotnet/sdk:9.0-alpine AS builder
WORKDIR /src
ADD . .
RUN dotnet publish Web -c Release -o out

FROM mcr.microsoft.com/dotnet/aspnet:8.0-alpine AS runtime
WORKDIR /src/out
COPY --from=builder /src/out ./
ENV ASPNETCORE_URLS=http://+:80
CMD ["dotnet", "Web.dll"]
""",
            PUBLISHED,
            id="newer-sdk-on-alpine",
        ),
        pytest.param(
            NET,
            """\
FROM mcr.microsoft.com/dotnet/sdk:8.0.100
WORKDIR /src
COPY . .
RUN dotnet build
CMD ["dotnet", "run", "--project", "Web/Web.csproj"]
""",
            """\
FROM mcr.microsoft.com/dotnet/sdk:8.0.100 AS builder
WORKDIR /src
COPY . .
RUN dotnet build
RUN dotnet publish Web/Web.csproj -c Release -o /app/publish

FROM mcr.microsoft.com/dotnet/aspnet:8.0 AS runtime
WORKDIR /app/publish
COPY --from=builder /app/publish ./
CMD ["dotnet", "Web.dll"]
""",
            f"{LAUNCH}; {PUBLISHED}",
            id="run",
        ),
        pytest.param(
            SINGLE,
            """\
FROM mcr.microsoft.com/dotnet/sdk:8.0-jammy
COPY . /src
RUN cd /src && dotnet publish -c Release -o /srv/worker
WORKDIR /srv/worker
USER 1000
ENTRYPOINT ["dotnet"]
CMD ["Shop.Worker.dll"]
""",
            """\
FROM mcr.microsoft.com/dotnet/sdk:8.0-jammy AS builder
COPY . /src
RUN cd /src && dotnet publish -c Release -o /srv/worker

FROM mcr.microsoft.com/dotnet/runtime:8.0-jammy AS runtime
COPY --from=builder /srv/worker /srv/worker
WORKDIR /srv/worker
USER 1000
ENTRYPOINT ["dotnet"]
CMD ["Shop.Worker.dll"]
""",
            PUBLISHED,
            id="worker",
        ),
        pytest.param(
            SINGLE,
            """\
FROM mcr.microsoft.com/dotnet/sdk:8.0
WORKDIR /src
COPY . .
RUN dotnet publish -c Release -r linux-x64 --self-contained true -o /srv
ENTRYPOINT ["/srv/Shop.Worker"]
""",
            """\
FROM mcr.microsoft.com/dotnet/sdk:8.0 AS builder
WORKDIR /src
COPY . .
RUN dotnet publish -c Release -r linux-x64 --self-contained true -o /srv

FROM mcr.microsoft.com/dotnet/runtime-deps:8.0 AS runtime
WORKDIR /srv
COPY --from=builder /srv ./
ENTRYPOINT ["/srv/Shop.Worker"]
""",
            PUBLISHED,
            id="self-contained",
        ),
    ],
)
def test_split(files: dict[str, str], before: str, after: str, note: str) -> None:
    assert refactored(split_stages, before, files) == (after, note)
    assert offers(split_stages, after, files) == []
    windows = refactored(split_stages, before.replace("\n", "\r\n"), files)
    assert windows == (after.replace("\n", "\r\n"), note)
