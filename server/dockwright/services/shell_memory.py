"""What ShellCheck has said, so that no script is checked twice."""

from collections import OrderedDict
from threading import Lock

from dockwright.analysis.shell_scripts import ShellText
from dockwright.features.shellcheck import Remark

_REMEMBERED = 4096


class Memory:
    """What ShellCheck has said of the last scripts. May be used from several threads."""

    def __init__(self, most: int = _REMEMBERED) -> None:
        """Remember `most` scripts."""
        self._most = most
        self._known: OrderedDict[ShellText, tuple[Remark, ...]] = OrderedDict()
        self._lock = Lock()

    def get(self, script: ShellText) -> tuple[Remark, ...] | None:
        """What was said of a script, if that is remembered."""
        with self._lock:
            remarks = self._known.get(script)
            if remarks is not None:
                self._known.move_to_end(script)
            return remarks

    def put(self, script: ShellText, remarks: tuple[Remark, ...]) -> None:
        """Remember what was said."""
        with self._lock:
            self._known[script] = remarks
            if len(self._known) > self._most:
                self._known.popitem(last=False)
