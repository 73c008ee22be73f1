"""A report on the build context: what is sent, what is large in it, what `.dockerignore` hides."""

from collections import Counter
from collections.abc import Iterator

from dockwright.features.hovers.copied import readable
from dockwright.project.context_size import ContextSize
from dockwright.project.paths import ProjectPath, lineage
from dockwright.project.snapshot import Project


def context_report(project: Project, sent: ContextSize, whole: ContextSize) -> str:
    """Markdown; `sent` is what the builder gets, `whole` the same walk without `.dockerignore`."""
    return "\n".join(_lines(project, sent, whole)) + "\n"


def _lines(project: Project, sent: ContextSize, whole: ContextSize) -> Iterator[str]:
    yield "# Build context"
    yield ""
    yield f"Folder: `{project.root}`"
    yield ""
    yield f"A build sends {_size(sent)}. Without an ignore file it would send {_size(whole)}."
    yield ""
    yield from _table("Largest that is sent", sent)
    if project.ignore is None:
        yield "There is no `.dockerignore`: everything is sent."
    else:
        yield from _hidden(project)


def _size(size: ContextSize) -> str:
    least = "" if size.complete else "at least "
    return f"{least}**{size.files:,} files, {readable(size.bytes)}**"


def _table(title: str, size: ContextSize) -> Iterator[str]:
    if size.largest:
        yield f"## {title}"
        yield ""
        yield "| entry | size |"
        yield "|---|---:|"
        yield from (f"| `{path}` | {readable(count)} |" for path, count in size.largest)
        yield ""


def _hidden(project: Project) -> Iterator[str]:
    """What each pattern hides, a folder counted once with all that is in it."""
    if project.ignore is None:
        return
    yield f"## Hidden by `{project.ignore_path}`"
    yield ""
    counted: Counter[int] = Counter()
    examples: dict[int, ProjectPath] = {}
    for path in hidden(project):
        pattern = project.ignore.explain(path)
        if pattern is not None:
            counted[pattern.line] += 1
            examples.setdefault(pattern.line, path)
    yield "| line | pattern | entries | for example |"
    yield "|---:|---|---:|---|"
    for pattern in project.ignore.patterns:
        count = counted[pattern.line]
        if not pattern.negated:
            example = f"`{examples[pattern.line]}`" if count else ""
            yield f"| {pattern.line + 1} | `{pattern.text}` | {count} | {example} |"


def hidden(project: Project) -> Iterator[ProjectPath]:
    """The files and folders that are kept back, nothing in a folder that is itself kept back."""
    for path in project.entries:
        if not project.is_sent(path) and all(map(project.is_sent, [*lineage(path)][:-1])):
            yield path
