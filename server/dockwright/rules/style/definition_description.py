"""Comments above stages and ARGs that do not describe them."""

from collections.abc import Iterator

from dockwright.model.facts import Facts
from dockwright.rules.buildkit import EXPERIMENTAL, names, options
from dockwright.rules.lines import line_end
from dockwright.rules.model import Finding, Fix, Related, Severity, rule
from dockwright.rules.pragmas import CHECK
from dockwright.syntax.nodes import Arg, Comment, File, From, Instruction, Placed, Word
from dockwright.text.edit import insert

_OPTION = "experimental"


@rule(Severity.WARNING, on=Facts, reads_commands=False, aliases=("InvalidDefinitionDescription",))
def definition_description(facts: Facts) -> Iterator[Finding]:
    r"""Comment above a stage or ARG that does not begin with its name.

    `docker build --call=outline` and `--call=targets` show the comment as a description
    if its last line begins with the name. The check is experimental: it runs only where
    `# check=experimental=…` asks for it.

    ```dockerfile bad
    # check=experimental=all
    FROM alpine:3.22 AS base
    # compiles the program
    FROM base AS ⟦build⟧
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
    if f"{_OPTION}=" not in file.text:
        return
    directive = file.directive("check")
    everywhere = directive is not None and _is_asked(directive.value)
    for index, placed in enumerate(file.instructions):
        known = _names(placed.node)
        comments = tuple(file.comments_above(index)) if known else ()
        if not comments or not (everywhere or _is_asked(_check(comments))):
            continue
        last = comments[-1]
        first_word = next(iter(last.node.text[1:].split()), "")
        if not any(_is_named(first_word, placed.node, word) for word in known):
            yield _finding(file, placed, last, known[0])


def _names(node: Instruction) -> tuple[Word, ...]:
    if isinstance(node, From):
        return (node.alias,) if node.alias is not None else ()
    if isinstance(node, Arg):
        return tuple(assignment.key for assignment in node.assignments)
    return ()


def _is_named(first_word: str, node: Instruction, word: Word) -> bool:
    return first_word == (word.raw.lower() if isinstance(node, From) else word.raw)


def _is_asked(value: str) -> bool:
    asked = names(options(value).get(_OPTION, ""))
    return asked == frozenset({"all"}) or EXPERIMENTAL in asked


def _check(comments: tuple[Placed[Comment], ...]) -> str:
    """The value of the first `# check=` above an instruction."""
    for comment in comments:
        match = CHECK.match(comment.node.text)
        if match is not None:
            return match["options"]
    return ""


def _finding(file: File, placed: Placed[Instruction], comment: Placed[Comment], word: Word) -> Finding:
    name = word.raw.lower() if isinstance(placed.node, From) else word.raw
    words = comment.node.content.split()
    at = file.text.index(words[0], comment.span.start + 1) if words else comment.span.end
    begin = Fix(f"Begin the comment with {name}", (insert(at, f"{name} "),))
    detach = Fix("Detach the comment", (insert(comment.end, f"#{line_end(file.text)}"),))
    is_near = comment.end == placed.at
    return Finding(
        placed.place(word.span),
        f"The comment above does not begin with the name: {name}",
        (begin, detach) if is_near else (detach, begin),
        (Related(comment.span, "The comment"),),
    )
