"""Turning shell text into a JSON array where that changes nothing but the shell."""

import json
import re

from dockwright.syntax.nodes import CommandForm
from dockwright.syntax.shell.nodes import Command, ShellWord
from dockwright.syntax.shell.parser import parse_script

_BUILTINS = frozenset(
    {
        ".", ":", "alias", "break", "case", "cd", "command", "continue", "do", "eval", "exit", "export", "fg",
        "for", "function", "if", "jobs", "local", "read", "return", "select", "set", "shift", "source", "time",
        "times", "trap", "type", "ulimit", "umask", "unalias", "unset", "until", "wait", "while", "{", "!", "[[",
    }
)  # fmt: skip
"""What only a shell can run."""
_REMEMBERED = frozenset({".", "alias", "eval", "function", "source", "trap"})
"""What may tell the shell how to run what comes later."""
_QUOTES = re.compile(r"""['"\\]""")
_PATTERN = re.compile(r"[*?\[{~\\#]")
_LOOSE_JSON = re.compile(r"""\[\s*(?:(?:'[^'"\\]*'|"[^"\\]*")\s*(?:,\s*(?:'[^'"\\]*'|"[^"\\]*")\s*)*,?\s*)?\]""")
_MEMBER = re.compile(r"""'([^']*)'|"([^"]*)\"""")


def exec_form(command: CommandForm) -> str | None:
    """The array of a command that is one program with fixed words; None if a shell has more to do."""
    script = command.script
    if script is None or not script.complete or len(script.commands) != 1 or "#" in command.text:
        return None
    only = script.commands[0]
    if only.assignments or only.redirections or only.depth or not only.words:
        return None
    if not _is_all(command, only.span.end) or not all(map(_is_static, only.words)):
        return None
    words = [word.value for word in only.words]
    if words[0] == "exec" and len(words) > 1 and not words[1].startswith("-"):
        del words[0]
    if words[0] in _BUILTINS or words[0] == "exec":
        return None
    return json.dumps(words, ensure_ascii=False)


def by_shell(command: CommandForm) -> str | None:
    """The array of a shell that ends by becoming the last program of the list; None where that is not certain.

    But for the `exec`, which is put there if it is not written, the array is what the builder makes of the shell form.
    """
    if "#" in command.text or "\n" in command.text:
        return None
    text = command.text.strip()
    if not _QUOTES.search(text):
        text = re.sub(r"[ \t]+", " ", text)
    script = parse_script(text, lambda offset, _: offset)
    listed = [each for each in script.commands if each.depth == 0]
    if not script.complete or not listed or not all(map(_is_in_list, listed)):
        return None
    if not all(any(other.span.encloses(each.span) for other in listed) for each in script.commands):
        return None
    last = listed[-1]
    if last.span.end != len(text) or not last.words:
        return None
    name = last.words[0]
    if name.value != "exec":
        if name.value in _BUILTINS:
            return None
        text = f"{text[: name.span.start]}exec {text[name.span.start :]}"
    return json.dumps(["/bin/sh", "-c", text], ensure_ascii=False)


def _is_in_list(command: Command) -> bool:
    """Whether the shell goes on to the next one, and has nothing then that `exec` would lose: a trap, a function."""
    return command.joined_by in {"", "&&", ";"} and command.name not in _REMEMBERED


def _is_all(command: CommandForm, end: int) -> bool:
    """Whether nothing follows the command: a `&` or `;` at the end is no command of its own."""
    return end == command.span.end and not command.text.rstrip().endswith(("&", ";", "|"))


def _is_static(word: ShellWord) -> bool:
    if word.dynamic or word.variables or "\n" in word.value:
        return False
    quoted = word.text[:1] in {"'", '"'} and word.text[-1:] == word.text[:1] and word.text[1:-1] == word.value
    return quoted or (_PATTERN.search(word.text) is None and _PATTERN.search(word.value) is None)


def mended_array(text: str) -> str | None:
    """The JSON array that `['a', "b",]` was meant to be, None if that is not certain."""
    stripped = text.strip()
    if not _LOOSE_JSON.fullmatch(stripped):
        return None
    members = [single or double for single, double in _MEMBER.findall(stripped)]
    return json.dumps(members, ensure_ascii=False)
