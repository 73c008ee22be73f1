"""A build context after a file in it was written."""

from dataclasses import replace

from dockwright.project.ignore import parse_ignore
from dockwright.project.paths import ROOT, ProjectPath, lineage, parent
from dockwright.project.snapshot import Entry, EntryKind, Project


def ignore_path(project: Project) -> ProjectPath:
    """Where the ignore file is that counts, or where one would be put."""
    found = project.ignore.path if project.ignore is not None else None
    return found if found is not None else ProjectPath(".dockerignore")


def with_file(project: Project, path: ProjectPath, text: str) -> Project:
    """The same context with `text` at `path`."""
    entries = dict(project.entries)
    folders = dict(project.folders)
    for above in (ROOT, *lineage(parent(path))):
        if above != ROOT:
            entries.setdefault(above, Entry(EntryKind.FOLDER, 0, 0))
        folders.setdefault(above, ())
    if path not in entries:
        folders[parent(path)] = (*folders[parent(path)], path)
    entries[path] = Entry(EntryKind.FILE, len(text.encode("utf-8", "surrogatepass")), 0)
    ignore = parse_ignore(text, path) if path == ignore_path(project) else project.ignore
    return replace(project, entries=entries, folders=folders, texts={**project.texts, path: text}, ignore=ignore)
