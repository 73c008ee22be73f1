"""Whole-system upgrades in a RUN."""

from collections.abc import Iterator

from dockwright.model.packages.kinds import Manager
from dockwright.model.packages.read import packages_of
from dockwright.rules.model import Finding, Severity, rule
from dockwright.syntax.nodes import Run

_MANAGERS = frozenset({Manager.APT, Manager.ZYPPER})


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

    ```dockerfile good
    FROM debian:13
    RUN apt-get update && apt-get upgrade -y
    ```
    """
    for command in packages_of(run):
        if command.manager in _MANAGERS and command.verb_name in {"dist-upgrade", "full-upgrade"}:
            yield Finding(command.verb_span, "Take a newer base image rather than upgrade the distribution here")
