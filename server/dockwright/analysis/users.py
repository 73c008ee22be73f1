"""Who runs what a stage runs."""

import re
from functools import lru_cache
from typing import NamedTuple

from dockwright.knowledge import images
from dockwright.model.commands import calls_of_form
from dockwright.model.facts import Facts
from dockwright.model.references import ImageReference
from dockwright.model.stages import Stage
from dockwright.project.snapshot import Project
from dockwright.syntax.nodes import Cmd, Entrypoint, Instruction, Placed, User

_ROOT = frozenset({"", "0", "root"})
_NONROOT = "65532:65532"
_DROPS = re.compile(
    r"\b(?:gosu|su-exec|setpriv|chpst|runuser|setuidgid|suexec|tini-?su|fixuid|s6-setuidgid|privdrop|supervisord"
    r"|s6-overlay|/init|sudo|systemd|su)\b"
)


_DAEMONS = frozenset(
    {
        "apache2",
        "apache2-foreground",
        "apachectl",
        "caddy",
        "containerd",
        "cron",
        "crond",
        "dnsmasq",
        "dockerd",
        "haproxy",
    }
    | {
        "haproxy",
        "httpd",
        "httpd-foreground",
        "init",
        "ipsec",
        "iptables",
        "named",
        "nginx",
        "openvpn",
        "php-fpm",
        "postfix",
    }
    | {"radiusd", "rpcbind", "rsyslogd", "runsvdir", "s6-svscan", "service", "sshd", "systemctl", "unbound", "wg-quick"}
    | {"xl2tpd", "tail", "sleep", "vsftpd", "smbd", "tincd", "tor", "squid", "privoxy", "polipo", "ntpd", "chronyd"}
)
"""Services that begin as root, for a port or a device, and change the user by themselves; and what does nothing."""
_INTERACTIVE = frozenset(
    {"ash", "bash", "bun", "dash", "deno", "ghci", "iex", "irb", "jshell", "julia", "lua", "node", "php", "pypy3"}
    | {
        "python",
        "python3",
        "R",
        "ruby",
        "sh",
        "swipl",
        "zsh",
        "true",
        "perl",
        "erl",
        "clojure",
        "docker-php-entrypoint",
    }
)


class Root(NamedTuple):
    """That the user is root: by the USER at `placed`, or by the base image if that is None."""

    placed: Placed[User] | None


def runs_as_root(stage: Stage, offset: int | None = None) -> bool:
    """Whether it is known that the user at `offset`, or at the end of the stage, is root."""
    state = stage.state_at(offset)
    if state.user_by is not None or state.user is not None:
        return state.is_root is True
    reference = stage.root_reference
    return reference is not None and starts_as_root(reference)


def ending_user(stage: Stage) -> Root | None:
    """That what the image of `stage` starts is known to run as root; None if not."""
    if not runs_as_root(stage):
        return None
    return Root(stage.state_at(None).user_by)


@lru_cache(maxsize=256)
def starts_as_root(reference: ImageReference) -> bool:
    """Whether an image is known to run as root where nothing else is said."""
    if reference.digest is not None and reference.tag is None:
        return False
    if images.shape_of(reference.repository, reference.tag).is_windows:
        return False
    known = images.defaults(reference.repository, reference.tag)
    if known is not None:
        return known.user in _ROOT
    shipped = images.runtime_user(reference.repository, reference.tag)
    return shipped is not None and not shipped.is_default


def starts_program(stage: Stage) -> Placed[Instruction] | None:
    """The instruction that says what the image starts: the ENTRYPOINT, else the CMD, of the stage or one below it.

    None where the file says neither, and where a CMD only gives arguments to an entrypoint of the base image.
    """
    for kind in (Entrypoint, Cmd):
        for link in stage.chain:
            found = link.last(kind)
            if found is None:
                continue
            if kind is Cmd and _has_entrypoint(stage):
                return None
            return Placed(found.at, found.node) if link is stage else None
    return None


def _has_entrypoint(stage: Stage) -> bool:
    """Whether the base image has an entrypoint of its own, which may change the user."""
    reference = stage.root_reference
    if reference is None:
        return False
    known = images.defaults(reference.repository, reference.tag)
    if known is None:
        return not reference.repository.startswith("mcr.microsoft.com/dotnet/")
    # That of the languages' images only adds the name of the program.
    return bool(known.entrypoint) and images.runtime_user(reference.repository, reference.tag) is None


def drops_root(stage: Stage, facts: Facts, project: Project) -> bool:
    """Whether what the image starts may change the user by itself.

    That is so for programs known to do it, for a shell or an interpreter that waits for a person, and for a script
    that names such a program, or whose text is not known.
    """
    if _DROPS.search(facts.file.text) is not None:
        return True
    start = starts_program(stage)
    form = start.node.command if start is not None and isinstance(start.node, Cmd | Entrypoint) else None
    calls = calls_of_form(form) if form is not None else ()
    if not calls or (len(calls) == 1 and calls[0].name in _INTERACTIVE and not calls[0].arguments):
        return True
    return any(call.name in _DAEMONS or _may_drop(call.name, project) for call in calls)


def _may_drop(program: str, project: Project) -> bool:
    """Whether a program is a script that changes the user, or may be one."""
    if not program.endswith(".sh") and "entrypoint" not in program:
        return False
    texts = [project.read(path) for path in project.find(program)] if project.known else []
    return not texts or any(text is None or _DROPS.search(text) is not None for text in texts)


def user_for(stage: Stage) -> str | None:
    """A user other than root that the image of the stage has, as USER takes it; None if none is known."""
    if stage.root.is_scratch:
        return _NONROOT
    reference = stage.root_reference
    if reference is None:
        return None
    shipped = images.runtime_user(reference.repository, reference.tag)
    return shipped.name if shipped is not None else None
