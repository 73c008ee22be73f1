"""Which files Git leaves out, so that a folder is searched as its owner sees it."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_NAME = ".gitignore"
_REPOSITORY = ".git"


def is_ignored(path: Path, *, folder: bool) -> bool:
    """Whether a `.gitignore` beside or above `path` (absolute), up to the top of its repository, leaves it out.

    The nearest file that says something of it counts. What lies in a folder that is left out is for the
    caller not to ask about.
    """
    for above in path.parents:
        spec = _spec(above)
        if spec is not None:
            relative = path.relative_to(above).as_posix()
            result = spec.check_file(f"{relative}/" if folder else relative)
            if result.include is not None:
                return result.include
        if _is_top(above):
            break
    return False


@cache
def _is_top(folder: Path) -> bool:
    return (folder / _REPOSITORY).exists()


@cache
def _spec(folder: Path) -> "GitIgnoreSpec | None":
    try:
        text = (folder / _NAME).read_text("utf-8", "replace")
    except OSError:
        return None
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(text.split("\n"))
