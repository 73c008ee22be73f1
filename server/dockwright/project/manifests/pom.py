"""`pom.xml` of Maven (maven.apache.org, "POM Reference")."""

import re
from dataclasses import dataclass
from functools import lru_cache

from dockwright.project.manifests.xml import elements

_MODULES = ("modules/module", "subprojects/subproject")
_COPIED_TO = re.compile(r"<outputDirectory>\s*\$\{project\.build\.directory\}/([\w./-]+?)/?\s*</outputDirectory>")
_PROPERTY = re.compile(r"\$\{([^}]+)\}")


@dataclass(frozen=True, slots=True)
class Pom:
    """The parts of a `pom.xml` that say what is made and of what it consists.

    `final_name` is the name of the jar without `.jar`, None where it depends on something that is not in the file.
    `modules` are folders, from the file's own. `plugins` are the artifact IDs of the plugins that it
    configures. `copies_to` are the folders below `target` into which dependencies are copied.
    """

    artifact: str | None
    version: str | None
    packaging: str
    final_name: str | None
    modules: tuple[str, ...]
    plugins: frozenset[str]
    copies_to: tuple[str, ...]


@lru_cache(maxsize=32)
def parse_pom(text: str) -> Pom:
    """Read a `pom.xml`; what is broken in it is as if it were not there."""
    found = elements(text)
    single = {element.path: element.text for element in reversed(found)}
    properties = {
        path.removeprefix("project/properties/"): value
        for path, value in single.items()
        if path.startswith("project/properties/")
    }
    artifact = single.get("project/artifactId")
    version = single.get("project/version") or single.get("project/parent/version")
    for name in ("project", "pom"):
        properties |= {f"{name}.artifactId": artifact or "${", f"{name}.version": version or "${"}
    final = single.get("project/build/finalName", "${project.artifactId}-${project.version}")
    plugins = frozenset(element.text for element in found if element.path.endswith("/plugin/artifactId"))
    return Pom(
        artifact=artifact,
        version=version,
        packaging=single.get("project/packaging", "jar"),
        final_name=_resolved(final, properties),
        modules=tuple(element.text for element in found if element.path.endswith(_MODULES)),
        plugins=plugins,
        copies_to=tuple(_copies(text)),
    )


def _resolved(text: str, properties: dict[str, str]) -> str | None:
    """`text` with its properties filled in, None if one is not in the file."""
    for _ in range(4):
        text = _PROPERTY.sub(lambda found: properties.get(found[1], found[0]), text)
    return None if "${" in text else text


def _copies(text: str) -> list[str]:
    """Where `copy-dependencies` puts the jars: `dependency` below `target`, unless it is told."""
    if "copy-dependencies" not in text:
        return []
    folders = _COPIED_TO.findall(text)
    return folders or ["dependency"]
