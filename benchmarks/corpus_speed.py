"""How fast `dockwright check` and hadolint read many Dockerfiles on one processor, and how much memory ours takes.

    python benchmarks/corpus_speed.py FOLDER [--rounds N]

Every file under FOLDER is taken for a Dockerfile. Both run without configuration; hadolint has ShellCheck built in
and no switch for it, ours leaves it out. Times are those that the processor was busy (user and system): a machine
in use counts less; the best of the rounds counts. Needs Linux, and hadolint on the PATH.
"""

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

OURS = (
    sys.executable,
    "-m",
    "dockwright",
    "check",
    "--no-config",
    "--no-shellcheck",
    "--jobs",
    "1",
    "--format",
    "json",
)
THEIRS = ("hadolint", "--no-fail")


class Usage(NamedTuple):
    """What a program took: seconds of one processor, and the most memory at a time in MB."""

    seconds: float
    megabytes: float


def measured(command: tuple[str, ...], files: list[str], folder: Path) -> Usage:
    """Run a command on the files, all its output thrown away."""
    first = min(os.sched_getaffinity(0))
    program = shutil.which(command[0])
    if program is None:
        sys.exit(f"{command[0]} is not installed")
    null = os.open(os.devnull, os.O_WRONLY)
    child = os.fork()
    if child == 0:
        os.sched_setaffinity(0, {first})
        os.chdir(folder)
        os.dup2(null, 1)
        os.dup2(null, 2)
        os.execv(program, [*command, *files])  # noqa: S606 - a command of ours
    os.close(null)
    _, status, usage = os.wait4(child, 0)
    if os.waitstatus_to_exitcode(status) not in {0, 1}:
        sys.exit(f"{command[0]} failed")
    return Usage(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def files_in(folder: Path) -> list[str]:
    """The files under a folder, as paths from it."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description="How fast many Dockerfiles are read.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    folder: Path = options.folder.resolve()
    files = files_in(folder)
    rounds = range(options.rounds)
    ours = min(measured(OURS, files, folder) for _ in rounds)
    theirs = min(measured(THEIRS, files, folder) for _ in rounds)
    with tempfile.TemporaryDirectory() as copies:
        for number in ("1", "2", "3"):
            shutil.copytree(folder, Path(copies) / number)
        thrice = measured(OURS, files_in(Path(copies)), Path(copies))
    print("| | files | seconds | files a second | memory, MB |\n|---|---|---|---|---|")
    rows = (("Dockwright", len(files), ours), ("hadolint", len(files), theirs), ("Dockwright", 3 * len(files), thrice))
    for name, count, usage in rows:
        print(f"| {name} | {count} | {usage.seconds:.1f} | {count / usage.seconds:.0f} | {usage.megabytes:.0f} |")
    print(f"\n{theirs.seconds / ours.seconds:.1f} times as fast as hadolint")


if __name__ == "__main__":
    main()
