"""Project and solution files of .NET (learn.microsoft.com, "MSBuild project file schema")."""

import re
from dataclasses import dataclass
from functools import lru_cache

from dockwright.project.manifests.xml import elements

_IN_SOLUTION = re.compile(r'^Project\("[^"]*"\)\s*=\s*"[^"]*",\s*"([^"]+\.(?:cs|fs|vb)proj)"', re.MULTILINE)
_PROJECT_FILE = re.compile(r".*\.(?:cs|fs|vb)proj", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DotnetProject:
    """A `.csproj`, `.fsproj` or `.vbproj`.

    `assembly` is the name that it gives the program, if any; `frameworks` as in TargetFramework(s) (`net8.0`).
    `references` are other project files and `imports` other files, from its own folder, with `/`.
    """

    sdk: str
    assembly: str | None
    frameworks: tuple[str, ...]
    output_type: str
    references: tuple[str, ...]
    imports: tuple[str, ...]
    shared_frameworks: frozenset[str]
    is_self_contained: bool


@lru_cache(maxsize=64)
def parse_dotnet_project(text: str) -> DotnetProject:
    """Read a project file; what is broken in it is as if it were not there."""
    found = elements(text)
    properties: dict[str, str] = {}
    sdk = ""
    for element in found:
        parts = element.path.split("/")
        if parts[0] == "Project" and parts[1:2] == ["PropertyGroup"] and len(parts) == 3:  # noqa: PLR2004
            properties.setdefault(parts[2], element.text)
        if element.path == "Project":
            sdk = element.attributes.get("Sdk", "") or sdk
        if element.path == "Project/Sdk":
            sdk = element.attributes.get("Name", "")
    frameworks = properties.get("TargetFrameworks") or properties.get("TargetFramework", "")
    return DotnetProject(
        sdk=sdk.partition("/")[0],
        assembly=properties.get("AssemblyName"),
        frameworks=tuple(part.strip() for part in frameworks.split(";") if part.strip()),
        output_type=properties.get("OutputType", ""),
        references=tuple(
            _path(element.attributes["Include"])
            for element in found
            if element.path.endswith("/ProjectReference") and "Include" in element.attributes
        ),
        imports=tuple(
            _path(element.attributes["Project"])
            for element in found
            if element.path.endswith("/Import") and "Project" in element.attributes and "Sdk" not in element.attributes
        ),
        shared_frameworks=frozenset(
            element.attributes.get("Include", "") for element in found if element.path.endswith("/FrameworkReference")
        ),
        is_self_contained=any(properties.get(name, "").lower() == "true" for name in ("SelfContained", "PublishAot")),
    )


@lru_cache(maxsize=16)
def parse_solution(text: str) -> tuple[str, ...]:
    """The project files of a `.sln` or `.slnx`, from its folder, with `/`."""
    if text.lstrip("\ufeff \r\n\t").startswith("<"):
        paths = (element.attributes.get("Path", "") for element in elements(text) if element.path.endswith("/Project"))
        return tuple(_path(path) for path in paths if _PROJECT_FILE.fullmatch(path))
    return tuple(_path(path) for path in _IN_SOLUTION.findall(text.replace("\r", "")))


def _path(text: str) -> str:
    return text.replace("\\", "/")
