"""Where a package manager keeps its downloads in a RUN of a stage, for a cache mount."""

from collections.abc import Mapping
from typing import NamedTuple

from dockwright.analysis.users import runs_as_root
from dockwright.model.packages.caches import APT_ARCHIVES, APT_LISTS
from dockwright.model.packages.kinds import Manager, Verb
from dockwright.model.packages.model import PackageCommand
from dockwright.model.stages import Stage

_INSTALLS = frozenset({Verb.INSTALL_PROJECT, Verb.INSTALL_PACKAGES, Verb.DOWNLOAD})
_WORKS = _INSTALLS | {Verb.BUILD, Verb.TEST, Verb.RUN_SCRIPT, Verb.START, Verb.OTHER, Verb.EXECUTE, Verb.PUBLISH}


class Place(NamedTuple):
    """A cache folder.

    `moved_by` are the variables that say where it is, each with what follows the value; `default`
    is where it is without them, `~` being the home folder, or None where nobody can tell.
    """

    moved_by: tuple[tuple[str, str], ...]
    default: str | None


class Places(NamedTuple):
    """The cache folders of a manager and what uses them.

    `options` name other folders. `switches` are variables that switch the cache off. `is_state` tells that the
    next RUN expects what the one before fetched: then all that use it need the mount, and it cannot ship.
    """

    places: tuple[Place, ...]
    verbs: frozenset[Verb] = _INSTALLS
    options: tuple[str, ...] = ()
    switches: tuple[str, ...] = ()
    is_locked: bool = False
    is_state: bool = False


PLACES: Mapping[Manager, Places] = {
    Manager.APT: Places((Place((), APT_ARCHIVES), Place((), APT_LISTS)), is_locked=True),
    # Packages are only kept if this folder is there.
    Manager.APK: Places((Place((), "/etc/apk/cache"),), options=("--cache-dir", "--root", "-p"), is_locked=True),
    Manager.NPM: Places((Place((("npm_config_cache", ""), ("NPM_CONFIG_CACHE", "")), "~/.npm"),), options=("--cache",)),
    # Classic yarn keeps the cache of root where all users can have it.
    Manager.YARN: Places(
        (Place((("YARN_CACHE_FOLDER", ""),), "/usr/local/share/.cache/yarn"),), options=("--cache-folder",)
    ),
    Manager.PNPM: Places(
        (Place((("npm_config_store_dir", ""), ("PNPM_HOME", "/store")), "~/.local/share/pnpm/store"),),
        options=("--store-dir",),
    ),
    Manager.BUN: Places(
        (Place((("BUN_INSTALL_CACHE_DIR", ""), ("BUN_INSTALL", "/install/cache")), "~/.bun/install/cache"),),
        options=("--cache-dir",),
    ),
    Manager.PIP: Places(
        (Place((("PIP_CACHE_DIR", ""), ("XDG_CACHE_HOME", "/pip")), "~/.cache/pip"),),
        options=("--cache-dir",),
        switches=("PIP_NO_CACHE_DIR",),
    ),
    Manager.UV: Places(
        (Place((("UV_CACHE_DIR", ""), ("XDG_CACHE_HOME", "/uv")), "~/.cache/uv"),),
        options=("--cache-dir",),
        switches=("UV_NO_CACHE",),
    ),
    Manager.POETRY: Places(
        (Place((("POETRY_CACHE_DIR", ""), ("XDG_CACHE_HOME", "/pypoetry")), "~/.cache/pypoetry"),),
        switches=("POETRY_NO_CACHE",),
    ),
    Manager.GO: Places(
        (
            Place((("GOMODCACHE", ""), ("GOPATH", "/pkg/mod")), "~/go/pkg/mod"),
            Place((("GOCACHE", ""), ("XDG_CACHE_HOME", "/go-build")), "~/.cache/go-build"),
        ),
        verbs=_WORKS,
        is_state=True,
    ),
    Manager.CARGO: Places(
        (
            Place((("CARGO_HOME", "/registry"),), "~/.cargo/registry"),
            Place((("CARGO_HOME", "/git/db"),), "~/.cargo/git/db"),
        ),
        verbs=_WORKS,
        is_state=True,
    ),
    Manager.MAVEN: Places(
        (Place((), "~/.m2/repository"),), verbs=_WORKS, options=("-Dmaven.repo.local",), is_state=True
    ),
    Manager.GRADLE: Places(
        (Place((("GRADLE_USER_HOME", ""),), "~/.gradle"),),
        verbs=_WORKS,
        options=("-g", "--gradle-user-home"),
        is_state=True,
    ),
    Manager.DOTNET: Places(
        (Place((("NUGET_PACKAGES", ""),), "~/.nuget/packages"),), verbs=_WORKS, options=("--packages",), is_state=True
    ),
    Manager.COMPOSER: Places(
        (Place((("COMPOSER_CACHE_DIR", ""), ("COMPOSER_HOME", "/cache")), None),), switches=("COMPOSER_NO_CACHE",)
    ),
    Manager.BUNDLER: Places((Place((("BUNDLE_PATH", ""), ("GEM_HOME", "/cache")), None),), options=("--path",)),
}
"""By manager; the paths are those of root."""


def targets(stage: Stage, offset: int, command: PackageCommand) -> tuple[str, ...]:
    """The absolute folders that `command` caches in at `offset`; none if that is not known or nothing is cached."""
    places = PLACES.get(command.manager)
    if places is None or command.verb not in places.verbs or command.option(*places.options) is not None:
        return ()
    if not runs_as_root(stage, offset) or "$" in "".join(word.value for word in command.call.environment):
        return ()
    if any(_value(stage, offset, command, name) != "" for name in places.switches):
        return ()
    wanted = places.places
    if command.manager is Manager.GO and command.verb is Verb.DOWNLOAD:
        wanted = wanted[:1]
    found = [_target(place, stage, offset, command) for place in wanted]
    return tuple(path for path in found if path is not None) if None not in found else ()


def _target(place: Place, stage: Stage, offset: int, command: PackageCommand) -> str | None:
    for name, rest in place.moved_by:
        value = _value(stage, offset, command, name)
        if value is None:
            return None
        if value:
            return f"{value.rstrip('/')}{rest}" if value.startswith("/") else None
    if place.default is None or not place.default.startswith("~"):
        return place.default
    home = _value(stage, offset, command, "HOME")
    return None if home is None else f"{home or '/root'}{place.default[1:]}"


def _value(stage: Stage, offset: int, command: PackageCommand, name: str) -> str | None:
    """What a variable is: `""` without one, None if it is not known."""
    said = command.call.variable(name)
    if said is not None:
        return said
    binding = stage.scope.find(name, offset)
    return "" if binding is None else binding.value
