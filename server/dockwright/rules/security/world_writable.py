"""Files that everybody may change."""

import re
from collections.abc import Iterator

from dockwright.analysis.safety import Safety
from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.rules.runs import run_calls
from dockwright.syntax.nodes import Transfer
from dockwright.text.edit import replace
from dockwright.text.span import Span

_OCTAL = re.compile(r"[0-7]{3,4}")
_SYMBOLIC = re.compile(r"(?:[ug]*[ao][uog]*|)[+=][rwxXst]*w[rwxXst]*")
_WRITE = 0o002
_STICKY = 0o1000


@rule(Severity.WARNING, on=Stage, aliases=("S2612",))
def world_writable(stage: Stage) -> Iterator[Finding]:
    """Everybody may change a file of the image.

    Whatever runs in the container, as whichever user, can replace what the program loads. Give the files to the user
    who needs to write, and nobody else.

    ```dockerfile bad
    FROM debian:13
    COPY --chmod=⟦777⟧ app /app
    RUN chmod -R ⟦777⟧ /data && chmod ⟦a+w⟧ /etc/app.conf
    ```

    ```dockerfile fixed
    FROM debian:13
    COPY --chmod=775 app /app
    RUN chmod -R 775 /data && chmod ug+w /etc/app.conf
    ```

    ```dockerfile good
    FROM debian:13
    COPY --chmod=755 --chown=app app /app
    RUN chmod 1777 /tmp/shared && chmod +x /app && chmod g+w /data && chmod 0770 /var/lib/app
    RUN chown -R app /data && chmod u=rwx,o-w /data
    ```
    """
    for placed in stage.every(Transfer):
        flag = placed.node.flag("chmod")
        if flag is not None and flag.value is not None and _opens(flag.value.value):
            yield _finding(placed.place(flag.value.span), flag.value.value)
    for run, call in run_calls(stage):
        if call.name != "chmod":
            continue
        mode = next((word for word in call.arguments if not _is_option(word.value)), None)
        if mode is not None and _opens(mode.value):
            yield _finding(run.place(mode.span), mode.value)


def _finding(span: Span, mode: str) -> Finding:
    closed = _closed(mode)
    message = f"{mode} lets everybody change these files"
    if closed is None or span.end - span.start != len(mode):
        return Finding(span, message)
    note = "a program that is neither their owner nor in their group can no longer write"
    return Finding(span, message, (Fix(f"Use {closed}", (replace(span, closed),), Safety.MANUAL, note),))


def _closed(mode: str) -> str | None:
    """The mode without the right of others to write; None for a symbolic one that is about others alone."""
    if _OCTAL.fullmatch(mode):
        return f"{int(mode, 8) & ~_WRITE:0{len(mode)}o}"
    who = re.match(r"[ugoa]+", mode)
    if who is None or "," in mode or "=" in mode:
        return None
    others = "".join(dict.fromkeys(who[0].replace("a", "ug").replace("o", "")))
    return f"{others}{mode[who.end() :]}" if others and set(mode[who.end() :]) == {"+", "w"} else None


def _is_option(value: str) -> bool:
    return value.startswith("--") or value in {"-R", "-v", "-c", "-f", "-h", "-Rf", "-fR", "-Rv", "-vR", "-cR", "-Rc"}


def _opens(mode: str) -> bool:
    """Whether the mode lets others write, and not only add files as in `/tmp`."""
    if _OCTAL.fullmatch(mode):
        bits = int(mode, 8)
        return bool(bits & _WRITE) and not bits & _STICKY
    return any(_names_others(part) for part in mode.split(","))


def _names_others(part: str) -> bool:
    who = re.split(r"[+=-]", part, maxsplit=1)[0]
    return ("a" in who or "o" in who) and _SYMBOLIC.fullmatch(part) is not None and "t" not in part
