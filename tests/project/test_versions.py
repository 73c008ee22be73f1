"""What a project says of the version of its language."""

import pytest

from dockwright.project.paths import ProjectPath
from dockwright.project.snapshot import UNKNOWN_PROJECT, from_files
from dockwright.project.versions import VersionEvidence, version_evidence

POM = "<properties><maven.compiler.release> 21 </maven.compiler.release><java.version>17</java.version></properties>"


@pytest.mark.parametrize(
    ("language", "files", "evidence"),
    [
        (
            "node",
            {
                "package.json": '{"engines": {"node": ">=20"}, "volta": {"node": "20.11.1"}}',
                ".nvmrc": "lts/iron",
                ".tool-versions": "python 3.12\nnodejs 20",
            },
            [
                (".nvmrc", "", "lts/iron", "20"),
                (".tool-versions", "", "20", "20"),
                ("package.json", "volta.node", "20.11.1", "20.11.1"),
                ("package.json", "engines.node", ">=20", None),
            ],
        ),
        (
            "node",
            {"package.json": '{"devEngines": {"runtime": {"name": "node", "version": "22.x"}}}'},
            [("package.json", "devEngines.runtime", "22.x", "22")],
        ),
        (
            "go",
            {"go.mod": "module x\ngo 1.22.1\ntoolchain go1.22.3\n"},
            [("go.mod", "toolchain", "1.22.3", "1.22.3"), ("go.mod", "go", "1.22.1", "1.22.1")],
        ),
        (
            "python",
            {"pyproject.toml": '[project]\nrequires-python = ">=3.11"\n[tool.poetry.dependencies]\npython = "3.12"'},
            [
                ("pyproject.toml", "project.requires-python", ">=3.11", None),
                ("pyproject.toml", "tool.poetry.dependencies.python", "3.12", "3.12"),
            ],
        ),
        (
            "rust",
            {"Cargo.toml": '[package]\nrust-version = "1.78"'},
            [("Cargo.toml", "package.rust-version", "1.78", "1.78")],
        ),
        ("ruby", {"Gemfile": 'source "x"\nruby "3.3.1"\n'}, [("Gemfile", "ruby", "3.3.1", "3.3.1")]),
        ("java", {"pom.xml": POM}, [("pom.xml", "maven.compiler.release", "21", "21")]),
        (
            "java",
            {"build.gradle.kts": "java { toolchain { languageVersion = JavaLanguageVersion.of(21) } }"},
            [("build.gradle.kts", "toolchain", "21", "21")],
        ),
        ("java", {"build.gradle": "kotlin { jvmToolchain(17) }"}, [("build.gradle", "toolchain", "17", "17")]),
        (
            "dotnet",
            {
                "global.json": '{"sdk": {"version": "8.0.204"}}',
                "src/App.csproj": "<TargetFramework>net8.0</TargetFramework>",
            },
            [("global.json", "", "8.0.204", "8.0.204"), ("src/App.csproj", "TargetFramework", "8.0", "8.0")],
        ),
        ("php", {"composer.json": '{"require": {"php": "^8.2"}}'}, [("composer.json", "require.php", "^8.2", None)]),
        ("cobol", {"package.json": "{}"}, []),
        ("java", {"pom.xml": "<x/>", "build.gradle": "", "package.json": "{"}, []),
    ],
)
def test_evidence(language: str, files: dict[str, str], evidence: list[tuple[str, str, str, str | None]]) -> None:
    expected = tuple(
        VersionEvidence(ProjectPath(path), where, written, version) for path, where, written, version in evidence
    )
    assert version_evidence(from_files(files), language) == expected


def test_the_folder_comes_before_the_root() -> None:
    project = from_files({".nvmrc": "22", "api/.nvmrc": "20"})
    assert [each.written for each in version_evidence(project, "node", ProjectPath("api"))] == ["20", "22"]
    assert [each.written for each in version_evidence(project, "node")] == ["22"]
    assert version_evidence(UNKNOWN_PROJECT, "node") == ()
