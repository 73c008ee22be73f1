"""Whole-system upgrades in a RUN."""

from collections.abc import Iterator

from dockwright.analysis.safety import Safety
from dockwright.model.packages.kinds import Manager
from dockwright.model.packages.read import packages_of
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.syntax.nodes import Run
from dockwright.text.edit import replace

_GENTLER = {Manager.APT: "upgrade", Manager.ZYPPER: "update"}


@rule(Severity.WARNING, on=Run, aliases=("DL3035", "DS-0024"))
def dist_upgrade(run: Run) -> Iterator[Finding]:
    """RUN upgrades the whole distribution.

    A dist-upgrade may remove packages and go to another release, and what it does
    depends on the day. Take a newer base image instead: it is the same system, built and tested as a whole.

    ```dockerfile bad
    FROM opensuse/leap:15.6
    RUN zypper -n ⟦dup⟧
    FROM debian:13
    RUN apt-get update && apt-get ⟦dist-upgrade⟧ -y
    ```

    ```dockerfile fixed
    FROM opensuse/leap:15.6
    RUN zypper -n update
    FROM debian:13
    RUN apt-get update && apt-get upgrade -y
    ```

    ```dockerfile good
    FROM debian:13
    RUN apt-get update && apt-get upgrade -y
    ```
    """
    for command in packages_of(run):
        gentler = _GENTLER.get(command.manager)
        if gentler is None or command.verb_name not in {"dist-upgrade", "full-upgrade"}:
            continue
        note = "packages that need others to be removed or added keep their versions: a newer base image has them all"
        fix = Fix(f"Use {gentler}", (replace(command.verb_span, gentler),), Safety.UNSAFE, note)
        message = "Take a newer base image rather than upgrade the distribution here"
        yield Finding(command.verb_span, message, (fix,))
