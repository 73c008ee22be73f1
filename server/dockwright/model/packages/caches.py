"""Where package managers keep what they downloaded, for root, where nothing is configured; and cache mounts."""

import posixpath
import re
from collections.abc import Mapping

from dockwright.model.packages.kinds import Manager
from dockwright.syntax.nodes import Flag, Run

APT_LISTS = "/var/lib/apt/lists"
"""The index that `apt-get update` fetches."""

APT_ARCHIVES = "/var/cache/apt"
"""The packages that apt fetched."""

CACHES: Mapping[Manager, tuple[str, ...]] = {
    Manager.APT: (APT_ARCHIVES, APT_LISTS),
    Manager.APK: ("/var/cache/apk", "/etc/apk/cache"),
    Manager.DNF: ("/var/cache/dnf", "/var/cache/libdnf5"),
    Manager.YUM: ("/var/cache/yum", "/var/cache/dnf"),
    Manager.MICRODNF: ("/var/cache/yum", "/var/cache/dnf"),
    Manager.TDNF: ("/var/cache/tdnf",),
    Manager.ZYPPER: ("/var/cache/zypp",),
    Manager.PACMAN: ("/var/cache/pacman",),
    Manager.NPM: ("/root/.npm",),
    Manager.NPX: ("/root/.npm",),
    Manager.YARN: ("/usr/local/share/.cache/yarn", "/root/.cache/yarn", "/root/.yarn/berry/cache"),
    Manager.PNPM: ("/root/.local/share/pnpm/store", "/root/.pnpm-store"),
    Manager.BUN: ("/root/.bun/install/cache",),
    Manager.DENO: ("/deno-dir", "/root/.cache/deno"),
    Manager.PIP: ("/root/.cache/pip",),
    Manager.PIPENV: ("/root/.cache/pipenv", "/root/.cache/pip"),
    Manager.POETRY: ("/root/.cache/pypoetry",),
    Manager.PDM: ("/root/.cache/pdm",),
    Manager.UV: ("/root/.cache/uv",),
    Manager.UVX: ("/root/.cache/uv",),
    Manager.CONDA: ("/opt/conda/pkgs",),
    Manager.GO: ("/go/pkg/mod", "/root/.cache/go-build"),
    Manager.CARGO: ("/usr/local/cargo/registry", "/usr/local/cargo/git", "/root/.cargo/registry"),
    Manager.MAVEN: ("/root/.m2",),
    Manager.GRADLE: ("/root/.gradle", "/home/gradle/.gradle"),
    Manager.DOTNET: ("/root/.nuget/packages",),
    Manager.BUNDLER: ("/usr/local/bundle/cache", "/root/.gem"),
    Manager.GEM: ("/usr/local/bundle/cache", "/root/.gem"),
    Manager.COMPOSER: ("/root/.composer/cache", "/root/.cache/composer", "/tmp/cache"),  # noqa: S108 - the image of composer sets it
    Manager.MIX: ("/root/.hex", "/root/.cache/rebar3"),
}
"""The folders by manager, the most usual first; a program may use only one of several."""

_HOME = re.compile(r"(?:~|\$HOME|\$\{HOME\})(?=/|$)")
_GLOB_END = re.compile(r"(?:/+(?:\*|\*\*|\*_\*|\.))*/*$")


def in_root(path: str) -> str:
    """`path` with the home folder of root in the place of `~` and `$HOME`, without a slash at its end."""
    return posixpath.normpath(_HOME.sub("/root", path, count=1)) if path else path


def covers(target: str, path: str) -> bool:
    """Whether what `target` names, a folder or all that is in it (`/*`), holds the folder `path` with all in it."""
    folder = _GLOB_END.sub("", target) or "/"
    if not folder.startswith(("/", "~", "$HOME", "${HOME}")) or "*" in folder:
        return False
    folder, path = in_root(folder), in_root(path)
    return folder in {path, "/"} or path.startswith(f"{folder}/")


def cache_mounts(run: Run) -> tuple[str, ...]:
    """The targets of the cache mounts of a RUN, as written."""
    return tuple(target for mount in run.mounts if _type(mount) == "cache" and (target := _target(mount)) is not None)


def is_mounted(run: Run, path: str) -> bool:
    """Whether what is written to the folder `path` goes to a cache or tmpfs mount and not into the layer."""
    return any(
        covers(target, path)
        for mount in run.mounts
        if _type(mount) in {"cache", "tmpfs"} and (target := _target(mount)) is not None
    )


def is_cached(run: Run, manager: Manager) -> bool:
    """Whether a mount covers one of the folders in which the manager keeps what it downloads, in whatever home."""
    folders = CACHES.get(manager, ())
    in_homes = tuple(folder.removeprefix("/root") for folder in folders if folder.startswith("/root/."))
    return any(is_mounted(run, folder) for folder in folders) or any(
        target.rstrip("/").endswith(in_homes) for target in cache_mounts(run)
    )


def _type(mount: Flag) -> str:
    return _field(mount, "type") or "bind"


def _target(mount: Flag) -> str | None:
    return _field(mount, "target", "dst", "destination")


def _field(mount: Flag, *keys: str) -> str | None:
    for field in mount.fields:
        if field.key in keys:
            return field.value
    return None
