"""A Python program whose output comes late."""

from collections.abc import Iterator

from dockwright.analysis.starts import started
from dockwright.model.facts import Facts
from dockwright.rules.lines import insert_above, keyword_like
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.syntax.nodes import Placed

_NAME = "PYTHONUNBUFFERED"
_UNBUFFERED = "-u"


@rule(Severity.HINT, on=Facts, reads_commands=False, aliases=("DF032",))
def python_unbuffered(facts: Facts) -> Iterator[Finding]:
    """Python holds its output back.

    Without a terminal Python writes only when some kilobytes have gathered: the log lags behind, and if the
    program is killed, its last lines, those that tell why, are lost.

    ```dockerfile bad
    FROM python:3.13-slim
    COPY . .
    # the program
    ⟦CMD⟧ ["python", "main.py"]
    ```

    ```dockerfile fixed
    FROM python:3.13-slim
    COPY . .
    ENV PYTHONUNBUFFERED=1
    # the program
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
    stage = facts.stages[-1] if facts.stages else None
    start = started(stage) if stage is not None else None
    if stage is None or start is None or not start.words or start.placed.at < stage.start:
        return
    program = start.words[0].rpartition("/")[2]
    if program.rstrip("0123456789.") != "python" or len(start.words) == 1 or _UNBUFFERED in start.words:
        return
    if stage.scope.find(_NAME) is not None:
        return
    node = start.placed.node
    line = f"{keyword_like(node, 'ENV')} {_NAME}=1"
    fix = Fix(f"Set {_NAME}=1", (insert_above(facts.file, Placed(start.placed.at, node), line),))
    yield Finding(start.placed.place(node.keyword.span), f"the output may be held back: set {_NAME}=1", (fix,))
