"""Accounts that images ship for the program to run as, other than root."""

import re
from dataclasses import dataclass
from types import MappingProxyType

from dockwright.knowledge.image_defaults import ImageDefaults, defaults
from dockwright.knowledge.repositories import canonical
from dockwright.knowledge.tag_names import shape_of


@dataclass(frozen=True, slots=True)
class RuntimeUser:
    """An account to run as: `name` is what USER takes; `uid` None where it differs between variants.

    `is_default` tells that the image runs as it without a USER.
    """

    name: str
    uid: int | None
    is_default: bool


# Made for the program to run as; the others that ship (nginx, postgres) are for the image's own entrypoint.
_MADE_FOR_PROGRAMS = MappingProxyType({"node": "node", "php": "www-data", "gradle": "gradle"})
_ELSEWHERE = MappingProxyType(
    {
        "denoland/deno": RuntimeUser("deno", None, is_default=False),
        "nginxinc/nginx-unprivileged": RuntimeUser("101", 101, is_default=True),
        "oven/bun": RuntimeUser("bun", 1000, is_default=False),
    }
)
_DISTROLESS = "gcr.io/distroless/"
_NONROOT = 65532
_DOTNET = "mcr.microsoft.com/dotnet/"
_DOTNET_UID = 1654
_FIRST_DOTNET_WITH_USER = 8
_ROOT = frozenset({"", "0", "root"})
_MAJOR = re.compile(r"\d+")


def runtime_user(repository: str, tag: str | None) -> RuntimeUser | None:
    """The account other than root that the image has for programs; None if it has none, or none is known."""
    name, tag = canonical(repository), tag or "latest"
    if name.startswith(_DISTROLESS):
        return RuntimeUser("nonroot", _NONROOT, is_default="nonroot" in tag.split("-"))
    if name.startswith(_DOTNET):
        return _dotnet(name, tag)
    if name in _ELSEWHERE:
        return None if "distroless" in shape_of(name, tag).flavour else _ELSEWHERE[name]
    found = defaults(name, tag)
    if found is None:
        return None
    if found.user not in _ROOT:
        return RuntimeUser(found.user, _uid(found, found.user), is_default=True)
    wanted = _MADE_FOR_PROGRAMS.get(name)
    if wanted is None or "apache" in shape_of(name, tag).line:
        return None
    return next(
        (RuntimeUser(wanted, user.uid, is_default=False) for user in found.accounts if user.name == wanted), None
    )


def _dotnet(name: str, tag: str) -> RuntimeUser | None:
    """The user that .NET images have since 8, named by a variable that they set."""
    major = _MAJOR.match(tag)
    if major and int(major[0]) < _FIRST_DOTNET_WITH_USER:
        return None
    without_root = not {"chiseled", "distroless"}.isdisjoint(shape_of(name, tag).flavour)
    return RuntimeUser("$APP_UID", _DOTNET_UID, is_default=without_root)


def _uid(found: ImageDefaults, user: str) -> int | None:
    if user.isdecimal():
        return int(user)
    return next((account.uid for account in found.accounts if account.name == user), None)
