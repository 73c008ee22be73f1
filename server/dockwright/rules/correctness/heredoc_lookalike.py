"""`<<` that the builder reads otherwise than a shell does."""

from collections.abc import Iterator

from dockwright.rules.heredoc_looks import detached, is_arithmetic, is_lookalike, shell_name
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.syntax.nodes import Heredoc, Run
from dockwright.text.edit import Edit, delete, insert
from dockwright.text.span import Span


@rule(Severity.ERROR, on=Run)
def heredoc_lookalike(instruction: Run) -> Iterator[Finding]:
    r"""Here-document to the builder but not to a shell, or the other way round.

    Every `<<word` after a blank begins one, also in arithmetic:

    ```dockerfile bad
    FROM alpine:3.22
    RUN echo $((1 ⟦<<2))⟧
    ```

    ```dockerfile fixed
    FROM alpine:3.22
    RUN echo $((1<<2))
    ```

    The name goes on to the next blank, whatever stands there:

    ```dockerfile bad
    FROM alpine:3.22
    RUN (cat ⟦<<EOF)⟧
    hello
    EOF
    ```

    After `<<-` the name must follow at once:

    ```dockerfile bad
    FROM alpine:3.22
    RUN cat ⟦<<- EOF⟧
    ```

    ```dockerfile good
    FROM alpine:3.22
    RUN cat <<-EOF >/etc/motd
        hello
    EOF
    ```
    """
    for document in instruction.heredocs:
        if document.terminator is None and is_lookalike(instruction, document):
            yield _finding(instruction, document)
    if instruction.heredocs or instruction.command is None or "<<-" not in instruction.command.text:
        return
    found = detached(instruction.command.text)
    start = instruction.text.find("<<-", instruction.command.span.start)
    if found is not None and not instruction.command.is_exec:
        end = instruction.text.find(found["name"], start) + len(found["name"] + found["quote"])
        yield Finding(Span(start, end), f"The builder sees no here-document here: write <<-{found['name']}")


def _finding(instruction: Run, document: Heredoc) -> Finding:
    opener = document.opener
    edits: tuple[Edit, ...] = ()
    if is_arithmetic(instruction, document):
        start = opener.start
        while instruction.text[start - 1] in {" ", "\t"}:
            start -= 1
        edits = (delete(Span(start, opener.start)),)
        message = "The builder takes this shift for a here-document: write it without a blank before <<"
        return Finding(opener, message, (Fix("Remove the blank", edits),))
    name = shell_name(document)
    hint = ""
    at = opener.of(instruction.text).find(document.name)
    if name is not None and at >= 0 and f"\n{name}\n" in instruction.text:
        edits = (insert(opener.start + at + len(name), " "),)
        hint = f", not {name}"
    message = f"To the builder the name of this here-document is {document.name}{hint}, and no such line ends it"
    return Finding(opener, message, (Fix(f"Put a blank after {name}", edits),) if edits else ())
