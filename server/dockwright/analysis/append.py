"""Adding a command to the end of a RUN in the way the RUN is written."""

import re

from dockwright.syntax.nodes import Placed, Run
from dockwright.syntax.shell.nodes import Command, Script
from dockwright.text.edit import Edit, insert
from dockwright.text.span import Span

_LAST_BREAK = re.compile(r"[\\`][ \t]*\r?\n(?P<indent>[ \t]*)(?P<joint>&& |; )?")


def appended(run: Placed[Run], command: str) -> Edit | None:
    """The edit that has the shell form of `run` do `command` last, if all before succeeded.

    On a line of its own where the RUN has several, indented like the last one. None for an exec
    form or an input, or where the text cannot simply go on.
    """
    form = run.node.command
    if form is not None and form.script is not None and len(run.node.heredocs) == 1:
        return _appended_to_script(run, form.script, command)
    if form is None or form.script is None or run.node.heredocs or not form.script.complete:
        return None
    if not form.script.commands or form.script.commands[-1].joined_by in {"||", "&"}:
        return None
    text = run.node.text[: form.span.end]
    if "#" in form.text or text.rstrip().endswith((";", "&", "|", "\\", "`")):
        return None
    breaks = list(_LAST_BREAK.finditer(text, form.span.start))
    if not breaks:
        return insert(run.at + form.span.end, f" && {command}")
    last = breaks[-1]
    end_of_line = "\r\n" if "\r\n" in text else "\n"
    escape = run.node.escape
    if _chained_by_semicolon(run.node):
        return insert(run.at + form.span.end, f"; {escape}{end_of_line}{last['indent']}{command}")
    if last["joint"] == "&& ":
        return insert(run.at + form.span.end, f" {escape}{end_of_line}{last['indent']}&& {command}")
    indent = _command_indent(run.node, breaks)
    return insert(run.at + form.span.end, f" && {escape}{end_of_line}{indent}{command}")


def _appended_to_script(run: Placed[Run], opener: Script, command: str) -> Edit | None:
    """The same for a here-document that is the script; its last command must succeed for it, as there may be no -e."""
    script = run.node.heredocs[0].script
    if script is None or not script.complete or not script.commands or any(each.words for each in opener.commands):
        return None
    last = [each for each in script.commands if each.depth == 0][-1]
    rest = Span(last.span.end, script.span.end).of(run.node.text)
    if rest.strip() or last is not script.commands[-1] or last.joined_by in {"||", "&"}:
        return None
    return insert(run.at + last.span.end, f" && {command}")


def is_own_command(run: Placed[Run], command: Command) -> bool:
    """Whether the shell of the RUN itself runs `command`, not one that a word such as `bash -c "…"` starts.

    What the inner shell has set up, such as a PATH, is gone when it ends.
    """
    return any(command is other for script in run.node.scripts for other in script.commands)


def _chained_by_semicolon(run: Run) -> bool:
    """Whether the RUN begins with `set -e…` and goes on with `;`: then a failure ends it all the same."""
    commands = run.scripts[0].commands if run.scripts else ()
    if not commands or commands[0].name != "set":
        return False
    stops = any(word.value.startswith("-") and "e" in word.value for word in commands[0].arguments)
    return stops and len(commands) > 1 and commands[1].joined_by == ";"


def _command_indent(run: Run, breaks: list[re.Match[str]]) -> str:
    """The indentation of the last line on which a command begins."""
    starts = {command.span.start for script in run.scripts for command in script.commands}
    for found in reversed(breaks):
        if found.end() in starts:
            return found["indent"]
    return breaks[0]["indent"]
