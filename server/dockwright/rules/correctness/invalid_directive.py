"""Directives with a value that the builder refuses."""

from collections.abc import Iterator

from dockwright.model.facts import Facts
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.rules.suggest import did_you_mean, nearest
from dockwright.syntax.nodes import Directive
from dockwright.text.edit import delete, replace
from dockwright.text.span import Span

_CODE = "invalid-directive"
_OPTIONS = ("skip", "error", "experimental")
_MOST = 3
_BOOLEAN = frozenset({"1", "t", "T", "TRUE", "true", "True", "0", "f", "F", "FALSE", "false", "False"})


@rule(Severity.ERROR, on=Facts, reads_commands=False)
def invalid_directive(facts: Facts) -> Iterator[Finding]:
    r"""Invalid value of a directive.

    `escape` is a backslash or a backtick.

    ```dockerfile bad
    # escape=⟦^⟧
    FROM alpine:3.22
    ```

    ```dockerfile fixed
    # escape=\
    FROM alpine:3.22
    ```

    `check` takes `skip`, `error` and `experimental`, with semicolons between them and no blank.

    ```dockerfile bad
    # check=⟦ignore⟧=StageNameCasing
    FROM alpine:3.22
    ```

    ```dockerfile bad
    # check=skip=StageNameCasing;⟦⟧ error=true
    FROM alpine:3.22
    ```

    ```dockerfile fixed
    # check=skip=StageNameCasing;error=true
    FROM alpine:3.22
    ```

    ```dockerfile good
    # check=skip=StageNameCasing,FromAsCasing;error=true
    FROM alpine:3.22
    ```
    """
    file = facts.file
    for problem in file.problems:
        if problem.code == _CODE:
            fix = Fix("Change to \\", (replace(problem.span, "\\"),))
            yield Finding(problem.span, "The escape character is a backslash or a backtick", (fix,))
    check = file.directive("check")
    if check is not None:
        yield from _check(file.text, check)


def _check(text: str, directive: Directive) -> Iterator[Finding]:
    at = directive.value_span.start
    for part in directive.value.split(";", _MOST - 1):
        key, equals, value = part.partition("=")
        name = key.strip()
        span = Span(at, at + len(key))
        if name not in _OPTIONS or not equals:
            yield _option(text, name, span)
            return
        if name == "error" and value.strip() not in _BOOLEAN:
            yield Finding(Span(span.end + 1, span.end + 1 + len(value)), "error is true or false")
            return
        at += len(part) + 1


def _option(text: str, name: str, span: Span) -> Finding:
    if not name:
        end = span.end
        while text[end : end + 1] == " ":
            end += 1
        fixes = (Fix("Remove the blank", (delete(Span(span.end, end)),)),) if end > span.end else ()
        return Finding(span, "An option must follow the semicolon, without a blank", fixes)
    near = name.lower() if name.lower() in _OPTIONS else nearest(name, _OPTIONS)
    fixes = (Fix(f"Change to {near}", (replace(span, near),)),) if near is not None else ()
    return Finding(span, f"check has no option {name}{did_you_mean(near)}", fixes)
