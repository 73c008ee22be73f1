"""`dockwright fix`: what it writes, what it leaves alone, and how it shows it."""

import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Run

BAD = b"FROM debian:13\nMAINTAINER x\n"
GOOD = b'FROM debian:13\nLABEL org.opencontainers.image.authors="x"\n'
DIFF = """\
--- a/Dockerfile
+++ b/Dockerfile
@@ -1,2 +1,2 @@
 FROM debian:13
-MAINTAINER x
+LABEL org.opencontainers.image.authors="x"
"""
NODE = {
    "Dockerfile": "FROM node:22-slim\nWORKDIR /app\nCOPY . .\nRUN npm ci\n",
    "package.json": "{}",
    "package-lock.json": "{}",
    "node_modules/a/index.js": "",
}


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def test_a_file_is_repaired(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "Dockerfile"
    path.write_bytes(BAD)
    ran = run("fix")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Dockerfile: ")
    assert ran.out.endswith(" [maintainer]\n")
    assert path.read_bytes() == GOOD
    assert run("fix") == (0, "", "")


def test_a_diff_changes_nothing(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "Dockerfile"
    path.write_bytes(BAD)
    path.chmod(0o444)
    assert run("fix", "--diff") == (1, DIFF, "")
    assert path.read_bytes() == BAD
    assert [found.name for found in tmp_path.iterdir()] == ["Dockerfile"]


def test_a_diff_of_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_bytes(GOOD)
    assert run("fix", "--diff") == (0, "", "")


def test_a_diff_of_standard_input(run: Run) -> None:
    assert run("fix", "--diff", "-", stdin=BAD) == (1, DIFF, "")


def test_standard_input_to_standard_output(run: Run) -> None:
    assert run("fix", "-", stdin=BAD) == (0, GOOD.decode(), "")


@pytest.mark.parametrize("mode", [0o600, 0o755, 0o664])
def test_permissions_stay(run: Run, tmp_path: Path, mode: int) -> None:
    path = tmp_path / "Dockerfile"
    path.write_bytes(BAD)
    path.chmod(mode)
    run("fix")
    assert path.read_bytes() == GOOD
    assert path.stat().st_mode & 0o7777 == mode


def test_a_link_is_followed_and_stays(run: Run, tmp_path: Path) -> None:
    (tmp_path / "docker").mkdir()
    target = tmp_path / "docker" / "base"
    target.write_bytes(BAD)
    link = tmp_path / "Dockerfile"
    link.symlink_to("docker/base")
    run("fix")
    assert link.is_symlink()
    assert target.read_bytes() == GOOD


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf", b"# a\r\n\r\n"])
def test_line_ends_and_byte_order_mark_stay(run: Run, tmp_path: Path, start: bytes) -> None:
    path = tmp_path / "Dockerfile"
    path.write_bytes(start + BAD.replace(b"\n", b"\r\n"))
    run("fix")
    assert path.read_bytes() == start + GOOD.replace(b"\n", b"\r\n")


def test_only_a_rule(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "Dockerfile"
    path.write_bytes(BAD + b"from debian:13\n")
    run("fix", "--rule", "DL4000")
    assert path.read_bytes() == GOOD + b"from debian:13\n"


def test_a_rule_that_there_is_not(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "Dockerfile"
    path.write_bytes(BAD)
    ran = run("fix", "--rule", "maintaner")
    assert ran == (2, "", "dockwright: no rule is called maintaner; did you mean maintainer?\n")
    assert path.read_bytes() == BAD


def test_a_file_that_cannot_be_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_bytes(BAD)
    ran = run("fix", "none", "Dockerfile")
    assert (ran.code, ran.err) == (2, "dockwright: none: No such file or directory\n")
    assert (tmp_path / "Dockerfile").read_bytes() == GOOD


def test_unsafe_also_writes_beside(run: Run, tmp_path: Path) -> None:
    write(tmp_path, NODE)
    run("fix")
    assert not (tmp_path / ".dockerignore").exists()
    assert run("fix", "--unsafe").code == 0
    assert (tmp_path / ".dockerignore").read_text("utf-8").startswith("# Dependencies, installed in the image anew\n")


def test_a_new_file_in_a_diff(run: Run, tmp_path: Path) -> None:
    write(tmp_path, NODE)
    ran = run("fix", "--diff", "--unsafe")
    assert ran.code == 1
    assert "--- /dev/null\n+++ b/.dockerignore\n@@ -0,0 +1," in ran.out


def test_a_diff_can_be_applied(run: Run, tmp_path: Path) -> None:
    write(tmp_path, NODE | {".dockerignore": "dist", "Dockerfile": NODE["Dockerfile"].removesuffix("\n")})
    diff = run("fix", "--diff", "--unsafe").out
    subprocess.run(["git", "apply", "-"], cwd=tmp_path, input=diff.encode(), check=True)  # noqa: S607 - git is where it is
    assert run("fix", "--diff", "--unsafe") == (0, "", "")


def test_a_workflow(run: Run, tmp_path: Path) -> None:
    path = tmp_path / ".github" / "workflows" / "image.yml"
    text = (
        "jobs:\n  image:\n    steps:\n      - uses: docker/build-push-action@v6\n"
        "        with:\n          cache-to: type=gha\n"
    )
    write(tmp_path, {".github/workflows/image.yml": text})
    run("fix", "--rule", "workflow-cache-min")
    assert path.read_text("utf-8") == text.replace("type=gha\n", "type=gha,mode=max\n")
