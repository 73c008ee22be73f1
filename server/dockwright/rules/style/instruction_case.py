"""Keywords partly in upper and partly in lower case."""

from collections.abc import Iterator

from dockwright.model.facts import Facts
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.syntax.nodes import Unknown
from dockwright.text.edit import replace


@rule(Severity.WARNING, on=Facts, reads_commands=False, aliases=("ConsistentInstructionCasing",))
def instruction_case(facts: Facts) -> Iterator[Finding]:
    r"""Keyword not in the case of the others.

    Upper and lower case mean the same. Most files write keywords in upper case, and
    a file that keeps to one is easier to read. The majority of the file counts, upper case
    if there is none; ARGs before the first FROM have no vote.

    ```dockerfile bad
    FROM alpine:3.22
    ⟦run⟧ apk add --no-cache curl
    ⟦Copy⟧ . /app
    WORKDIR /app
    ```

    ```dockerfile fixed
    FROM alpine:3.22
    RUN apk add --no-cache curl
    COPY . /app
    WORKDIR /app
    ```

    ```dockerfile good
    from alpine:3.22
    run apk add --no-cache curl
    ```
    """
    placed = [
        each
        for stage in facts.stages
        for each in (stage.from_, *stage.instructions)
        if not isinstance(each.node, Unknown)
    ]
    words = [each.node.keyword.raw for each in placed]
    to_lower = sum(word.islower() for word in words) > sum(word.isupper() for word in words)
    for each, word in zip(placed, words, strict=True):
        wanted = word.lower() if to_lower else word.upper()
        if word == wanted:
            continue
        span = each.place(each.node.keyword.span)
        case = "lower" if to_lower else "upper"
        message = f"Keywords are in {case} case in this file: {wanted}"
        yield Finding(span, message, (Fix(f"Change to {wanted}", (replace(span, wanted),)),))
