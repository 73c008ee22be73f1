"""The report on the build context."""

from dockwright.features.context_report import context_report, hidden
from dockwright.project.context_size import ContextSize
from dockwright.project.paths import ProjectPath
from dockwright.project.snapshot import Project, from_files

WHOLE = ContextSize(7, 7000, (), 0, complete=False)
SENT = ContextSize(2, 1500, ((ProjectPath("src/"), 1000), (ProjectPath("a.md"), 500)), 2, complete=True)


def project(ignore: str | None) -> Project:
    paths = ("Dockerfile", "src/a", "src/b.log", "node_modules/x/y", "node_modules/z", "logs/keep", "logs/c")
    files = dict.fromkeys(map(ProjectPath, paths), "")
    if ignore is not None:
        files[ProjectPath(".dockerignore")] = ignore
    return from_files(files)


def test_what_is_sent_and_what_each_pattern_hides() -> None:
    found = project("node_modules\n# note\n**/*.log\nlogs/*\n!logs/keep\nnothing\n")
    assert context_report(found, SENT, WHOLE).replace(found.root, "ROOT") == (
        "# Build context\n\nFolder: `ROOT`\n\n"
        "A build sends **2 files, 1.5 kB**. Without an ignore file it would send at least **7 files, 7.0 kB**.\n\n"
        "## Largest that is sent\n\n| entry | size |\n|---|---:|\n| `src/` | 1.0 kB |\n| `a.md` | 500 B |\n\n"
        "## Hidden by `.dockerignore`\n\n| line | pattern | entries | for example |\n|---:|---|---:|---|\n"
        "| 1 | `node_modules` | 1 | `node_modules` |\n| 3 | `**/*.log` | 1 | `src/b.log` |\n"
        "| 4 | `logs/*` | 1 | `logs/c` |\n| 6 | `nothing` | 0 |  |\n"
    )
    assert sorted(hidden(found)) == ["logs/c", "node_modules", "src/b.log"]


def test_without_an_ignore_file() -> None:
    assert context_report(project(None), SENT, SENT).endswith("There is no `.dockerignore`: everything is sent.\n")
