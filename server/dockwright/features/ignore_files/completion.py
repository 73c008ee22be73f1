"""Paths for a pattern."""

from collections.abc import Iterator

from dockwright.features.completions.model import Completion, Kind
from dockwright.project.ignore import IgnoreFile, parse_ignore
from dockwright.project.paths import name, normalise
from dockwright.project.snapshot import Project
from dockwright.text.span import Span


def ignore_completions(ignore: IgnoreFile, project: Project, offset: int) -> Iterator[Completion]:
    """The files and folders that begin as the line does, without those that are hidden already.

    After a `!`, only those that are hidden.
    """
    text = ignore.text
    start = text.rfind("\n", 0, offset) + 1
    line = text[start:offset]
    if line.startswith("#") or not project.known:
        return
    typed = line.lstrip(" \t!")
    folder, _, last = typed.rpartition("/")
    if any(char in folder for char in "*?[\\"):
        return
    negated = line.lstrip(" \t").startswith("!")
    span = Span(offset - len(last), offset)
    end = text.find("\n", offset)
    others = parse_ignore(text[:start] + (text[end:] if end >= 0 else ""))
    for child in project.children(normalise(folder)):
        last_name = name(child)
        if not last_name.lower().startswith(last.lower()) or others.excludes(child) != negated:
            continue
        is_folder = project.is_dir(child)
        yield Completion(last_name, Kind.FOLDER if is_folder else Kind.FILE, span, last_name)
