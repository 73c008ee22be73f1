"""ENVs that use what they only just set."""

import re
from collections.abc import Iterator

from dockwright.model.stages import Stage
from dockwright.rules.lines import line_end
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.syntax.nodes import Assignment, Env, Placed
from dockwright.text.edit import replace
from dockwright.text.span import Span

_GAP = re.compile(r"[ \t]*(?:[\\`][ \t]*\r?\n[ \t]*)?")


@rule(Severity.ERROR, on=Stage, aliases=("DL3044",))
def env_refers_to_itself(stage: Stage) -> Iterator[Finding]:
    r"""ENV that uses what it sets itself.

    All variables of one ENV are set at once, after its values were made: the new value is
    not there yet.

    ```dockerfile bad
    FROM registry.example.com/base:1
    ENV HOME_DIR=/srv PATH=$⟦HOME_DIR⟧/bin:$PATH
    ```

    ```dockerfile fixed
    FROM registry.example.com/base:1
    ENV HOME_DIR=/srv
    ENV PATH=$HOME_DIR/bin:$PATH
    ```

    ```dockerfile good
    FROM alpine:3.22
    ENV PATH=/srv/bin:$PATH
    ```
    """
    for placed in stage.every(Env):
        if len(placed.node.assignments) > 1 and "$" in placed.node.text:
            yield from _findings(stage, placed)


def _findings(stage: Stage, placed: Placed[Env]) -> Iterator[Finding]:
    known: dict[str, Assignment] = {}
    for number, pair in enumerate(placed.node.assignments):
        for used in pair.value.substitutions if pair.value is not None else ():
            earlier = known.get(used.name)
            if earlier is None or not _matters(stage, used.name, earlier, placed):
                continue
            message = f"{used.name} has its old value here: ENV sets all its variables at once"
            yield Finding(placed.place(used.name_span), message, _fixes(placed, number))
        known[pair.key.value] = pair


def _matters(stage: Stage, name: str, earlier: Assignment, placed: Placed[Env]) -> bool:
    """Whether the old value is another; where there is none for certain, the variable is undefined."""
    if stage.scope.find(name, placed.at) is None and not stage.scope.base_is_unknown:
        return False
    old = stage.scope.value(name, placed.at)
    new = stage.scope.expand(earlier.value, placed.node.escape, placed.at) if earlier.value is not None else ""
    return not isinstance(old, str) or old != new


def _fixes(placed: Placed[Env], number: int) -> tuple[Fix, ...]:
    node = placed.node
    before = node.assignments[number - 1]
    gap = Span(before.span.end, node.assignments[number].span.start)
    if number == 0 or _GAP.fullmatch(gap.of(node.text)) is None:
        return ()
    start = node.text[: node.span.start]
    text = f"{line_end(node.text)}{start}{node.keyword.raw} "
    return (Fix("Split the ENV", (replace(placed.place(gap), text),)),)
