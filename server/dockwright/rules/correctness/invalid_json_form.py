"""What looks like a JSON array and is none."""

import re
from collections.abc import Iterator

from dockwright.model.stages import Stage
from dockwright.rules.exec_form import mended_array
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.syntax.nodes import Cmd, Entrypoint, Healthcheck, Instruction, Placed, Run, Transfer, Volume, Word
from dockwright.text.edit import replace
from dockwright.text.span import Span

_ARRAY = re.compile(r"""\[(?:\s*(?:"[^"]*"|'[^']*')\s*,|(?:"[^"]*"|'[^']*')\])""")


@rule(Severity.WARNING, on=Stage, aliases=("S7030",))
def invalid_json_form(stage: Stage) -> Iterator[Finding]:
    r"""Array that is not valid JSON.

    Strings must be in double quotes, nothing may follow the bracket, and there is no comma
    after the last member. Otherwise the builder takes the text as it is: a shell looks for a
    program called `[pip,`, COPY for files with brackets in their names.

    ```dockerfile bad
    FROM python:3.13
    RUN ⟦['pip', 'install', 'flask']⟧
    COPY ⟦["my file", '/srv/']⟧
    ```

    ```dockerfile fixed
    FROM python:3.13
    RUN ["pip", "install", "flask"]
    COPY ["my file", "/srv/"]
    ```

    ```dockerfile good
    FROM alpine:3.22
    RUN [ "$(uname -m)" = x86_64 ]
    ```
    """
    for placed in stage.instructions:
        found = _argument(stage, placed)
        if found is None:
            continue
        text, span = found
        if text.startswith("[") and _ARRAY.match(text):
            mended = mended_array(text)
            fixes = (Fix(f"Use {mended}", (replace(placed.place(span), mended),)),) if mended is not None else ()
            yield Finding(placed.place(span), "This is not valid JSON, and so it is taken as plain text", fixes)


def _argument(stage: Stage, placed: Placed[Instruction]) -> tuple[str, Span] | None:
    """The argument that might be an array; none where a rule on shell-form commands looks at it."""
    node = placed.node
    if node.json or node.problems:
        return None
    if isinstance(node, Run | Healthcheck | Cmd | Entrypoint):
        judged = isinstance(node, Cmd | Entrypoint) and stage.state_at(placed.at).shell_by is None
        return (node.command.text, node.command.span) if node.command is not None and not judged else None
    if isinstance(node, Transfer | Volume):
        return _text(node.rest)
    return None


def _text(word: Word) -> tuple[str, Span]:
    return word.raw, word.span
