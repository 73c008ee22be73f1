"""Flags that an instruction does not have."""

from collections.abc import Iterator

from dockwright.analysis.safety import Safety
from dockwright.rules.flags import DROPPING, FLAGS, delete_flag, known_flags
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.rules.suggest import did_you_mean, nearest
from dockwright.syntax.nodes import Cmd, Entrypoint, Flag, Healthcheck, Instruction, Unknown
from dockwright.text.edit import insert, replace

_NONE = "NONE"


@rule(Severity.ERROR, on=Instruction)
def unknown_flag(instruction: Instruction) -> Iterator[Finding]:
    r"""Unknown flag.

    The build refuses a flag that the instruction does not have.

    ```dockerfile bad
    FROM alpine:3.22
    RUN --⟦mout⟧=type=cache,target=/root/.cache make
    ```

    ```dockerfile fixed
    FROM alpine:3.22
    RUN --mount=type=cache,target=/root/.cache make
    ```

    CMD and ENTRYPOINT have none: what begins with two dashes there is taken for one. A lone `--`
    before it, or a JSON array, keeps it part of the command.

    ```dockerfile bad
    FROM alpine:3.22
    CMD --⟦verbose⟧
    ```

    ```dockerfile fixed
    FROM alpine:3.22
    CMD -- --verbose
    ```

    ```dockerfile good
    FROM alpine:3.22
    CMD ["--verbose"]
    ```
    """
    if not instruction.flags or isinstance(instruction, Unknown) or instruction.name in DROPPING:
        return
    if isinstance(instruction, Healthcheck) and instruction.kind and instruction.kind.raw.upper() == _NONE:
        return
    known = known_flags(instruction)
    for flag in instruction.flags:
        if flag.name not in known:
            yield _finding(instruction, flag)


def _finding(instruction: Instruction, flag: Flag) -> Finding:
    name = instruction.name
    if isinstance(instruction, Cmd | Entrypoint):
        fix = Fix("Put -- before it", (insert(instruction.flags[0].span.start, "-- "),))
        return Finding(flag.name_span, f"{name} has no flags: --{flag.name} must not come first", (fix,))
    near = nearest(flag.name, known_flags(instruction))
    fixes: list[Fix] = []
    if near is not None:
        fixes.append(Fix(f"Change to --{near}", (replace(flag.name_span, near),)))
    remove = delete_flag(instruction, flag)
    fixes.append(Fix(f"Remove --{flag.name}", (remove,), Safety.UNSAFE, "Check that nothing depends on it."))
    owners = [owner for owner, flags in FLAGS.items() if flag.name in flags]
    where = f": it belongs to {' and '.join(owners)}" if owners and near is None else ""
    return Finding(flag.name_span, f"{name} has no flag --{flag.name}{did_you_mean(near, '--')}{where}", tuple(fixes))
