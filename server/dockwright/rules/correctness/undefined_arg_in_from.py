"""Variables in FROM that no ARG before it declares."""

from collections.abc import Iterator

from dockwright.analysis.safety import Safety
from dockwright.model.facts import Facts
from dockwright.model.occurrences import Occurrence
from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Fix, Related, Severity, rule
from dockwright.rules.suggest import did_you_mean, nearest
from dockwright.syntax.nodes import Arg, Env, From
from dockwright.text.edit import replace
from dockwright.text.span import Span

_DECLARING = (Arg, Env)


@rule(Severity.WARNING, on=Facts, reads_commands=False, aliases=("UndefinedArgInFrom",))
def undefined_arg_in_from(facts: Facts) -> Iterator[Finding]:
    r"""Variable in FROM that is not declared.

    FROM sees the ARGs before the first FROM and the platform arguments, nothing
    else: no ENV, no ARG of a stage, no build argument without an ARG.

    ```dockerfile bad
    ARG ALPINE_VERSION=3.22
    FROM alpine:${⟦ALPINE_VERSON⟧}
    ```

    ```dockerfile fixed
    ARG ALPINE_VERSION=3.22
    FROM alpine:${ALPINE_VERSION}
    ```
    """
    seen: set[tuple[str, Span]] = set()
    stages: list[tuple[Stage, str]] = []
    for found in facts.undeclared:
        if not isinstance(found.placed.node, From) or found.binding is not None or (found.name, found.word) in seen:
            continue
        seen.add((found.name, found.word))
        stages = stages or [(stage, _declarations(stage)) for stage in facts.stages]
        near = nearest(found.name, facts.scope.names())
        fixes: tuple[Fix, ...] = ()
        if near is not None and found.span.of(facts.file.text) == found.name:
            note = f"Until now the variable was empty. Check that {near} is meant."
            fixes = (Fix(f"Change to {near}", (replace(found.span, near),), Safety.UNSAFE, note),)
        message = f"No ARG before the first FROM declares {found.name}{did_you_mean(near)}"
        yield Finding(found.span, message, fixes, tuple(_declared_too_late(found, stages)))


def _declared_too_late(found: Occurrence, stages: list[tuple[Stage, str]]) -> Iterator[Related]:
    for stage, declarations in stages:
        if found.name not in declarations:
            continue
        for binding in stage.scope.own(found.name):
            if binding.span is not None:
                yield Related(binding.span, "This one holds in its stage only")


def _declarations(stage: Stage) -> str:
    """The text of all that declares variables in the stage: cheaper to search than to evaluate."""
    return "".join(node.text for _, node in (*stage.triggers, *stage.instructions) if isinstance(node, _DECLARING))
