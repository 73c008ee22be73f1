"""A container whose program runs as root."""

from collections.abc import Iterator

from dockwright.analysis.users import drops_root, ending_user, starts_program
from dockwright.model.facts import Facts
from dockwright.project.snapshot import Project
from dockwright.rules.model import Finding, Severity, rule


@rule(Severity.INFO, on=Facts, aliases=("DL3002", "DS-0002", "CKV_DOCKER_3", "CKV_DOCKER_8"))
def runs_as_root(facts: Facts, project: Project) -> Iterator[Finding]:
    """The program runs as root.

    Whoever breaks into it is root in the container, and in what is mounted
    into it. Reported for the image that ships, where the base image is known to run as root or a USER says so, and
    where nothing hands over to another user: no such program is named, in the file or in the script that is started.

    ```dockerfile bad
    FROM node:22-slim
    WORKDIR /app
    COPY . .
    ⟦CMD ["node", "server.js"]⟧
    ```

    ```dockerfile fixed
    FROM node:22-slim
    WORKDIR /app
    COPY . .
    USER node
    CMD ["node", "server.js"]
    ```

    ```dockerfile bad
    FROM example.org/base:1
    USER ⟦root⟧
    ENTRYPOINT ["/server"]
    ```

    An image of which the default user is not known, one that is only a base for others, and one whose entrypoint
    changes to the service's own user are left alone:

    ```dockerfile good
    FROM example.org/base:1
    CMD ["/server"]
    ```

    ```dockerfile good
    FROM postgres:18
    COPY init.sql /docker-entrypoint-initdb.d/
    ```

    ```dockerfile good
    FROM debian:13
    COPY entrypoint.sh /
    ENTRYPOINT ["gosu", "app", "/entrypoint.sh"]
    ```
    """
    stage = facts.final
    if stage is None:
        return
    start = starts_program(stage)
    user = ending_user(stage)
    if start is None or user is None or drops_root(stage, facts, project):
        return
    if user.placed is not None:
        word = user.placed.node.user
        span = user.placed.place(word.span) if word is not None else user.placed.span
        if user.placed.at < stage.start:
            span = start.span
        yield Finding(span, "the program runs as root: end with a USER that is not", refactoring="add-user")
        return
    image = stage.root.base_text or "the base image"
    yield Finding(start.span, f"the program runs as root, as {image} does: set a USER", refactoring="add-user")
