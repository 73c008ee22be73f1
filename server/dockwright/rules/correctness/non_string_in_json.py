"""JSON arrays of something else than texts."""

import re
from collections.abc import Iterator

from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.syntax.nodes import Instruction
from dockwright.text.edit import replace
from dockwright.text.span import Span

_CODE = "invalid-json-form"
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|(?P<bare>[^\s\[\],"]+)|(?P<nested>[\[{])', re.DOTALL)


@rule(Severity.ERROR, on=Instruction)
def non_string_in_json(instruction: Instruction) -> Iterator[Finding]:
    r"""JSON array with something else than strings.

    ```dockerfile bad
    FROM alpine:3.22
    CMD ["sleep", ⟦5⟧]
    ```

    ```dockerfile fixed
    FROM alpine:3.22
    CMD ["sleep", "5"]
    ```

    ```dockerfile good
    FROM alpine:3.22
    CMD []
    ```
    """
    for found in instruction.problems:
        if found.code == _CODE:
            yield _finding(instruction, found.span)


def _finding(instruction: Instruction, span: Span) -> Finding:
    message = "Every member of the array must be a string in double quotes"
    for match in _TOKEN.finditer(instruction.text, span.start + 1, span.end):
        if match["nested"]:
            return Finding(Span(*match.span()), message)
        if match["bare"]:
            place = Span(*match.span())
            fixes = (Fix("Put it in quotes", (replace(place, f'"{match["bare"]}"'),)),)
            return Finding(place, message, fixes if match["bare"] != "null" else ())
    return Finding(span, message)
