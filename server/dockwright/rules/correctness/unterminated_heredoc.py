"""Here-documents without an end."""

from collections.abc import Iterator

from dockwright.rules.heredoc_looks import is_lookalike
from dockwright.rules.lines import line_end
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.syntax.nodes import Instruction
from dockwright.text.edit import insert


@rule(Severity.ERROR, on=Instruction)
def unterminated_heredoc(instruction: Instruction) -> Iterator[Finding]:
    r"""Here-document that does not end.

    It ends at a line that is its name and nothing else, no blank after it either.

    ```dockerfile bad
    FROM alpine:3.22
    RUN ⟦<<EOF⟧
    echo one
    ```

    ```dockerfile fixed
    FROM alpine:3.22
    RUN <<EOF
    echo one
    EOF
    ```
    """
    for document in instruction.heredocs:
        if document.terminator is not None or is_lookalike(instruction, document):
            continue
        end = line_end(instruction.text)
        at = document.body.end
        before = "" if at == 0 or instruction.text[at - 1] == "\n" else end
        fix = Fix(f"Add the line {document.name}", (insert(at, f"{before}{document.name}{end}"),))
        yield Finding(document.opener, f"No line {document.name} ends this here-document", (fix,))
