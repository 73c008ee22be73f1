"""Comments above stages and ARGs that do not describe them."""

from collections.abc import Iterator

from dockwright.model.facts import Facts
from dockwright.rules.buildkit import EXPERIMENTAL, names, options
from dockwright.rules.lines import line_end
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.rules.pragmas import CHECK
from dockwright.syntax.nodes import Arg, Comment, File, From, Instruction, Placed
from dockwright.text.edit import insert

_OPTION = "experimental"


@rule(Severity.WARNING, on=Facts, aliases=("InvalidDefinitionDescription",))
def definition_description(facts: Facts) -> Iterator[Finding]:
    r"""Comment above a stage or ARG that does not begin with its name.

    `docker build --call=outline` and `--call=targets` show the comment as a description
    if its last line begins with the name. The check is experimental: it runs only where
    `# check=experimental=…` asks for it.

    ```dockerfile bad
    # check=experimental=all
    FROM alpine:3.22 AS base
    # ⟦compiles⟧ the program
    FROM base AS build
    ```

    ```dockerfile fixed
    # check=experimental=all
    FROM alpine:3.22 AS base
    # build compiles the program
    FROM base AS build
    ```

    ```dockerfile good
    # compiles the program
    FROM alpine:3.22 AS build
    ```
    """
    file = facts.file
    if _OPTION not in file.text:
        return
    directive = file.directive("check")
    everywhere = directive is not None and _is_asked(directive.value)
    for index, placed in enumerate(file.instructions):
        known = _names(placed.node)
        comments = tuple(file.comments_above(index)) if known else ()
        if not comments or not (everywhere or _is_asked(_check(comments))):
            continue
        last = comments[-1]
        first_word = last.node.text[1:].split()[:1]
        if not set(first_word) & set(known):
            yield _finding(file, placed, last, known[0])


def _names(node: Instruction) -> tuple[str, ...]:
    if isinstance(node, From):
        return (node.alias.raw.lower(),) if node.alias is not None else ()
    if isinstance(node, Arg):
        return tuple(assignment.key.raw for assignment in node.assignments)
    return ()


def _is_asked(value: str) -> bool:
    asked = names(options(value).get(_OPTION, ""))
    return asked == {"all"} or EXPERIMENTAL in asked


def _check(comments: tuple[Placed[Comment], ...]) -> str:
    """The value of the first `# check=` above an instruction."""
    for comment in comments:
        match = CHECK.match(comment.node.text)
        if match is not None:
            return match["options"]
    return ""


def _finding(file: File, placed: Placed[Instruction], comment: Placed[Comment], name: str) -> Finding:
    span = comment.span
    words = comment.node.content.split()
    if words:
        at = file.text.index(words[0], span.start + 1)
        span = span._replace(start=at, end=at + len(words[0]))
    begin = Fix(f"Begin with {name}", (insert(span.start, f"{name} "),))
    detach = Fix("Detach the comment", (insert(comment.end, f"#{line_end(file.text)}"),))
    is_near = comment.end == placed.at
    return Finding(span, f"A description begins with the name: {name}", (begin, detach) if is_near else (detach, begin))
