"""What a project says about the versions of its language: the evidence for the tag of a base image."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from dockwright.project.manifests.values import json_table, string_at, table_at, toml_table
from dockwright.project.manifests.version_files import parse_version_file, plain_version
from dockwright.project.paths import ROOT, ProjectPath, join, name
from dockwright.project.snapshot import Project


class VersionEvidence(NamedTuple):
    """One statement: the file, where in it (`engines.node`, "" for the whole file), and what it says.

    `version` is digits with dots where the statement names one release or
    series, None for a range, whose text is in `written`.
    """

    path: ProjectPath
    where: str
    written: str
    version: str | None


# Which files tell of a language, the most binding first: files made to pin it, then what a manifest demands.
_FILES: Mapping[str, tuple[str, ...]] = {
    "node": (".nvmrc", ".node-version", ".tool-versions", "mise.toml", ".mise.toml", "package.json"),
    "go": (".go-version", ".tool-versions", "mise.toml", ".mise.toml", "go.mod", "go.work"),
    "python": (
        ".python-version",
        ".tool-versions",
        "mise.toml",
        ".mise.toml",
        "runtime.txt",
        "Pipfile",
        "pyproject.toml",
    ),
    "rust": ("rust-toolchain.toml", "rust-toolchain", ".tool-versions", "mise.toml", ".mise.toml", "Cargo.toml"),
    "ruby": (".ruby-version", ".tool-versions", "mise.toml", ".mise.toml", "Gemfile"),
    "java": (
        ".java-version",
        ".tool-versions",
        "mise.toml",
        ".mise.toml",
        "pom.xml",
        "build.gradle",
        "build.gradle.kts",
    ),
    "dotnet": ("global.json", ".tool-versions", "mise.toml", ".mise.toml"),
    "php": (".tool-versions", "mise.toml", ".mise.toml", "composer.json"),
}

_GEMFILE_RUBY = re.compile(r"^[ \t]*ruby[ \t(]+[\"']([^\"']+)[\"']", re.MULTILINE)
_MAVEN_JAVA = re.compile(r"<(maven\.compiler\.release|java\.version|maven\.compiler\.target|release)>\s*([\d.]+)\s*</")
_GRADLE_JAVA = re.compile(r"JavaLanguageVersion\.of\(\s*[\"']?(\d+)|jvmToolchain\(\s*(\d+)")
_TARGET_FRAMEWORK = re.compile(r"<TargetFramework>\s*net(?:coreapp)?(\d+\.\d+)(?:-[\w.]+)?\s*</")


def version_evidence(project: Project, language: str, folder: ProjectPath = ROOT) -> tuple[VersionEvidence, ...]:
    """What the files in `folder`, and then those in the root, say of `language`, the most binding first.

    Languages: node, go, python, rust, ruby, java, dotnet, php.
    """
    folders = (folder,) if folder == ROOT else (folder, ROOT)
    found = [each for place in folders for each in _in_folder(project, language, place)]
    if language == "dotnet":
        found.extend(_target_frameworks(project))
    return tuple(found)


def _in_folder(project: Project, language: str, folder: ProjectPath) -> Iterator[VersionEvidence]:
    for last_name in _FILES.get(language, ()):
        path = join(folder, last_name)
        text = project.read(path)
        if text is None:
            continue
        demands = _DEMANDS.get(last_name)
        if demands is not None:
            yield from (_evidence(path, where, written) for where, written in demands(text))
        for pin in parse_version_file(last_name, text):
            if pin.language == language:
                yield VersionEvidence(path, "", pin.written, pin.version)


def _evidence(path: ProjectPath, where: str, written: str) -> VersionEvidence:
    return VersionEvidence(path, where, written, plain_version(written))


_Demand = tuple[str, str]


def _present(*demands: tuple[str, str | None]) -> Iterator[_Demand]:
    yield from ((where, written) for where, written in demands if written)


def _package_json(text: str) -> Iterator[_Demand]:
    table = json_table(text) or {}
    runtime = table_at(table, "devEngines", "runtime")
    dev_node = string_at(runtime, "version") if string_at(runtime, "name") == "node" else None
    return _present(
        ("volta.node", string_at(table_at(table, "volta"), "node")),
        ("engines.node", string_at(table_at(table, "engines"), "node")),
        ("devEngines.runtime", dev_node),
    )


def _go_mod(text: str) -> Iterator[_Demand]:
    toolchain = re.search(r"^toolchain[ \t]+go([\d.]+)", text, re.MULTILINE)
    go = re.search(r"^go[ \t]+([\d.]+)", text, re.MULTILINE)
    return _present(("toolchain", toolchain and toolchain[1]), ("go", go and go[1]))


def _pyproject(text: str) -> Iterator[_Demand]:
    table = toml_table(text) or {}
    return _present(
        ("project.requires-python", string_at(table_at(table, "project"), "requires-python")),
        ("tool.poetry.dependencies.python", string_at(table_at(table, "tool", "poetry", "dependencies"), "python")),
    )


def _cargo(text: str) -> Iterator[_Demand]:
    table = toml_table(text) or {}
    return _present(
        ("package.rust-version", string_at(table_at(table, "package"), "rust-version")),
        ("workspace.package.rust-version", string_at(table_at(table, "workspace", "package"), "rust-version")),
    )


def _gemfile(text: str) -> Iterator[_Demand]:
    found = _GEMFILE_RUBY.search(text)
    return _present(("ruby", found and found[1]))


def _pom(text: str) -> Iterator[_Demand]:
    found = _MAVEN_JAVA.search(text)
    return _present((found[1], found[2])) if found else iter(())


def _gradle(text: str) -> Iterator[_Demand]:
    found = _GRADLE_JAVA.search(text)
    return _present(("toolchain", found and (found[1] or found[2])))


def _composer(text: str) -> Iterator[_Demand]:
    return _present(("require.php", string_at(table_at(json_table(text) or {}, "require"), "php")))


_DEMANDS: Mapping[str, Callable[[str], Iterator[_Demand]]] = {
    "package.json": _package_json,
    "go.mod": _go_mod,
    "go.work": _go_mod,
    "pyproject.toml": _pyproject,
    "Cargo.toml": _cargo,
    "Gemfile": _gemfile,
    "pom.xml": _pom,
    "build.gradle": _gradle,
    "build.gradle.kts": _gradle,
    "composer.json": _composer,
}


def _target_frameworks(project: Project) -> Iterator[VersionEvidence]:
    """The framework that each project file builds for: SDK and runtime image carry its number."""
    for path, text in project.texts.items():
        if name(path).endswith(("proj", "Directory.Build.props")):
            found = _TARGET_FRAMEWORK.search(text)
            if found:
                yield VersionEvidence(path, "TargetFramework", found[1], found[1])
