"""Files that one layer brings and a later one removes."""

import posixpath
from collections.abc import Container, Iterator
from fnmatch import fnmatchcase
from typing import NamedTuple

from dockwright.model.packages.cleanups import Cleanup, cleanups_of
from dockwright.model.packages.downloads import downloads_of
from dockwright.model.packages.kinds import Verb
from dockwright.model.packages.read import packages_of
from dockwright.model.stages import Stage
from dockwright.model.state import joined, workdir_at
from dockwright.rules.model import Finding, Related, Severity, rule
from dockwright.syntax.nodes import Copy, Instruction, Placed, Run, Transfer
from dockwright.text.span import Span

_WILD = "*?["


class _Brought(NamedTuple):
    """A path or package that an instruction brings, and where it says so."""

    placed: Placed[Instruction]
    span: Span


@rule(Severity.WARNING, on=Stage)
def removed_in_later_layer(stage: Stage) -> Iterator[Finding]:
    """What is removed stays in an earlier layer.

    Each instruction is a layer, and no layer takes away from the one below. The file is hidden and the image as
    large as before; who has the image can still read it. A bind mount brings a file for one RUN only.

    ```dockerfile bad
    FROM debian:13
    COPY app.deb /tmp/
    RUN dpkg -i /tmp/app.deb && ⟦rm /tmp/app.deb⟧
    ```

    ```dockerfile bad
    FROM debian:13
    RUN curl -fsSLo /tmp/app.tar.gz https://example.com/app.tar.gz
    RUN tar xf /tmp/app.tar.gz && ⟦rm -rf /tmp/*⟧
    ```

    ```dockerfile bad
    FROM debian:13
    RUN apt-get update && apt-get install -y gcc
    RUN make && ⟦apt-get purge -y gcc⟧
    ```

    ```dockerfile good
    FROM debian:13 AS build
    COPY app.deb /tmp/
    RUN dpkg -i /tmp/app.deb && rm /tmp/app.deb
    FROM debian:13
    RUN --mount=type=bind,source=app.deb,target=/tmp/app.deb dpkg -i /tmp/app.deb
    RUN curl -fsSLo /tmp/b https://example.com/b && tar xf /tmp/b && rm /tmp/b
    RUN curl -fsSLo /tmp/b https://example.com/c && tar xf /tmp/b && rm /tmp/b
    RUN apk add --no-cache gcc && make && apk del gcc
    RUN apk del gcc
    ```
    """
    if not stage.ships:
        return
    paths: dict[str, _Brought] = {}
    packages: dict[str, _Brought] = {}
    for placed in stage.instructions:
        node = placed.node
        if isinstance(node, Transfer):
            paths.update((path, _Brought(placed, node.span)) for path in _copied(stage, placed.at, node))
        elif isinstance(node, Run) and stage.state_at(placed.at).is_posix:
            run = Placed(placed.at, node)
            fetched, installed = dict(_downloaded(stage, run)), dict(_installed(run))
            # What this RUN brings as well, it removes from its own layer.
            yield from _findings(stage, run, _without(paths, fetched), _without(packages, installed))
            paths = _left(stage, run, {**paths, **fetched})
            packages = _without({**packages, **installed}, _removed_packages(run))


def _without(brought: dict[str, _Brought], others: Container[str]) -> dict[str, _Brought]:
    return {name: found for name, found in brought.items() if name not in others}


def _left(stage: Stage, run: Placed[Run], brought: dict[str, _Brought]) -> dict[str, _Brought]:
    """What is still there after the RUN."""
    removed = [path for cleanup in cleanups_of(run.node) for path in _removed_paths(stage, run, cleanup)]
    if not removed:
        return brought
    return {path: found for path, found in brought.items() if not any(_holds(each, path) for each in removed)}


def _removed_paths(stage: Stage, run: Placed[Run], cleanup: Cleanup) -> Iterator[str]:
    workdir = workdir_at(stage, run.at)
    for target in cleanup.targets:
        path = joined(workdir, target.path) if target.path is not None else None
        if path is not None:
            yield path


def _removed_packages(run: Placed[Run]) -> set[str]:
    return {
        package.name
        for cleanup in cleanups_of(run.node)
        if cleanup.package is not None and cleanup.package.verb is Verb.REMOVE
        for package in cleanup.package.packages
    }


def _copied(stage: Stage, at: int, node: Transfer) -> Iterator[str]:
    """The paths that COPY or ADD makes, as far as they can be told."""
    if node.destination is None or (isinstance(node, Copy) and node.flag("parents") is not None):
        return
    target = node.destination.literal
    path = joined(workdir_at(stage, at), target)
    if target is None or path is None:
        return
    if len(node.sources) == 1 and not target.endswith("/") and target != ".":
        yield path
        return
    for source in node.sources:
        name = posixpath.basename(source.value.rstrip("/"))
        if "." in name.strip(".") and not source.substitutions and not any(mark in name for mark in _WILD):
            yield posixpath.join(path, name)


def _downloaded(stage: Stage, run: Placed[Run]) -> Iterator[tuple[str, _Brought]]:
    for download in downloads_of(run.node):
        name = download.output
        if download.keeps_name and len(download.urls) == 1 and not download.urls[0].dynamic:
            name = posixpath.basename(download.urls[0].value)
        path = _absolute(stage, run.at, download.call.directory, name)
        if path is not None and path != "/dev/null" and not run.node.mounts:
            yield path, _Brought(run, download.call.span)


def _absolute(stage: Stage, at: int, directory: str | None, name: str | None) -> str | None:
    if not name or directory is None or "$" in name or "`" in name:
        return None
    return joined(workdir_at(stage, at), posixpath.join(directory, name))


def _installed(run: Placed[Run]) -> Iterator[tuple[str, _Brought]]:
    for command in packages_of(run.node):
        if command.verb is Verb.INSTALL_PACKAGES and command.manager.is_system:
            virtual = command.values("-t", "--virtual")
            for name in (*(package.name for package in command.packages if not package.is_dynamic), *virtual):
                yield name, _Brought(run, command.span)


def _findings(
    stage: Stage, run: Placed[Run], paths: dict[str, _Brought], packages: dict[str, _Brought]
) -> Iterator[Finding]:
    for cleanup in cleanups_of(run.node):
        brought = None
        if cleanup.package is not None and cleanup.package.verb is Verb.REMOVE:
            names = (package.name for package in cleanup.package.packages)
            brought = next((packages[name] for name in names if name in packages), None)
        elif cleanup.package is None:
            gone = list(_removed_paths(stage, run, cleanup))
            brought = next((found for path, found in paths.items() if any(_holds(each, path) for each in gone)), None)
        if brought is not None:
            related = (Related(brought.placed.place(brought.span), "this layer keeps it"),)
            message = f"This stays in the layer of the {brought.placed.node.name} that brought it"
            yield Finding(run.place(cleanup.span), message, (), related)


def _holds(target: str, path: str) -> bool:
    """Whether removing `target` removes `path`."""
    if any(mark in target for mark in _WILD):
        return fnmatchcase(path, target) and path.count("/") >= target.count("/")
    return target not in {"", "/"} and (path == target or path.startswith(f"{target}/"))
