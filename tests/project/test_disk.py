"""Reading real folders."""

import os
import time
from pathlib import Path

import pytest

from dockwright.project.disk import Limits, Reader, find_context_root, measure_context, read_project
from dockwright.project.ignore import parse_ignore
from dockwright.project.paths import ROOT, ProjectPath
from dockwright.project.snapshot import EntryKind, Project

P = ProjectPath


def write(root: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        place = root / path
        if path.endswith("/"):
            place.mkdir(parents=True)
        else:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(text.encode())
    return root


def age(root: Path) -> None:
    """Give everything a time long past, as files have that nobody is writing."""
    for place in (root, *root.rglob("*")):
        os.utime(place, (1_000_000_000, 1_000_000_000), follow_symlinks=False)


def read(root: Path, dockerfile: str = "Dockerfile", limits: Limits | None = None) -> Project:
    return Reader(limits).read(root / dockerfile)


def test_a_small_project(tmp_path: Path) -> None:
    write(tmp_path, {"Dockerfile": "FROM node", "package.json": '{"name": "é"}\r\n', "src/a.ts": "abc", "e/": ""})
    project = read(tmp_path)
    assert (project.root, project.dockerfile, project.known, project.truncated) == (
        str(tmp_path),
        "Dockerfile",
        True,
        False,
    )
    assert dict(project.folders) == {
        ROOT: ("Dockerfile", "e", "package.json", "src"),
        P("e"): (),
        P("src"): ("src/a.ts",),
    }
    entry = project.entry(P("src/a.ts"))
    assert entry is not None
    assert (entry.kind, entry.size) == (EntryKind.FILE, 3)
    assert entry.modified_ns == (tmp_path / "src/a.ts").stat().st_mtime_ns
    assert project.read(P("package.json")) == '{"name": "é"}\r\n'
    assert project.read(P("src/a.ts")) is None


def test_what_is_not_looked_into_may_hold_anything(tmp_path: Path) -> None:
    write(tmp_path, {"node_modules/x/package.json": "{}", "dist/a/b.js": "", ".git/config": "", "a/node_modules/y": ""})
    project = read(tmp_path)
    assert sorted(project.entries) == [".git", "a", "a/node_modules", "dist", "dist/a", "node_modules"]
    assert [project.may_exist(P(path)) for path in ("node_modules/x", "dist/a/b", "dist/b", "a/b")] == [
        True,
        True,
        False,
        False,
    ]


def test_the_deepest_is_cut_off_first(tmp_path: Path) -> None:
    write(tmp_path, {"a/b/c/d.txt": "", "a/x.txt": "", "b.txt": "", "c.txt": ""})
    deep = read(tmp_path, limits=Limits(depth=2))
    assert sorted(deep.entries) == ["a", "a/b", "a/x.txt", "b.txt", "c.txt"]
    assert not deep.truncated
    few = read(tmp_path, limits=Limits(entries=4))
    assert few.truncated
    assert {"a", "b.txt", "c.txt"} <= set(few.entries)
    assert few.may_exist(P("anything"))


def test_texts_are_bounded(tmp_path: Path) -> None:
    write(tmp_path, {"package.json": "{}" + " " * 50, "go.mod": "module x", "main.go": "package main\n" * 3})
    small = read(tmp_path, limits=Limits(file_bytes=50, source_bytes=20))
    assert dict(small.texts) == {"go.mod": "module x"}
    assert dict(read(tmp_path, limits=Limits(total_bytes=10)).texts) == {"go.mod": "module x"}


def test_bytes_that_are_no_text_are_read_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "package.json").write_bytes(b'{"name": "\xff"}')
    (tmp_path / "go.mod").mkdir()
    project = read(tmp_path)
    assert project.read(P("package.json")) == '{"name": "\ufffd"}'
    assert project.go_mod() is None


def test_links_are_not_followed_out_of_the_context(tmp_path: Path) -> None:
    root = write(tmp_path / "root", {"Dockerfile": "", "real/package.json": '{"name": "in"}'})
    write(tmp_path, {"outside/package.json": '{"name": "out"}'})
    (root / "package.json").symlink_to("real/package.json")
    (root / "go.mod").symlink_to(tmp_path / "outside/package.json")
    (root / "folder").symlink_to(tmp_path / "outside")
    (root / "self").symlink_to(root)
    (root / "yarn.lock").symlink_to("nowhere")
    project = read(root)
    kinds = {path: project.entries[P(path)].kind for path in ("package.json", "folder", "self", "yarn.lock")}
    assert set(kinds.values()) == {EntryKind.LINK}
    assert project.read(P("package.json")) == '{"name": "in"}'
    assert (project.read(P("go.mod")), project.read(P("yarn.lock"))) == (None, None)
    assert project.children(P("folder")) == ()
    assert project.may_exist(P("folder/x"))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is forbidden to root")
def test_what_is_forbidden_is_not_there(tmp_path: Path) -> None:
    write(tmp_path, {"secret/a": "", "package.json": "{}"})
    (tmp_path / "secret").chmod(0)
    (tmp_path / "package.json").chmod(0)
    project = read(tmp_path)
    (tmp_path / "secret").chmod(0o700)
    assert project.is_dir(P("secret"))
    assert project.may_exist(P("secret/a"))
    assert project.read(P("package.json")) is None


def test_a_folder_that_is_not_there_is_an_unknown_project(tmp_path: Path) -> None:
    project = read(tmp_path / "gone")
    assert not project.known
    assert project.may_exist(P("a"))


def test_an_odd_path_harms_nothing(tmp_path: Path) -> None:
    assert not Reader().read(f"{tmp_path}/a\0b/Dockerfile").known


def test_the_ignore_file_beside_the_dockerfile_wins(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "a.Dockerfile": "",
            "a.Dockerfile.dockerignore": "x",
            ".dockerignore": "y",
            "b.Dockerfile": "",
            "d/Dockerfile": "",
        },
    )
    reader = Reader()
    assert reader.read(tmp_path / "a.Dockerfile").ignore == parse_ignore("x", P("a.Dockerfile.dockerignore"))
    assert reader.read(tmp_path / "b.Dockerfile").ignore == parse_ignore("y", P(".dockerignore"))
    assert reader.read(tmp_path / "d/Dockerfile").ignore is None
    assert reader.read(tmp_path / "d/Dockerfile", tmp_path).dockerfile == "d/Dockerfile"


def test_a_dockerfile_outside_its_context(tmp_path: Path) -> None:
    write(tmp_path, {"docker/Dockerfile": "", "docker/Dockerfile.dockerignore": "x", "app/package.json": "{}"})
    project = Reader().read(tmp_path / "docker/Dockerfile", tmp_path / "app")
    assert project.dockerfile is None
    assert project.package_json() is not None
    assert project.ignore == parse_ignore("x", None)
    assert project.ignore_path == ".dockerignore"


def test_other_dockerfiles_are_those_of_the_workspace(tmp_path: Path) -> None:
    write(tmp_path, {"a/Dockerfile": "FROM a:1", "a/x.Dockerfile": "FROM x:1", "b/Dockerfile": "FROM b:1"})
    reader = Reader()
    alone = reader.read(tmp_path / "a/Dockerfile")
    assert alone.other_dockerfiles == (("x.Dockerfile", "FROM x:1"),)
    within = reader.read(tmp_path / "a/Dockerfile", workspace_root=tmp_path)
    assert within.other_dockerfiles == (("a/x.Dockerfile", "FROM x:1"), ("b/Dockerfile", "FROM b:1"))
    few = Reader(Limits(dockerfiles=1)).read(tmp_path / "a/Dockerfile", workspace_root=tmp_path)
    assert len(few.other_dockerfiles) == 1
    assert Reader(Limits(dockerfile_bytes=3)).read(tmp_path / "a/Dockerfile").other_dockerfiles == ()


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"package.json": '{"name": "later"}'}, id="manifest"),
        pytest.param({"new.txt": ""}, id="new file"),
        pytest.param({"src/new.txt": ""}, id="new file in a folder"),
        pytest.param({".dockerignore": "src"}, id="new ignore file"),
        pytest.param({"Dockerfile.dockerignore": "src"}, id="ignore file of the Dockerfile"),
    ],
)
def test_a_change_is_seen_and_nothing_else_is_read_again(tmp_path: Path, change: dict[str, str]) -> None:
    write(tmp_path, {"Dockerfile": "FROM a", "package.json": '{"name": "first"}', "src/a.ts": ""})
    age(tmp_path)
    reader = Reader()
    first = reader.read(tmp_path / "Dockerfile")
    assert reader.read(tmp_path / "Dockerfile") is first
    write(tmp_path, change)
    second = reader.read(tmp_path / "Dockerfile")
    assert second is not first
    for path, text in change.items():
        assert second.exists(P(path))
        assert second.read(P(path)) in {text, None}
    age(tmp_path)
    assert reader.read(tmp_path / "Dockerfile") is reader.read(tmp_path / "Dockerfile")


def test_what_was_just_written_is_not_trusted(tmp_path: Path) -> None:
    """Two writes within the clock's tick leave the same time and, here, the same size."""
    write(tmp_path, {"Dockerfile": "", "package.json": '{"name": "a"}'})
    now = time.time_ns()
    reader = Reader()
    os.utime(tmp_path / "package.json", ns=(now, now))
    first = reader.read(tmp_path / "Dockerfile").package_json()
    write(tmp_path, {"package.json": '{"name": "b"}'})
    os.utime(tmp_path / "package.json", ns=(now, now))
    second = reader.read(tmp_path / "Dockerfile").package_json()
    assert first is not None
    assert second is not None
    assert (first.name, second.name) == ("a", "b")


def test_a_reader_for_one_run_looks_once(tmp_path: Path) -> None:
    write(tmp_path, {"Dockerfile": "", "b.Dockerfile": ""})
    reader = Reader(revalidate=False)
    first = reader.read(tmp_path / "Dockerfile")
    write(tmp_path, {"package.json": "{}"})
    assert reader.read(tmp_path / "Dockerfile") is first
    assert reader.read(tmp_path / "b.Dockerfile").entries is first.entries


def test_a_reader_forgets_what_is_too_much(tmp_path: Path) -> None:
    write(tmp_path, {f"{n}/Dockerfile": "" for n in range(100)})
    reader = Reader()
    for n in range(100):
        reader.read(tmp_path / f"{n}/Dockerfile")
    assert (len(reader._trees), len(reader._projects)) == (16, 64)


def test_the_shared_reader_keeps_its_projects(tmp_path: Path) -> None:
    write(tmp_path, {"Dockerfile": ""})
    age(tmp_path)
    assert read_project(tmp_path / "Dockerfile") is read_project(str(tmp_path / "Dockerfile"))


@pytest.mark.parametrize(
    ("files", "dockerfile", "root"),
    [
        ({}, "api/Dockerfile", "api"),
        ({"compose.yaml": "services:\n  a:\n    build: ./api\n"}, "api/Dockerfile", "api"),
        (
            {"compose.yaml": "services:\n  a:\n    build:\n      context: .\n      dockerfile: api/Dockerfile\n"},
            "api/Dockerfile",
            "",
        ),
        (
            {
                "compose.yaml": "services: {a: {build: {context: ., dockerfile: api/Dockerfile}}}",
                "api/docker-compose.yml": "services: {a: {build: .}}",
            },
            "api/Dockerfile",
            "api",
        ),
        (
            {"docker/compose.yml": "services: {a: {build: {context: .., dockerfile: docker/web.Dockerfile}}}"},
            "docker/web.Dockerfile",
            "",
        ),
        (
            {"compose.yaml": "services: {a: {build: {context: gone, dockerfile: ../api/Dockerfile}}}"},
            "api/Dockerfile",
            "api",
        ),
        ({"compose.yaml": "services: {b: {build: ./web}}"}, "api/Dockerfile", "api"),
        ({"compose.yaml": "services: [\n"}, "api/Dockerfile", "api"),
    ],
)
def test_the_context_is_what_a_compose_file_says(
    tmp_path: Path, files: dict[str, str], dockerfile: str, root: str
) -> None:
    write(tmp_path, {**files, dockerfile: ""})
    assert find_context_root(tmp_path / dockerfile, tmp_path) == str(tmp_path / root)


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("COPY package.json ./\nCOPY ./src /src/\n", ""),
        ("COPY start.sh /\n", "deploy/web"),
        ("COPY package.json start.sh /\n", "deploy/web"),
        ("COPY compose.sh /\n", "deploy"),
        ("COPY . /\n", "deploy/web"),
        ("COPY gone ./\n", "deploy/web"),
        ("COPY package.json generated src ./\n", ""),
        ("COPY package.json generated ./\n", "deploy/web"),
        ("COPY package.json src start.sh ./\n", "deploy/web"),
        ("COPY --from=x src /\nADD https://example.org/src /\nCOPY $A pack* ./\nCOPY <<E /src\nE\n", "deploy/web"),
        ("COPY outside.txt ./\n", "deploy/web"),
    ],
)
def test_the_context_is_where_the_files_lie_that_are_copied(tmp_path: Path, text: str, root: str) -> None:
    files = {"package.json": "", "src/a.ts": "", "deploy/compose.sh": "", "deploy/web/start.sh": ""}
    write(tmp_path / "w", {**files, "deploy/web/Dockerfile": f"FROM a\n{text}"})
    write(tmp_path, {"outside.txt": ""})
    dockerfile = tmp_path / "w/deploy/web/Dockerfile"
    assert find_context_root(dockerfile, tmp_path / "w") == str(tmp_path / "w" / root)
    assert find_context_root(dockerfile) == str(dockerfile.parent)


def test_a_folder_that_is_a_project_is_its_own_context(tmp_path: Path) -> None:
    files = {"yarn.lock": "", "shared/a.ts": "", "api/package.json": "{}"}
    write(tmp_path, {**files, "api/Dockerfile": "FROM a\nCOPY yarn.lock ./\nCOPY . .\n"})
    assert find_context_root(tmp_path / "api/Dockerfile", tmp_path) == str(tmp_path / "api")
    write(tmp_path, {"api/Dockerfile": "FROM a\nCOPY yarn.lock shared ./\n"})
    assert find_context_root(tmp_path / "api/Dockerfile", tmp_path) == str(tmp_path)


def test_compose_files_above_the_workspace_are_not_looked_at(tmp_path: Path) -> None:
    write(
        tmp_path,
        {"compose.yaml": "services: {a: {build: {context: ., dockerfile: w/api/Dockerfile}}}", "w/api/Dockerfile": ""},
    )
    dockerfile = tmp_path / "w/api/Dockerfile"
    assert find_context_root(dockerfile, tmp_path / "w") == str(tmp_path / "w/api")
    assert find_context_root(dockerfile) == str(tmp_path / "w/api")
    assert find_context_root(dockerfile, tmp_path / "elsewhere") == str(tmp_path / "w/api")
    assert find_context_root(dockerfile, tmp_path) == str(tmp_path)


def test_asking_again_for_an_unchanged_project_gives_the_same_object(tmp_path: Path) -> None:
    write(tmp_path, {f"src/{n % 20}/{n}.ts": "" for n in range(400)} | {"package.json": "{}", "Dockerfile": ""})
    age(tmp_path)
    reader = Reader()
    first = reader.read(tmp_path / "Dockerfile")
    assert reader.read(tmp_path / "Dockerfile") is first


def test_measuring_what_is_sent(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "a.txt": "12345",
            "src/b.txt": "123",
            "src/deep/c.txt": "1234",
            "node_modules/x/y.js": "0" * 100,
            "logs/1.log": "0" * 50,
            "logs/keep.log": "0" * 7,
        },
    )
    (tmp_path / "link").symlink_to(tmp_path / "node_modules")
    everything = measure_context(str(tmp_path), None)
    assert (everything.files, everything.bytes, everything.excluded, everything.complete) == (7, 169, 0, True)
    assert everything.largest == (("node_modules/", 100), ("logs/", 57), ("src/", 7), ("a.txt", 5), ("link", 0))
    size = measure_context(str(tmp_path), parse_ignore("node_modules\nlogs\n!logs/keep.log\n"), largest=2)
    assert (size.files, size.bytes, size.excluded, size.complete) == (5, 19, 2, True)
    assert size.largest == (("logs/", 7), ("src/", 7))


def test_measuring_stops_when_it_is_too_much_or_too_late(tmp_path: Path) -> None:
    write(tmp_path, {f"{n}": "x" for n in range(600)})
    some = measure_context(str(tmp_path), None, most_entries=100)
    assert (some.files, some.complete) == (100, False)
    late = measure_context(str(tmp_path), None, deadline_ms=-1)
    assert late.files < 600
    assert not late.complete
    assert measure_context(str(tmp_path / "gone"), None).files == 0
