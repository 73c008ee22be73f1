"""Which part of which form of an instruction stands at the cursor, by its name in the forms of the reference."""

import re
from collections.abc import Callable

from dockwright.features.completions.site import Site

_PROGRAM, _ARGUMENT, _LINE, _DELIMITER = "<program>", "<argument>", "<command line>", "<delimiter>"
Part = tuple[int, str]
"""The number of the form and the name of the parameter."""


def active(site: Site) -> Part:
    """The form that is being written, and the parameter at the cursor."""
    return _PARTS[site.keyword](site)


def _transfer(site: Site) -> Part:
    argument = site.argument
    with_delimiter = site.keyword == "COPY" and any(word.startswith("<<") for word in (*site.words, site.token))
    if with_delimiter:
        return 2, _DELIMITER if site.token.startswith("<<") or site.follows else "<destination>"
    last = argument.number > 0 and not site.follows
    return int(site.is_json), "<destination>" if last else "<source>"


def _run(site: Site) -> Part:
    if site.token.startswith("<<") and not site.words:
        return 2, _DELIMITER
    if site.is_json:
        return 1, _ARGUMENT if site.argument.number else _PROGRAM
    return 0, _LINE


def _cmd(site: Site) -> Part:
    if site.is_json:
        return 0, _ARGUMENT if site.argument.number else _PROGRAM
    return 2, _LINE


def _entrypoint(site: Site) -> Part:
    if site.is_json:
        return 0, _ARGUMENT if site.argument.number else _PROGRAM
    return 1, _LINE


def _shell(site: Site) -> Part:
    return 0, _ARGUMENT if site.argument.number else _PROGRAM


def _from(site: Site) -> Part:
    if site.words:
        return 0, "<name>"
    if "@" in site.token:
        return 0, "<digest>"
    return 0, "<tag>" if ":" in site.token.rpartition("/")[2] else "<image>"


def _arg(site: Site) -> Part:
    return 0, "<default>" if _in_value(site) else "<name>"


def _env(site: Site) -> Part:
    if site.words and "=" not in site.words[0]:
        return 1, "<value>"
    return 0, "<value>" if _in_value(site) else "<key>"


def _label(site: Site) -> Part:
    return 0, "<value>" if _in_value(site) else "<key>"


def _healthcheck(site: Site) -> Part:
    if site.token.upper().startswith("N") and not site.words:
        return 1, ""
    return 0, "<command>" if site.words else "[flags]"


def _expose(site: Site) -> Part:
    return 0, "<protocol>" if "/" in site.token else "<port>"


def _user(site: Site) -> Part:
    name, colon, _ = site.token.partition(":")
    form = int(name.isdigit())
    if form:
        return form, "<gid>" if colon else "<uid>"
    return form, "<group>" if colon else "<user>"


def _volume(site: Site) -> Part:
    return int(site.is_json), "<path>"


def _only(name: str) -> Callable[[Site], Part]:
    return lambda _: (0, name)


_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"|\'[^\']*\'')


def _in_value(site: Site) -> bool:
    """Whether an equals sign stands before the cursor in its word; a quote that is open holds blanks."""
    return "=" in _QUOTED.sub("", site.token) or any(quote in _QUOTED.sub("", site.rest) for quote in "\"'")


_PARTS: dict[str, Callable[[Site], Part]] = {
    "ADD": _transfer,
    "ARG": _arg,
    "CMD": _cmd,
    "COPY": _transfer,
    "ENTRYPOINT": _entrypoint,
    "ENV": _env,
    "EXPOSE": _expose,
    "FROM": _from,
    "HEALTHCHECK": _healthcheck,
    "LABEL": _label,
    "MAINTAINER": _only("<name>"),
    "ONBUILD": _only("<instruction>"),
    "RUN": _run,
    "SHELL": _shell,
    "STOPSIGNAL": _only("<signal>"),
    "USER": _user,
    "VOLUME": _volume,
    "WORKDIR": _only("<path>"),
}
