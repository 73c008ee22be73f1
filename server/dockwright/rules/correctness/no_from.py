"""Files without a stage."""

from collections.abc import Iterator

from dockwright.model.facts import Facts
from dockwright.rules.model import Finding, Severity, rule
from dockwright.syntax.nodes import Arg, Comment, Unknown


@rule(Severity.ERROR, on=Facts, reads_commands=False, aliases=("DL3061",))
def no_from(facts: Facts) -> Iterator[Finding]:
    r"""No FROM.

    An image is built upon another one, or upon nothing: `FROM scratch`.

    ```dockerfile bad
    ARG VERSION=1
    ⟦RUN⟧ make
    ```

    ```dockerfile good
    FROM scratch
    COPY app /
    ```
    """
    if facts.stages:
        return
    instructions = facts.file.instructions
    if any(isinstance(placed.node, Unknown) for placed in instructions):
        return
    for placed in instructions:
        if not isinstance(placed.node, Arg):
            yield Finding(placed.place(placed.node.keyword.span), "There must be a FROM before this")
            return
    if instructions:
        last = instructions[-1]
        yield Finding(last.place(last.node.keyword.span), "The file has no FROM, so there is nothing to build")
        return
    comments = [item for item in facts.file.items if isinstance(item.node, Comment)]
    if comments:
        yield Finding(comments[-1].span, "The file has no instructions")
