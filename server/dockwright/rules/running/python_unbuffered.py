"""A Python program whose output comes late."""

from collections.abc import Iterator

from dockwright.analysis.starts import started
from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.text.edit import insert

_NAME = "PYTHONUNBUFFERED"
_UNBUFFERED = "-u"


@rule(Severity.HINT, on=Stage, aliases=("DF032",))
def python_unbuffered(stage: Stage) -> Iterator[Finding]:
    """Python holds its output back.

    Without a terminal Python writes only when some kilobytes have gathered: the log lags behind, and if the
    program is killed, its last lines, those that tell why, are lost.

    ```dockerfile bad
    FROM python:3.13-slim
    COPY . .
    ⟦CMD⟧ ["python", "main.py"]
    ```

    ```dockerfile fixed
    FROM python:3.13-slim
    COPY . .
    ENV PYTHONUNBUFFERED=1
    CMD ["python", "main.py"]
    ```

    ```dockerfile good
    FROM python:3.13-slim AS base
    ENV PYTHONUNBUFFERED=1
    FROM base
    CMD ["python", "main.py"]
    ```

    ```dockerfile good
    FROM python:3.13-slim
    CMD ["python", "-u", "main.py"]
    ```
    """
    start = started(stage) if stage.is_final else None
    if start is None or not start.words or start.placed.at < stage.start:
        return
    program = start.words[0].rpartition("/")[2]
    if program.rstrip("0123456789.") != "python" or len(start.words) == 1 or _UNBUFFERED in start.words:
        return
    if stage.scope.find(_NAME) is not None:
        return
    node = start.placed.node
    keyword = "env" if node.keyword.raw.islower() else "ENV"
    line_end = "\r\n" if node.text.endswith("\r\n") else "\n"
    fix = Fix(f"Set {_NAME}=1", (insert(start.placed.at, f"{keyword} {_NAME}=1{line_end}"),))
    yield Finding(start.placed.place(node.keyword.span), f"the output may be held back: set {_NAME}=1", (fix,))
