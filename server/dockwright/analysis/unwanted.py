"""What a build context holds that no image needs."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from dockwright.analysis.transfers import context_copies, context_path
from dockwright.model.facts import Facts
from dockwright.model.packages.builds import builds_of
from dockwright.model.packages.read import packages_of
from dockwright.project.ignore import parse_ignore
from dockwright.project.paths import ROOT, ProjectPath, normalise
from dockwright.project.snapshot import Project
from dockwright.syntax.nodes import Cmd, Entrypoint, Run, Word


class Unwanted(NamedTuple):
    """A pattern for `.dockerignore`.

    `group` is the comment it stands under, `present` the entries of the
    context that it hides now, `important` whether leaving it out does harm (size, secrets,
    broken modules) and not only costs a little.
    """

    pattern: str
    group: str
    important: bool
    present: tuple[ProjectPath, ...] = ()


class _Candidate(NamedTuple):
    pattern: str
    group: str
    probes: tuple[str, ...]
    """Globs of entries; the pattern is wanted where one matches."""
    manifests: tuple[str, ...] = ()
    """Files whose presence alone makes the pattern wanted: what they lead to will be there one day."""


_DEPENDENCIES = "Dependencies, installed in the image anew"
_OUTPUT = "Build output and caches"
_CACHES = "Caches of the tools"
_SECRETS = "Secrets and local settings"
_TESTS = "Tests"
_VERSION_CONTROL = "Version control and editors"
_DOCKER = "Docker's own files"

_PYTHON = ("requirements.txt", "pyproject.toml", "setup.py", "Pipfile")
_GRADLE = ("build.gradle", "build.gradle.kts", "settings.gradle", "settings.gradle.kts")
_DOTNET = ("*.csproj", "*.sln", "*.slnx", "*/*.csproj")
"""Globs, as their names are the projects' own."""
_OTHERS = ("composer.json", "Gemfile", "mix.exs", "deno.json", "CMakeLists.txt")
_ANY = ("package.json", "go.mod", *_PYTHON, "Cargo.toml", "pom.xml", *_GRADLE, *_DOTNET, *_OTHERS)
_BUILT = ("*.js", "static", "libs", "classes", "CMakeCache.txt", "CMakeFiles")
_CANDIDATES = (
    _Candidate("**/node_modules", _DEPENDENCIES, ("node_modules", "*/node_modules"), ("package.json",)),
    _Candidate("**/.venv", _DEPENDENCIES, (".venv",), _PYTHON),
    _Candidate("**/venv", _DEPENDENCIES, ("venv",)),
    _Candidate("vendor", _DEPENDENCIES, ("vendor/autoload.php",), ("composer.json",)),
    _Candidate("vendor/bundle", _DEPENDENCIES, ("vendor/bundle",), ("Gemfile",)),
    _Candidate(".bundle", _DEPENDENCIES, (".bundle",)),
    _Candidate("deps", _DEPENDENCIES, ("deps/*/mix.exs", "deps/*/hex_metadata.config"), ("mix.exs",)),
    _Candidate("_build", _OUTPUT, ("_build",), ("mix.exs",)),
    _Candidate("erl_crash.dump", _CACHES, ("erl_crash.dump",)),
    _Candidate("**/*.o", _OUTPUT, ("*.o", "*/*.o")),
    _Candidate("cmake-build-*", _OUTPUT, ("cmake-build-*",)),
    _Candidate("log/*", _CACHES, ("log/*.log",), ("bin/rails",)),
    _Candidate("tmp/*", _CACHES, ("tmp/cache", "tmp/pids"), ("bin/rails",)),
    _Candidate("**/__pycache__", _CACHES, ("__pycache__", "*/__pycache__"), _PYTHON),
    _Candidate("**/*.py[cod]", _CACHES, ("*.pyc",), _PYTHON),
    _Candidate("**/*.egg-info", _OUTPUT, ("*.egg-info", "*/*.egg-info")),
    _Candidate(".pytest_cache", _CACHES, (".pytest_cache",)),
    _Candidate(".mypy_cache", _CACHES, (".mypy_cache",)),
    _Candidate(".ruff_cache", _CACHES, (".ruff_cache",)),
    _Candidate(".tox", _CACHES, (".tox",)),
    _Candidate(".coverage", _CACHES, (".coverage",)),
    _Candidate("htmlcov", _CACHES, ("htmlcov",)),
    _Candidate("dist", _OUTPUT, ("dist",), ("tsconfig.json",)),
    _Candidate("build", _OUTPUT, tuple(f"build/{name}" for name in _BUILT)),
    _Candidate("*/build", _OUTPUT, ("*/build/libs", "*/build/classes")),
    _Candidate("**/.gradle", _CACHES, (".gradle",), _GRADLE),
    _Candidate("**/bin/Debug", _OUTPUT, ("bin/Debug", "*/bin/Debug", "*/*/bin/Debug"), _DOTNET),
    _Candidate("**/bin/Release", _OUTPUT, ("bin/Release", "*/bin/Release", "*/*/bin/Release"), _DOTNET),
    _Candidate(".next", _OUTPUT, (".next",)),
    _Candidate("**/target", _OUTPUT, ("target",), ("Cargo.toml", "pom.xml")),
    _Candidate("**/obj", _OUTPUT, ("obj", "*/obj", "*/*/obj"), _DOTNET),
    _Candidate("**/TestResults", _CACHES, ("TestResults", "*/TestResults")),
    _Candidate("coverage", _OUTPUT, ("coverage",), ()),
    _Candidate("**/*.log", _OUTPUT, ("*.log",), ("package.json",)),
    _Candidate(".env*", _SECRETS, (".env*",), ("package.json", "composer.json", "Gemfile", *_PYTHON)),
    _Candidate("config/*.key", _SECRETS, ("config/*.key",)),
    _Candidate("*.pem", _SECRETS, ("*.pem",)),
    _Candidate("**/*_test.go", _TESTS, ("*_test.go", "*/*_test.go", "*/*/*_test.go")),
    _Candidate("test", _TESTS, ("test",)),
    _Candidate("tests", _TESTS, ("tests",)),
    _Candidate("spec", _TESTS, ("spec/spec_helper.rb", "spec/rails_helper.rb")),
    _Candidate(".phpunit*", _TESTS, (".phpunit*",)),
    _Candidate("**/__tests__", _TESTS, ("__tests__", "*/__tests__")),
    _Candidate("**/*.test.*", _TESTS, ("*.test.*", "*/*.test.*"), ()),
    _Candidate("**/*.spec.*", _TESTS, ("*.spec.*", "*/*.spec.*"), ()),
    _Candidate("e2e", _TESTS, ("e2e",)),
    _Candidate("cypress", _TESTS, ("cypress",)),
    _Candidate(".git", _VERSION_CONTROL, (".git",), _ANY),
    _Candidate(".gitignore", _VERSION_CONTROL, (".gitignore",)),
    _Candidate(".github", _VERSION_CONTROL, (".github",)),
    _Candidate(".vscode", _VERSION_CONTROL, (".vscode",)),
    _Candidate(".vs", _VERSION_CONTROL, (".vs",)),
    _Candidate(".idea", _VERSION_CONTROL, (".idea",)),
    _Candidate("**/.DS_Store", _VERSION_CONTROL, (".DS_Store",)),
    _Candidate("Dockerfile*", _DOCKER, ("Dockerfile*",)),
    _Candidate("compose*.y*ml", _DOCKER, ("compose*.y*ml",)),
    _Candidate("docker-compose*.y*ml", _DOCKER, ("docker-compose*.y*ml",)),
)

_ASKING_GIT = frozenset({"describe", "log", "rev-list", "rev-parse", "show", "submodule"})
_HARMFUL = frozenset(
    {"**/node_modules", "**/.venv", "**/venv", ".next", "**/target", "**/obj", ".env*", "*.pem", ".git"}
    | {"vendor", "vendor/bundle", "deps", "_build", "config/*.key"}
)
"""What costs dearly, breaks the image or gives away secrets."""


def unwanted(facts: Facts, project: Project) -> tuple[Unwanted, ...]:
    """The patterns that are worth adding: they hide something, or will, that is sent to the builder now.

    Nothing that a COPY names is ever hidden, no tests where a RUN runs them, and no dependencies or
    build output where no RUN makes them.
    """
    if not project.known:
        return ()
    return _unwanted_among(tuple(_named(facts, project)), project, frozenset(_wanted(facts)))


def _wanted(facts: Facts) -> Iterator[str]:
    """The groups and patterns that the build needs from the context: what it does not make itself."""
    nodes = [placed.node for placed in facts.file.instructions]
    runs = [_ran(node) for node in nodes if isinstance(node, Run)]
    said = [run.said for run in runs]
    said.extend(_started(node) for node in nodes if isinstance(node, Cmd | Entrypoint))
    if any(each.tests for each in said):
        yield _TESTS
    if not any(run.builds for run in runs):
        yield _OUTPUT
    if not any(run.installs for run in runs):
        yield _DEPENDENCIES
    if any(each.environment for each in said):
        yield ".env*"
    if any(each.git for each in said) and any(each.asks_git for each in said):
        yield ".git"


class _Said(NamedTuple):
    """What the words of commands are about."""

    tests: bool
    environment: bool
    git: bool
    asks_git: bool


def _said(words: frozenset[str]) -> _Said:
    return _Said(
        tests=any("test" in word for word in words),
        environment=any(".env" in word for word in words),
        git="git" in words,
        asks_git=not _ASKING_GIT.isdisjoint(words),
    )


@lru_cache(maxsize=256)
def _started(command: Cmd | Entrypoint) -> _Said:
    return _said(frozenset(word.value for word in command.arguments))


class _Ran(NamedTuple):
    """What the words of a RUN are about, and whether it builds something or installs the project's dependencies."""

    said: _Said
    builds: bool
    installs: bool


@lru_cache(maxsize=1024)
def _ran(run: Run) -> _Ran:
    words = frozenset(word.value for script in run.scripts for command in script.commands for word in command.words)
    installs = any(command.installs_project for command in packages_of(run))
    return _Ran(_said(words), bool(builds_of(run)), installs)


@lru_cache(maxsize=64)
def _unwanted_among(named: tuple[ProjectPath, ...], project: Project, wanted: frozenset[str]) -> tuple[Unwanted, ...]:
    return tuple(_unwanted(named, project, wanted))


def _unwanted(named: tuple[ProjectPath, ...], project: Project, wanted: frozenset[str]) -> Iterator[Unwanted]:
    for candidate in _CANDIDATES:
        if candidate.group in wanted or candidate.pattern in wanted:
            continue
        present = tuple(
            path for probe in candidate.probes for path in project.match(probe) if not project.is_ignored(path)
        )
        expected = any(project.match(manifest) for manifest in candidate.manifests)
        if not present and not (expected and not _covered(candidate.pattern, project)):
            continue
        ignore = parse_ignore(candidate.pattern)
        if not any(ignore.excludes(path) for path in named):
            yield Unwanted(candidate.pattern, candidate.group, candidate.pattern in _HARMFUL, present)


def _covered(pattern: str, project: Project) -> bool:
    """Whether the ignore file hides what `pattern` would, as far as a sample tells."""
    sample = pattern.replace("**/", "").replace("*", "x").replace("[cod]", "c")
    return project.ignore is not None and project.ignore.excludes(ProjectPath(sample))


def _named(facts: Facts, project: Project) -> Iterator[ProjectPath]:
    """The context paths that a COPY or ADD names one by one; a glob by the folder before it."""
    for stage in facts.stages:
        for copy in context_copies(stage):
            for source in copy.sources:
                yield from _paths(source, project)


def _paths(source: Word, project: Project) -> Iterator[ProjectPath]:
    path = context_path(source)
    if path is not None and path != ROOT:
        yield path
    elif path is None and not source.substitutions:
        # A sample of what it may take one day, and what it takes now.
        yield normalise(source.value.replace("*", "x").replace("?", "x"))
        yield from project.match(source.value)
