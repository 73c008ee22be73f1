"""Downloads of pip that stay in the image."""

from collections.abc import Iterator

from dockwright.model.packages.caches import CACHES, is_cached
from dockwright.model.packages.cleanups import cleaned_after
from dockwright.model.packages.kinds import Manager, Verb
from dockwright.model.run_commands import run_commands
from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.text.edit import insert

_INSTALLS = frozenset({Verb.INSTALL_PROJECT, Verb.INSTALL_PACKAGES})
_OFF = frozenset({"", "0", "false", "no", "off"})


@rule(Severity.WARNING, on=Stage, aliases=("DL3042",))
def pip_cache_left(stage: Stage) -> Iterator[Finding]:
    """What pip downloads stays in the image.

    pip keeps every wheel that it downloads or builds, for an install that
    will never happen in this image. Either keep nothing, or keep it
    outside the image in a cache mount.

    ```dockerfile bad
    FROM python:3.13-slim
    COPY requirements.txt .
    RUN ⟦pip install⟧ -r requirements.txt
    ```

    ```dockerfile fixed
    FROM python:3.13-slim
    COPY requirements.txt .
    RUN pip install --no-cache-dir -r requirements.txt
    ```

    ```dockerfile good
    FROM python:3.13-slim
    COPY requirements.txt .
    RUN --mount=type=cache,target=/root/.cache/pip pip install -r requirements.txt
    RUN pip install -r requirements.txt && rm -rf ~/.cache
    ENV PIP_NO_CACHE_DIR=1
    RUN pip install flask==3.1.0
    ```
    """
    if not stage.ships:
        return
    for run, command in run_commands(stage):
        if command.manager is not Manager.PIP or command.verb not in _INSTALLS or command.no_cache:
            continue
        if is_cached(run.node, Manager.PIP) or _is_switched_off(stage, run.at):
            continue
        if cleaned_after(run.node, command, *CACHES[Manager.PIP]):
            continue
        span = run.place(command.name_span)._replace(end=run.at + command.verb_span.end)
        fix = Fix("Add --no-cache-dir", (insert(span.end, " --no-cache-dir"),))
        yield Finding(span, "pip keeps its downloads in the image: add --no-cache-dir, or a cache mount", (fix,))


def _is_switched_off(stage: Stage, offset: int) -> bool:
    """Whether PIP_NO_CACHE_DIR says so; a value that is not known counts as yes."""
    binding = stage.scope.find("PIP_NO_CACHE_DIR", offset)
    return binding is not None and (binding.value is None or binding.value.lower() not in _OFF)
