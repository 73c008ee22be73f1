"""Composer from its image in place of its installer, as Composer's own documentation has it."""

from dockwright.rules.lines import keyword_like
from dockwright.syntax.nodes import Placed, Run
from dockwright.syntax.shell.nodes import Command
from dockwright.text.edit import Edit, replace

_INSTALLER = "https://getcomposer.org/installer"
_HARMLESS = frozenset({"--", "-", "--quiet", "-q", "--2", "--no-ansi", "--ansi"})
_MAJOR = "2"


def from_image(run: Placed[Run]) -> Edit | None:
    """The COPY that does what the RUN does; None for a RUN that does anything else."""
    form = run.node.command
    if form is None or form.script is None or not form.script.complete or run.node.flags or run.node.heredocs:
        return None
    commands = form.script.commands
    if len(commands) != 2 or commands[1].joined_by != "|" or "#" in form.text:  # noqa: PLR2004 - a fetch and its reader
        return None
    fetch, reader = commands
    if fetch.name not in {"curl", "wget"} or reader.name != "php":
        return None
    if _INSTALLER not in {word.value for word in fetch.arguments}:
        return None
    if any(each.assignments or each.redirections for each in commands):
        return None
    target = _target(reader)
    if target is None:
        return None
    tag, path = target
    line = f"{keyword_like(run.node, 'COPY')} --from=composer:{tag} /usr/bin/composer {path}"
    return replace(run.place(run.node.span), line)


def _target(installer: Command) -> tuple[str, str] | None:
    """The version and the path that the installer is told; None where it is told something else."""
    options = {"--install-dir": ".", "--filename": "composer.phar", "--version": _MAJOR}
    words = iter(installer.arguments)
    for word in words:
        name, equals, value = word.value.partition("=")
        if word.dynamic or (name not in options and word.value not in _HARMLESS):
            return None
        if name in options:
            following = None if equals else next(words, None)
            options[name] = value if equals or following is None else following.value
    folder, file = options["--install-dir"].rstrip("/"), options["--filename"]
    return options["--version"], (file if folder == "." else f"{folder}/{file}")
