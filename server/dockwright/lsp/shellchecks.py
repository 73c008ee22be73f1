"""ShellCheck behind the editor's back.

Diagnostics are published at once, with what is known of the shell text by now. What is not known is checked
in other threads once the document has been quiet for a moment, and the loop is told when all of it
is there. A newer version of the document replaces what an older one asked for and has not been begun.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Condition, Thread
from time import monotonic
from typing import TYPE_CHECKING

from dockwright.lsp.journal import Journal
from dockwright.lsp.settings import ShellcheckSettings

if TYPE_CHECKING:
    from dockwright.analysis.shell_scripts import ShellText
    from dockwright.features.shellcheck import Remark
    from dockwright.services.shell_memory import Memory
    from dockwright.services.shellcheck import Program

_THREADS = 2
_QUIET = 0.2
"""Seconds without a change after which a document that is being edited is checked."""
_SOON = 0.03
"""Seconds before a document that was opened is checked: its first diagnostics come before."""
_MISSING = "not found, so the shell text of RUN is not checked: pip install 'dockwright[shellcheck]' brings it"


@dataclass(slots=True)
class _Order:
    """What a document waits for: the scripts to begin, from `due` on, and how many are being checked."""

    due: float
    texts: "list[ShellText]"
    running: int = 0
    found: bool = False


class ShellChecks:
    """Checks the scripts of the open documents. `announce` is called, in another thread, with a document's URI."""

    def __init__(self, journal: Journal, announce: Callable[[str], None]) -> None:
        """Begin without a thread and without a program: both come with the first script."""
        self._journal = journal
        self._announce = announce
        self._changed = Condition()
        self._orders: dict[str, _Order] = {}
        self._memory: Memory | None = None
        self._settings = ShellcheckSettings()
        self._program: Program | None = None
        self._looked = False
        self._looking = False
        self._started = False

    def configure(self, settings: ShellcheckSettings) -> None:
        """Take new settings; another program is another memory."""
        with self._changed:
            if settings != self._settings:
                self._settings = settings
                self._orders.clear()
                self._memory = None
                self._program = None
                self._looked = False

    def checker(self, uri: str) -> "DocumentChecker | None":
        """What knows of the scripts of one document; None if ShellCheck is switched off, or known not to be there."""
        is_missing = self._looked and self._program is None
        return DocumentChecker(self, uri) if self._settings.enable and not is_missing else None

    def forget(self, uri: str) -> None:
        """Begin nothing more for a document."""
        with self._changed:
            self._orders.pop(uri, None)

    def remarks(self, uri: str, texts: "Sequence[ShellText]") -> "list[tuple[Remark, ...] | None]":
        """What is known by now; what is not is checked later."""
        with self._changed:
            if self._looked and self._program is None:
                return [None for _ in texts]
            memory = self._remembered()
            known = [memory.get(text) for text in texts]
            missing = [text for text, remarks in zip(texts, known, strict=True) if remarks is None]
            if missing:
                edited = uri in self._orders or any(remarks is not None for remarks in known)
                due = monotonic() + (_QUIET if edited else _SOON)
                # A thread that will wake before then looks again by itself; one more to wake costs a keystroke dearly.
                is_first = all(due < order.due for order in self._orders.values() if order.texts)
                self._orders[uri] = _Order(due, list(dict.fromkeys(missing)))
                self._start()
                if is_first:
                    self._changed.notify_all()
            else:
                self._orders.pop(uri, None)
            return known

    def _remembered(self) -> "Memory":
        if self._memory is None:
            from dockwright.services.shell_memory import Memory  # noqa: PLC0415 - after `initialize` is answered

            self._memory = Memory()
        return self._memory

    def _start(self) -> None:
        if not self._started:
            self._started = True
            for number in range(_THREADS):
                Thread(target=self._work, name=f"shellcheck {number}", daemon=True).start()

    def _work(self) -> None:
        while True:
            try:
                self._look()
                task = self._next()
                if task is not None:
                    self._check(*task)
            except Exception as error:  # noqa: BLE001 - the next script has another chance
                self._journal.crash("shellcheck", error)

    def _look(self) -> None:
        """Look for the program, if that has not been done since it was last set; say once that there is none."""
        with self._changed:
            self._changed.wait_for(lambda: self._orders and not self._looking)
            if self._looked:
                return
            self._looking = True
            settings = self._settings
        from dockwright.services.shellcheck import find_shellcheck  # noqa: PLC0415 - not in the loop's thread

        program = find_shellcheck(settings.path)
        with self._changed:
            self._looking = False
            if settings == self._settings:
                self._program, self._looked = program, True
                if program is None:
                    self._orders.clear()
            self._changed.notify_all()
        if program is None and settings == self._settings:
            self._journal.info("shellcheck", _MISSING)

    def _next(self) -> "tuple[str, _Order, ShellText, Program, Memory] | None":
        """Wait for a script that is due, and begin it; None if the program has to be looked for first."""
        with self._changed:
            while True:
                if self._program is None:
                    return None
                now = monotonic()
                waiting = [(order.due, uri) for uri, order in self._orders.items() if order.texts]
                due, uri = min(waiting, default=(now, ""))
                if uri and due <= now:
                    order = self._orders[uri]
                    order.running += 1
                    return uri, order, order.texts.pop(0), self._program, self._remembered()
                self._changed.wait(due - now if uri else None)

    def _check(self, uri: str, order: _Order, text: "ShellText", program: "Program", memory: "Memory") -> None:
        remarks = memory.get(text)
        if remarks is None:
            remarks = program.check(text)
            memory.put(text, remarks)
        with self._changed:
            order.running -= 1
            order.found = order.found or bool(remarks)
            finished = self._orders.get(uri) is order and not order.texts and not order.running
            if finished:
                del self._orders[uri]
        if finished and order.found:
            self._announce(uri)


class DocumentChecker:
    """The `Checker` of one document."""

    __slots__ = ("_checks", "_uri")

    def __init__(self, checks: ShellChecks, uri: str) -> None:
        """Ask `checks` for the document at `uri`."""
        self._checks = checks
        self._uri = uri

    def remarks(self, texts: "Sequence[ShellText]") -> "Sequence[tuple[Remark, ...] | None]":
        """The findings in each of `texts`; None where they are not known yet."""
        return self._checks.remarks(self._uri, texts)
