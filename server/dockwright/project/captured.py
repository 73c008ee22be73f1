"""Which files of a project are read, not only listed: those that say how it is built."""

import re

from dockwright.project.manifests.version_files import version_files
from dockwright.project.paths import ProjectPath, name

LOCKFILES = {
    "npm-shrinkwrap.json": "npm",  # npm prefers it to package-lock.json
    "package-lock.json": "npm",
    "yarn.lock": "yarn",
    "pnpm-lock.yaml": "pnpm",
    "bun.lock": "bun",
    "bun.lockb": "bun",
    "deno.lock": "deno",
    "go.sum": "go",
    "uv.lock": "uv",
    "poetry.lock": "poetry",
    "pdm.lock": "pdm",
    "Pipfile.lock": "pipenv",
    "Cargo.lock": "cargo",
    "composer.lock": "composer",
    "Gemfile.lock": "bundler",
    "packages.lock.json": "dotnet",
    "gradle.lockfile": "gradle",
    "mix.lock": "mix",
}
"""The lockfiles that are looked for, each with the tool that writes it, those that win first."""

COMPOSE_FILES = (
    "compose.yaml",
    "compose.yml",
    "docker-compose.yml",
    "docker-compose.yaml",
    "compose.override.yaml",
    "compose.override.yml",
    "docker-compose.override.yml",
    "docker-compose.override.yaml",
    "docker-compose.dev.yml",
    "docker-compose.prod.yml",
)
"""Compose files by the names that Compose itself looks for, then the two that people use most."""

_MANIFESTS = frozenset(
    {
        ".dockerignore",
        ".npmrc",
        ".pnpmfile.cjs",
        ".yarnrc",
        ".yarnrc.yml",
        "Cargo.toml",
        "Gemfile",
        "Makefile",
        "Procfile",
        "angular.json",
        "app.json",
        "artisan",
        "build.gradle",
        "build.gradle.kts",
        "composer.json",
        "config.ru",
        "deno.json",
        "deno.jsonc",
        "go.mod",
        "go.work",
        "lerna.json",
        "manage.py",
        "mix.exs",
        "nest-cli.json",
        "nuget.config",
        "nx.json",
        "package.json",
        "pnpm-workspace.yaml",
        "pom.xml",
        "pyproject.toml",
        "settings.gradle",
        "settings.gradle.kts",
        "setup.cfg",
        "setup.py",
        "turbo.json",
        *LOCKFILES,
        *COMPOSE_FILES,
        *version_files(),
    }
)
_NOT_TEXT = frozenset({"bun.lockb"})

_PATTERNS = re.compile(
    r"""
    .*\.(?:docker|container)ignore | (?:Docker|Container)file(?:\..*)? | .*\.(?:docker|container)file
    | (?:requirements|constraints)[^/]*\.(?:txt|in)
    | (?:tsconfig|jsconfig)(?:\.[^/]*)?\.json
    | (?:next|nuxt|vite|webpack|svelte|astro|rollup|esbuild|tsup|remix|vue|angular)\.config\.[cm]?[jt]s
    | [^/]*\.(?:csproj|fsproj|vbproj|sln|slnx|gemspec) | Directory\.(?:Build|Packages)\.(?:props|targets)
    | [^/]*\.sh | (?:docker-)?entrypoint | start | supervisord?[^/]*\.conf | gunicorn\.conf\.py
    """,
    re.VERBOSE | re.IGNORECASE,
)
_GO_SOURCE = re.compile(r".*(?<!_test)\.go")
_REQUIREMENTS_FOLDER = re.compile(r"(?:.*/)?requirements/[^/]+\.(?:txt|in)")
_WORKFLOW = re.compile(r"\.github/workflows/[^/]+\.ya?ml")
_DOCKERFILE = re.compile(
    r"(?:Docker|Container)file(?:\.(?!(?:docker|container)ignore$).*)?|.*\.(?:docker|container)file", re.IGNORECASE
)

_WATCHED = (
    "Cargo.toml",
    "Gemfile",
    "composer.json",
    "go.mod",
    "go.work",
    "package.json",
    "pom.xml",
    "pyproject.toml",
    ".npmrc",
    ".yarnrc.yml",
    "pnpm-workspace.yaml",
    "build.gradle*",
    "settings.gradle*",
    "requirements*.txt",
    "tsconfig*.json",
    "*.csproj",
    "*.dockerignore",
    "*.containerignore",
    *LOCKFILES,
    *COMPOSE_FILES,
)


def is_captured(path: ProjectPath) -> bool:
    """Whether the text of the file at `path` belongs into a snapshot."""
    last = name(path)
    return last not in _NOT_TEXT and (
        last in _MANIFESTS
        or _PATTERNS.fullmatch(last) is not None
        or _GO_SOURCE.fullmatch(last) is not None
        or _REQUIREMENTS_FOLDER.fullmatch(path) is not None
        or _WORKFLOW.fullmatch(path) is not None
    )


def is_dockerfile(path: ProjectPath) -> bool:
    """Whether the name at the end of `path` is one that people give to Dockerfiles."""
    return _DOCKERFILE.fullmatch(name(path)) is not None


def is_source(path: ProjectPath) -> bool:
    """Whether the file is source code, of which there may be much and of which the head is enough."""
    return path.endswith((".go", ".sh"))


def watched_globs() -> tuple[str, ...]:
    """The files, as LSP glob patterns, after whose change the findings may be others."""
    return tuple(f"**/{each}" for each in (*_WATCHED, *version_files()))
