"""Which files are read."""

import pytest

from dockwright.project.captured import is_captured, is_dockerfile, is_source, watched_globs
from dockwright.project.paths import ProjectPath

P = ProjectPath


@pytest.mark.parametrize(
    "path",
    [
        "package.json",
        "packages/a/package.json",
        "yarn.lock",
        ".nvmrc",
        "mise.toml",
        "requirements-dev.txt",
        "requirements/base.txt",
        "api/requirements/base.in",
        "tsconfig.build.json",
        "vite.config.mts",
        "src/App.csproj",
        "cmd/main.go",
        ".dockerignore",
        "web.Dockerfile.dockerignore",
        "compose.yaml",
        ".github/workflows/ci.yml",
        "Dockerfile.dev",
        "docker/start.sh",
        "compose/django/start",
        "supervisord.conf",
    ],
)
def test_manifests_are_read(path: str) -> None:
    assert is_captured(P(path))


@pytest.mark.parametrize(
    "path", ["bun.lockb", "src/index.ts", "main_test.go", "README.md", "docs/.github/workflows/ci.yml", ".env", "a.txt"]
)
def test_other_files_are_not(path: str) -> None:
    assert not is_captured(P(path))


def test_dockerfiles_are_told_by_name() -> None:
    names = ["Dockerfile", "a/dockerfile.dev", "web.Dockerfile", "Containerfile", "x.containerfile"]
    others = ["Dockerfile.dockerignore", "Dockerfiles", "dockerfile_parser.py", "compose.yaml"]
    assert [name for name in names + others if is_dockerfile(P(name))] == names
    assert [name for name in ("a.go", "a.sh", "a.ts") if is_source(P(name))] == ["a.go", "a.sh"]


def test_what_an_editor_watches_is_among_what_is_read() -> None:
    globs = watched_globs()
    assert len(set(globs)) == len(globs)
    samples = [glob.removeprefix("**/").replace("*", "") for glob in globs]
    unread = [sample for sample in samples if not is_captured(P(sample))]
    assert unread == ["bun.lockb"]
