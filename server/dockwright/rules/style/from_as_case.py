"""`FROM … as` and `from … AS`."""

from collections.abc import Iterator

from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.syntax.nodes import From
from dockwright.text.edit import replace


@rule(Severity.WARNING, on=From, aliases=("FromAsCasing",), onbuild=False)
def from_as_case(instruction: From) -> Iterator[Finding]:
    r"""AS not in the case of its FROM.

    Both are keywords of one instruction and should look like it.

    ```dockerfile bad
    FROM alpine:3.22 ⟦as⟧ build
    ```

    ```dockerfile fixed
    FROM alpine:3.22 AS build
    ```

    ```dockerfile good
    from alpine:3.22 as build
    ```
    """
    word, keyword = instruction.as_word, instruction.keyword.raw
    if word is None or instruction.alias is None or not (keyword.islower() or keyword.isupper()):
        return
    wanted = "as" if keyword.islower() else "AS"
    if word.raw != wanted:
        fix = Fix(f"Change to {wanted}", (replace(word.span, wanted),))
        yield Finding(word.span, f"{word.raw} is not in the case of its {keyword}", (fix,))
