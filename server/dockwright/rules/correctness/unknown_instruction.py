"""A word at the start of a line that is no instruction."""

import difflib
from collections.abc import Iterator

from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.syntax.nodes import KEYWORDS, Unknown
from dockwright.text.edit import replace


@rule(Severity.ERROR, on=Unknown)
def unknown_instruction(instruction: Unknown) -> Iterator[Finding]:
    r"""Unknown instruction.

    The build refuses the file. Most often it is a slip of the pen, or a line
    that should have continued the one before it and lost its backslash.

    ```dockerfile bad
    FROM alpine:3.22
    ⟦COPPY⟧ . /app
    ```

    ```dockerfile fixed
    FROM alpine:3.22
    COPY . /app
    ```

    Without a similar instruction there is nothing to offer:

    ```dockerfile bad
    FROM alpine:3.22
    RUN echo one
    ⟦&&⟧ echo two
    ```
    """
    word = instruction.keyword.raw
    fixes: tuple[Fix, ...] = ()
    hint = ""
    near = difflib.get_close_matches(word.upper(), KEYWORDS, n=1)
    if near:
        keyword = near[0].lower() if word.islower() else near[0]
        hint = f", did you mean {near[0]}?"
        fixes = (Fix(f"Change to {keyword}", (replace(instruction.keyword.span, keyword),)),)
    yield Finding(instruction.keyword.span, f"{word!r} is not an instruction{hint}", fixes)
