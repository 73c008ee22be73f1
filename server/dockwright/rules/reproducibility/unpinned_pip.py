"""Python packages without a version."""

from collections.abc import Iterator

from dockwright.model.packages.kinds import Manager
from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Severity, rule
from dockwright.rules.unpinned import unpinned


@rule(Severity.INFO, on=Stage, aliases=("DL3013",))
def unpinned_pip(stage: Stage) -> Iterator[Finding]:
    """A Python package has no version.

    Each build gets the newest version, whatever it needs and breaks. Name the version, or keep a list of requirements
    with all versions in it.

    ```dockerfile bad
    FROM python:3.13
    RUN pip install ⟦flask⟧ gunicorn==23.0.0
    RUN uv pip install --system ⟦httpx[http2]⟧
    RUN pip install ⟦git+https://git@example.com/app.git#egg=app⟧
    ```

    ```dockerfile good
    FROM python:3.13
    RUN pip install flask==3.1.0 'gunicorn>=23' .
    RUN pip install -r requirements.txt
    RUN pip install -c constraints.txt flask
    RUN pip install $PACKAGE ./dist/app.whl git+https://example.com/app.git@v1.4.0
    ```
    """
    yield from unpinned(stage, frozenset({Manager.PIP, Manager.UV}))
