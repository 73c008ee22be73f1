"""A base image with compilers and tools that nothing uses."""

from collections.abc import Iterator

from dockwright.analysis.safety import Safety
from dockwright.analysis.unused_tools import slim_instead
from dockwright.model.facts import Facts
from dockwright.project.snapshot import Project
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.text.edit import replace


@rule(Severity.HINT, on=Facts)
def full_base_image(facts: Facts, project: Project) -> Iterator[Finding]:
    """The base image brings compilers and tools that nothing here uses.

    The plain images of Node.js, Python and Ruby are built on one with a compiler, git, curl and the headers of many
    libraries. The `-slim` image of the same version has the language alone. Reported for the image that
    ships, where each program that the file runs is there too.

    ```dockerfile bad
    FROM node:⟦22⟧
    WORKDIR /app
    COPY server.js ./
    CMD ["node", "server.js"]
    ```

    ```dockerfile fixed
    FROM node:22-slim
    WORKDIR /app
    COPY server.js ./
    CMD ["node", "server.js"]
    ```

    What installs packages may need the compiler, and what calls git needs git:

    ```dockerfile good
    FROM python:3.13
    COPY . .
    RUN pip install --no-cache-dir -r requirements.txt
    CMD ["python", "app.py"]
    ```
    """
    stage = facts.final
    reference = stage.reference if stage is not None else None
    if stage is None or reference is None or reference.tag_span is None:
        return
    tag = slim_instead(stage, project)
    span = stage.place_in_reference(reference.tag_span)
    if tag is None or span is None:
        return
    note = "check that the program itself calls no tool of the full image, such as git, curl or a compiler"
    fix = Fix(f"Use {reference.with_tag(tag)}", (replace(span, tag),), Safety.UNSAFE, note)
    yield Finding(span, f"nothing here uses the tools of the full image: {reference.with_tag(tag)} has none", (fix,))
