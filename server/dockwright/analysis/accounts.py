"""The accounts that a Dockerfile makes itself."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from dockwright.model.commands import calls_of
from dockwright.model.commands.calls import Call
from dockwright.model.stages import Stage
from dockwright.syntax.nodes import Placed, Run
from dockwright.syntax.shell.nodes import ShellWord

_MAKERS = frozenset({"adduser", "useradd"})
_WITH_VALUE = re.compile(
    r"-[A-Za-z]*[bcdefghksuGKpRZ]"
    r"|--(?:base-dir|comment|conf|expiredate|firstgid|firstuid|gecos|gid|groups|home|home-dir|inactive|ingroup|key"
    r"|lastgid|lastuid|password|prefix|root|shell|skel|uid)"
)
_NAME = re.compile(r"[A-Za-z_][\w.-]*\$?", re.ASCII)


class MadeAccount(NamedTuple):
    """An account and the RUN that makes it."""

    name: str
    run: Placed[Run]


def accounts_made(stage: Stage, before: int | None = None) -> Iterator[MadeAccount]:
    """The accounts that a stage, and those that it is based on, make above an offset, where no variable names them."""
    for link in stage.chain:
        for run in link.every(Run):
            if before is not None and run.at >= before:
                break
            for call in calls_of(run.node):
                word = _account(call) if call.name in _MAKERS else None
                if word is not None and not word.dynamic and _NAME.fullmatch(word.value):
                    yield MadeAccount(word.value, run)


def _account(call: Call) -> ShellWord | None:
    """The first word that is neither an option nor the value of one."""
    takes_value = False
    for word in call.arguments:
        is_option = word.value.startswith("-")
        if not is_option and not takes_value:
            return word
        takes_value = is_option and _WITH_VALUE.fullmatch(word.value) is not None
    return None
