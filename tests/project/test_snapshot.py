"""The immutable picture of a build context."""

import pytest

from dockwright.project.manifests.tsconfig import TsConfig
from dockwright.project.paths import ROOT, ProjectPath
from dockwright.project.snapshot import UNKNOWN_PROJECT, Entry, EntryKind, Project, from_files

P = ProjectPath


def context(**ignore: str) -> Project:
    files = {
        "Dockerfile": "FROM node\n",
        "package.json": "{}",
        "package-lock.json": "{}",
        "src/a.ts": "a",
        "src/b.ts": "b",
        "src/lib/c.ts": "c",
        "src/lib/d.js": "d",
        "docs/a.md": "#",
        "empty/": "",
    }
    return from_files({**files, **({".dockerignore": ignore["ignore"]} if ignore else {})})


def with_unlisted(project: Project, *folders: str) -> Project:
    """The same project with folders that were seen but not looked into."""
    entries = {**project.entries, **{P(folder): Entry(EntryKind.FOLDER, 0, 0) for folder in folders}}
    tops = tuple(sorted(P(folder) for folder in folders if "/" not in folder))
    listing = {**project.folders, ROOT: (*project.children(), *tops)}
    return Project(project.root, project.dockerfile, entries, listing, project.texts, project.ignore)


def test_what_is_there() -> None:
    project = context()
    assert [project.exists(P(path)) for path in ("", "src", "src/a.ts", "src/x")] == [True, True, True, False]
    assert [project.is_dir(P(path)) for path in ("", "src", "src/a.ts", "none", "empty")] == [
        True,
        True,
        False,
        False,
        True,
    ]
    assert project.children(P("src")) == ("src/a.ts", "src/b.ts", "src/lib")
    assert project.children(P("src/a.ts")) == project.children(P("none")) == ()
    assert project.entry(P("src/a.ts")) == Entry(EntryKind.FILE, 1, 0)
    assert project.find("a.ts") == ("src/a.ts",)


def test_only_manifests_can_be_read() -> None:
    project = context()
    assert project.read(P("package.json")) == "{}"
    assert project.read(P("src/a.ts")) is None


@pytest.mark.parametrize(
    ("source", "paths"),
    [
        ("package*.json", ["package-lock.json", "package.json"]),
        ("./src", ["src"]),
        (".", [""]),
        ("/", [""]),
        ("*", ["Dockerfile", "docs", "empty", "package-lock.json", "package.json", "src"]),
        ("src/*", ["src/a.ts", "src/b.ts", "src/lib"]),
        ("*/*.ts", ["src/a.ts", "src/b.ts"]),
        ("**/c.ts", []),
        ("src/*/[a-c].ts", ["src/lib/c.ts"]),
        ("none", []),
        ("none/*", []),
        ("*[", []),
    ],
)
def test_what_a_source_of_copy_names(source: str, paths: list[str]) -> None:
    assert list(context().match(source)) == paths


def test_dockerignore_decides_what_is_sent() -> None:
    project = context(ignore="src\n!src/lib/c.ts\ndocs\n*.json\n!package.json\n")
    assert project.sent("*") == (".dockerignore", "Dockerfile", "empty", "package.json", "src")
    assert [project.is_sent(P(path)) for path in ("", "src", "src/lib", "src/a.ts", "docs", "none")] == [
        True,
        True,
        True,
        False,
        False,
        False,
    ]
    assert list(project.files()) == [".dockerignore", "Dockerfile", "package.json", "src/lib/c.ts"]
    assert list(project.files(P("docs"))) == []
    assert project.is_ignored(P("src"))
    assert project.ignore_path == ".dockerignore"


def test_without_dockerignore_all_is_sent() -> None:
    project = context()
    assert project.sent("src/*") == project.match("src/*")
    assert list(project.files(P("src/lib"))) == ["src/lib/c.ts", "src/lib/d.js"]
    assert project.ignore_path == ".dockerignore"


def test_the_ignore_file_of_a_dockerfile_replaces_the_general_one() -> None:
    project = from_files(
        {"docker/a.Dockerfile": "", "docker/a.Dockerfile.dockerignore": "x", ".dockerignore": "y", "x": "", "y": ""},
        dockerfile="docker/a.Dockerfile",
    )
    assert project.ignore_path == "docker/a.Dockerfile.dockerignore"
    assert project.sent("[xy]") == ("y",)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("src/a.ts", True),
        ("src/x.ts", False),
        ("node_modules/x", True),
        ("node_modules/x/*.js", True),
        ("node_modulez/x", False),
        ("n*/package.json", True),
        ("s*/package.json", False),
        ("src/lib/gen/*.ts", True),
        ("src/*/gen/x", True),
        ("src/*/*.json", False),
        ("src/*/gen/*.json", True),
        ("docs/*/*.json", False),
        ("*.toml", False),
        ("src/a.ts/*", False),
    ],
)
def test_what_may_be_where_nobody_looked(source: str, *, expected: bool) -> None:
    project = with_unlisted(context(), "node_modules", "src/lib/gen")
    assert project.may_match(source) == expected


def test_with_too_much_to_list_everything_may_exist() -> None:
    project = context()
    truncated = Project(project.root, None, project.entries, project.folders, project.texts, truncated=True)
    assert truncated.may_exist(P("anything"))
    assert truncated.may_match("*.toml")


def test_of_an_unknown_project_everything_may_exist() -> None:
    assert UNKNOWN_PROJECT.may_exist(P("a"))
    assert UNKNOWN_PROJECT.may_match("*.x")
    assert not UNKNOWN_PROJECT.exists(P("a"))
    assert UNKNOWN_PROJECT.match("*") == ()
    assert (UNKNOWN_PROJECT.package_json(), UNKNOWN_PROJECT.images_in_use()) == (None, ())


def test_writing_a_file_makes_another_project() -> None:
    project = context()
    written = project.with_file(P(".dockerignore"), "src\n").with_file(P("new/deep/package.json"), '{"name": "n"}')
    assert written.sent("src") == ()
    assert written.children(P("new")) == ("new/deep",)
    assert "new" in written.children()
    package = written.package_json(P("new/deep"))
    assert package is not None
    assert package.name == "n"
    assert (project.exists(P("new")), project.ignore) == (False, None)
    assert written.with_file(P("src/a.ts"), "longer").children(P("src")) == project.children(P("src"))


def test_manifests_are_found_by_folder() -> None:
    project = from_files(
        {
            "api/package.json": '{"name": "api"}',
            "api/npm-shrinkwrap.json": '{"lockfileVersion": 2, "packages": {}}',
            "api/package-lock.json": '{"lockfileVersion": 3, "packages": {}}',
            "web/yarn.lock": "",
            "web/bun.lock": "{}",
            "web/bun.lockb": "",
            "web/pnpm-lock.yaml": "lockfileVersion: '9.0'",
            "go.mod": "module x",
            "go.work": "go 1.22",
            "py/pyproject.toml": "",
            "py/requirements.txt": "a==1",
        }
    )
    package = project.package_json(P("api"))
    npm_lock = project.npm_lock(P("api"))
    requirements = project.requirements(P("py/requirements.txt"))
    module = project.go_mod()
    assert package is not None
    assert npm_lock is not None
    assert requirements is not None
    assert module is not None
    assert (package.name, npm_lock.version, requirements.names, module.module) == ("api", 2, {"a"}, "x")
    assert project.lockfiles(P("api")) == ("api/npm-shrinkwrap.json", "api/package-lock.json")
    assert project.lockfiles(P("web")) == ("web/yarn.lock", "web/pnpm-lock.yaml", "web/bun.lock", "web/bun.lockb")
    web = P("web")
    assert None not in (project.yarn_lock(web), project.pnpm_lock(web), project.bun_lock(web), project.go_work())
    assert project.pyproject(P("py")) is not None
    assert project.package_json() is project.npm_lock() is project.yarn_lock() is project.pnpm_lock() is None
    assert project.bun_lock() is project.pyproject() is project.requirements(P("x")) is project.tsconfig() is None
    assert project.go_mod(P("api")) is project.go_work(P("api")) is None


def test_typescript_configurations_are_followed() -> None:
    project = from_files(
        {
            "tsconfig.base.json": '{"compilerOptions": {"outDir": "out", "noEmit": true}}',
            "api/tsconfig.json": """{
              "extends": ["../tsconfig.base", "@tsconfig/node20/tsconfig.json"],
              "compilerOptions": {"rootDir": "./src"}
            }""",
            "api/tsconfig.build.json": """{
              "extends": "./tsconfig.json",
              "compilerOptions": {"outDir": "dist", "noEmit": false}
            }""",
            "loop/tsconfig.json": '{"extends": "./tsconfig.json"}',
        }
    )
    bases = ("../tsconfig.base", "@tsconfig/node20/tsconfig.json")
    assert project.tsconfig(P("api")) == TsConfig("out", "api/src", True, bases, (), ())  # noqa: FBT003 - `noEmit`
    build = project.tsconfig(P("api"), "tsconfig.build.json")
    assert build is not None
    assert (build.out_dir, build.root_dir, build.no_emit) == ("api/dist", "api/src", False)
    loop = project.tsconfig(P("loop"))
    assert loop is not None
    assert loop.out_dir is None


def test_snapshots_are_equal_only_to_themselves() -> None:
    project = context()
    assert project != context()
    assert len({project, project}) == 1
