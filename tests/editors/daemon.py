"""Programs that run beside a test until it is over."""

import os
import re
import signal
import subprocess
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import IO

import pytest

_FAREWELL_SECONDS = 10


@contextmanager
def daemon(
    command: tuple[str | Path, ...], ready: str, *, env: Mapping[str, str], log: Path
) -> Generator[re.Match[str]]:
    """Run `command` with `env` added to the environment; its output goes to `log`.

    Gives the match of the expression `ready` in the first line of output that has one. All processes of
    the program, which is not to leave its group, are gone afterwards.
    """
    with (
        subprocess.Popen(
            [str(part) for part in command],
            env={**os.environ, **env},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        ) as process,
        log.open("w", encoding="utf-8") as copy,
    ):
        assert process.stdout is not None
        try:
            match = _wait(process.stdout, copy, re.compile(ready))
            if match is None:
                pytest.fail(f"{command[0]} ended before it was ready\n{log.read_text('utf-8')}")
            Thread(target=_wait, args=(process.stdout, copy, None), daemon=True).start()
            yield match
        finally:
            _end(process)


def _wait(output: IO[str], copy: IO[str], ready: re.Pattern[str] | None) -> re.Match[str] | None:
    """Copy the output up to the line that `ready` is in, or all of it."""
    for line in output:
        copy.write(line)
        copy.flush()
        if ready is not None and (match := ready.search(line)):
            return match
    return None


def _end(process: subprocess.Popen[str]) -> None:
    for how in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, how)
            process.wait(_FAREWELL_SECONDS)
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            continue
