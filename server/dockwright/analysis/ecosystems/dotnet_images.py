"""The image that runs what a .NET project makes."""

import re
from collections.abc import Iterator

from dockwright.analysis.ecosystems.dotnet_projects import members
from dockwright.analysis.ecosystems.model import Missing
from dockwright.knowledge.images import is_known
from dockwright.model.references import ImageReference
from dockwright.model.stages import Stage
from dockwright.project.manifests.dotnet import DotnetProject
from dockwright.project.paths import ProjectPath
from dockwright.project.snapshot import Project

SDKS = {
    "mcr.microsoft.com/dotnet/sdk": "mcr.microsoft.com/dotnet",
    "mcr.microsoft.com/dotnet/core/sdk": "mcr.microsoft.com/dotnet/core",
}
"""The images that build, and what the names of those that run begin with."""

_VERSION = re.compile(r"(\d+)\.(\d+)(?:\.\d+)?")
_FRAMEWORK = re.compile(r"net(?:coreapp)?(\d+\.\d+)(?:-.*)?")
_WEB = frozenset({"Microsoft.NET.Sdk.Web", "Microsoft.NET.Sdk.Razor", "Microsoft.NET.Sdk.BlazorServer"})
_RUNTIME = re.compile(r"/(?:aspnet|runtime):")
_LISTENS = ("ASPNETCORE_URLS", "ASPNETCORE_HTTP_PORTS", "DOTNET_URLS", "URLS")
_FIRST_ON_8080 = 8


def runtime_image(reference: ImageReference, path: ProjectPath, project: Project) -> str | Missing:
    """The image for the program that the project file at `path` makes: of the framework that it targets."""
    parsed = project.dotnet_project(path)
    if parsed is None:
        return Missing(f"{path} cannot be read")
    if parsed.sdk.endswith("WebAssembly"):
        return Missing(f"{path} makes a static site, which no .NET runtime serves")
    repository = f"{SDKS[reference.repository]}/{_kind(parsed, path, project)}"
    words = [word for word in (reference.tag or "").split("-") if word != "aot"]
    version = _VERSION.match(words[0]) if words else None
    framework = _FRAMEWORK.fullmatch(parsed.frameworks[0]) if len(parsed.frameworks) == 1 else None
    if version is None:
        if framework is not None:
            return f"{repository}:{framework[1]}"
        return Missing(f"which .NET {reference.text} has is not known: its tag does not say it")
    number = f"{version[1]}.{version[2]}"
    alpine = [word for word in words[1:] if word == "alpine"]
    if framework is not None and float(framework[1]) > float(number):
        return Missing(f"{path} is for .NET {framework[1]}, which {reference.text} does not build")
    if framework is not None and framework[1] != number:
        number, words = framework[1], [words[0], *alpine]
    tag, plain = "-".join((number, *words[1:])), "-".join((number, *alpine))
    return f"{repository}:{plain if is_known(repository, plain) and not is_known(repository, tag) else tag}"


def _kind(parsed: DotnetProject, path: ProjectPath, project: Project) -> str:
    if parsed.is_self_contained:
        return "runtime-deps"
    used = (project.dotnet_project(each) for each in members(path, project))
    is_web = any(
        each is not None and (each.sdk in _WEB or "Microsoft.AspNetCore.App" in each.shared_frameworks) for each in used
    )
    return "aspnet" if is_web else "runtime"


def with_nothing_but_dependencies(image: str) -> str:
    """The image for a program that brings the runtime along."""
    return _RUNTIME.sub("/runtime-deps:", image)


def notes(stage: Stage, image: str) -> Iterator[str]:
    """What to check of the change of the image."""
    yield "check that the program needs no file outside what is published"
    version = _VERSION.search(image.rpartition(":")[2])
    on_8080 = "/aspnet:" in image and version is not None and int(version[1]) >= _FIRST_ON_8080
    if on_8080 and not any(stage.scope.find(variable) is not None for variable in _LISTENS):
        yield "the runtime image listens on port 8080 unless ASPNETCORE_URLS or ASPNETCORE_HTTP_PORTS says otherwise"
