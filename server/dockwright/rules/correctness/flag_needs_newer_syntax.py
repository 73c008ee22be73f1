"""Flags that the frontend asked for does not know yet."""

from collections.abc import Iterator

from dockwright.analysis.frontend import OFFICIAL, frontend_of
from dockwright.model.facts import Facts
from dockwright.rules.flags import Known, known_flags
from dockwright.rules.lines import line_end
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.syntax.nodes import Directive, File, OnBuild
from dockwright.text.edit import Edit, insert, replace


@rule(Severity.WARNING, on=Facts)
def flag_needs_newer_syntax(facts: Facts) -> Iterator[Finding]:
    r"""Flag that the pinned syntax does not know.

    `# syntax=` chooses the version of the language, whatever the version of Docker. `docker/dockerfile:1`
    is always the newest.

    ```dockerfile bad
    # syntax=docker/dockerfile:1.3
    FROM alpine:3.22
    COPY --⟦link⟧ app /app
    ```

    ```dockerfile fixed
    # syntax=docker/dockerfile:1
    FROM alpine:3.22
    COPY --link app /app
    ```

    Some exist in the labs channel only:

    ```dockerfile bad
    FROM alpine:3.22
    RUN --⟦device⟧=vendor.example/gpu=all make
    ```

    ```dockerfile fixed
    # syntax=docker/dockerfile:1-labs
    FROM alpine:3.22
    RUN --device=vendor.example/gpu=all make
    ```

    A file that asks for that channel stays in it:

    ```dockerfile bad
    # syntax=docker/dockerfile:1.3-labs
    FROM alpine:3.22
    COPY --⟦link⟧ app /app
    ```

    ```dockerfile fixed
    # syntax=docker/dockerfile:1-labs
    FROM alpine:3.22
    COPY --link app /app
    ```

    ```dockerfile good
    FROM alpine:3.22
    COPY --link app /app
    ```
    """
    directive = facts.file.directive("syntax")
    frontend = frontend_of(directive)
    if frontend is None:
        return
    for placed in facts.file.instructions:
        node = placed.node.trigger if isinstance(placed.node, OnBuild) else placed.node
        if node is None or not node.flags:
            continue
        known = known_flags(node)
        for flag in node.flags:
            needed = known.get(flag.name)
            if needed is not None and (needed.since > frontend.version or (needed.labs and not frontend.labs)):
                tag = "1-labs" if needed.labs or frontend.labs else "1"
                fix = Fix(f"Use docker/dockerfile:{tag}", (_directive(facts.file, directive, tag),))
                yield Finding(placed.place(flag.name_span), _message(flag.name, needed), (fix,))


def _message(flag: str, needed: Known) -> str:
    if needed.labs:
        return f"--{flag} needs docker/dockerfile:1-labs"
    return f"--{flag} exists since docker/dockerfile:{needed.since[0]}.{needed.since[1]}"


def _directive(file: File, directive: Directive | None, tag: str) -> Edit:
    if directive is None:
        at = 1 if file.text.startswith("\ufeff") else 0
        return insert(at, f"# syntax=docker/dockerfile:{tag}{line_end(file.text)}")
    match = OFFICIAL.fullmatch(directive.value)
    name = match["name"] if match is not None else "docker/dockerfile"
    return replace(directive.value_span, f"{name}:{tag}")
