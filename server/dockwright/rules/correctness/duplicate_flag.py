"""A flag given twice."""

from collections.abc import Iterator

from dockwright.analysis.safety import Safety
from dockwright.rules.flags import delete_flag, known_flags
from dockwright.rules.model import Finding, Fix, Related, Severity, rule
from dockwright.syntax.nodes import Flag, Instruction


@rule(Severity.ERROR, on=Instruction)
def duplicate_flag(instruction: Instruction) -> Iterator[Finding]:
    r"""Flag given twice.

    Only `--mount`, `--exclude` and `--device` may be repeated.

    ```dockerfile bad
    FROM alpine:3.22
    COPY --chown=app --⟦chown⟧=app . /app
    ```

    ```dockerfile fixed
    FROM alpine:3.22
    COPY --chown=app . /app
    ```

    ```dockerfile good
    FROM alpine:3.22
    COPY --exclude=*.md --exclude=*.txt . /app
    ```
    """
    known = known_flags(instruction)
    first: dict[str, Flag] = {}
    for flag in instruction.flags:
        if flag.name not in known or known[flag.name].repeatable:
            continue
        earlier = first.setdefault(flag.name, flag)
        if earlier is flag:
            continue
        same = earlier.text == flag.text
        safety = Safety.SAFE if same else Safety.UNSAFE
        note = "" if same else "The two differ: check which one is meant."
        fix = Fix(f"Remove this --{flag.name}", (delete_flag(instruction, flag),), safety, note)
        related = Related(earlier.span, "The first one")
        yield Finding(flag.name_span, f"--{flag.name} may be given once only", (fix,), (related,))
