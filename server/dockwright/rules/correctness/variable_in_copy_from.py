"""Variables where the builder wants a fixed name."""

from collections.abc import Iterator

from dockwright.model.facts import Facts
from dockwright.model.uses import SourceProblem, StageUse, UseKind
from dockwright.model.variables import Kind
from dockwright.rules.lines import insert_above, keyword_like
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.rules.stage_names import free_name
from dockwright.syntax.words import substitutions
from dockwright.text.edit import replace


@rule(Severity.ERROR, on=Facts, reads_commands=False)
def variable_in_copy_from(facts: Facts) -> Iterator[Finding]:
    r"""Variable in `--from`.

    The builder wants to know the stages before it knows the variables. FROM
    may have variables: give the image a stage of its own.

    ```dockerfile bad
    ARG TOOLS=alpine:3.22
    FROM debian:13
    COPY --from=⟦${TOOLS}⟧ /bin/busybox /bin/
    ```

    ```dockerfile fixed
    ARG TOOLS=alpine:3.22
    FROM ${TOOLS} AS tools
    FROM debian:13
    COPY --from=tools /bin/busybox /bin/
    ```
    """
    for use in facts.uses:
        if use.source.problem is SourceProblem.VARIABLE:
            where = "COPY --from" if use.kind is UseKind.COPY else "A mount's from"
            yield Finding(use.span, f"{where} takes no variables: name a stage", _fixes(facts, use))


def _fixes(facts: Facts, use: StageUse) -> tuple[Fix, ...]:
    found = substitutions(use.text, use.placed.node.escape)
    if not found:
        return ()
    for each in found:
        binding = facts.scope.find(each.name)
        if binding is None or binding.kind is not Kind.GLOBAL_ARG:
            return ()
    name = free_name(facts, found[0].name.lower().replace("_", "-").strip("-") or "source")
    keyword = keyword_like(use.user.from_.node, "FROM")
    line = f"{keyword} {use.text} {keyword_like(use.user.from_.node, 'AS')} {name}"
    edits = (insert_above(facts.file, use.user.from_, line), replace(use.span, name))
    return (Fix(f"Add a stage {name}", edits),)
