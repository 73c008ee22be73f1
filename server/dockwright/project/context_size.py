"""How much of a folder the builder is sent, as a value; `measure` finds it out."""

from typing import NamedTuple

from dockwright.project.paths import ProjectPath


class ContextSize(NamedTuple):
    """Files and bytes that are sent; links count as files of no bytes.

    `largest` are the biggest entries of the root, folders ending in `/`, in
    bytes. `excluded` counts the files and folders that are left out, a folder
    once with all that is in it. `complete` is false where the walk was cut
    short: then everything is "at least".
    """

    files: int
    bytes: int
    largest: tuple[tuple[ProjectPath, int], ...]
    excluded: int
    complete: bool
