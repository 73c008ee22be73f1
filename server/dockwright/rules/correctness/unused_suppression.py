"""Comments that silence nothing."""

from collections.abc import Iterator

from dockwright.model.facts import Facts
from dockwright.rules import registry
from dockwright.rules.model import Finding, Fix, Rule, Severity, Tag, rule
from dockwright.rules.pragmas import Dialect, Name, Pragma, pragmas
from dockwright.text.edit import delete
from dockwright.text.span import Span


@rule(Severity.HINT, on=Facts)
def unused_suppression(facts: Facts) -> Iterator[Finding]:
    r"""Suppression that silences nothing.

    The problem was repaired, and the comment stayed.

    ```dockerfile bad
    # dockwright ignore=⟦unknown-flag⟧
    FROM alpine:3.22
    ```

    ```dockerfile fixed
    FROM alpine:3.22
    ```

    Names that are not known here may be another tool's:

    ```dockerfile good
    # dockwright ignore=house-rule-17
    FROM alpine:3.22
    ```
    """
    found = [pragma for pragma in pragmas(facts.file) if pragma.dialect is not Dialect.HADOLINT]
    if not found:
        return
    known = registry.rules_by_name()
    for pragma in found:
        for name in pragma.names:
            # The filter of suppressed findings takes out what this yields for the names that did silence something.
            if _is_judged(known.get(name.text.lower())):
                fix = Fix(f"Remove {name.text}", (delete(_part(facts.file.text, pragma, name)),))
                yield Finding(name.span, f"{name.text} finds nothing here", (fix,), (), frozenset({Tag.UNNECESSARY}))


def _is_judged(found: Rule | None) -> bool:
    """Whether a rule always runs: not if it is off, or sees nothing without the build context."""
    return found is not None and found.severity is not Severity.OFF and not (found.needs_project or found.needs_options)


def _part(text: str, pragma: Pragma, name: Name) -> Span:
    """The name with its comma; the whole line if it is the only one."""
    if len(pragma.names) == 1:
        start = text.rfind("\n", 0, pragma.span.start) + 1
        return Span(start, text.find("\n", pragma.span.end) + 1 or len(text))
    at = pragma.names.index(name)
    if at + 1 < len(pragma.names):
        return Span(name.span.start, pragma.names[at + 1].span.start)
    return Span(pragma.names[at - 1].span.end, name.span.end)
