"""COPY of what `.dockerignore` keeps from the builder."""

import posixpath
import re
from collections.abc import Iterator

from dockwright.model.stages import Stage
from dockwright.project.paths import ProjectPath
from dockwright.project.snapshot import Project
from dockwright.rules.model import Finding, Severity, rule
from dockwright.syntax.nodes import Transfer

_REMOTE = re.compile(r"(?:https?|git|ssh)://|git@|github\.com/")


@rule(Severity.WARNING, on=Stage, aliases=("CopyIgnoredFile",))
def copy_ignored_file(stage: Stage, project: Project) -> Iterator[Finding]:
    r"""COPY of an ignored file.

    The builder never gets the file, so the build fails, or copies nothing.

    ```text file=.dockerignore
    dist
    *.log
    ```

    ```dockerfile bad
    FROM nginx:1.29
    COPY ⟦dist/⟧ index.html /srv/
    ```

    ```dockerfile good
    FROM nginx:1.29
    COPY --from=build dist/ /srv/
    COPY index.html /srv/
    ```
    """
    ignore = project.ignore
    if ignore is None or any(pattern.negated for pattern in ignore.patterns):
        return
    for placed in stage.every(Transfer):
        node = placed.node
        if node.flag("from") is not None:
            continue
        openers = {document.opener for document in node.heredocs}
        for word in node.sources:
            source = stage.scope.expand(word, node.escape, placed.at) if word.span not in openers else None
            path = _context_path(source)
            if path is not None and ignore.excludes(path):
                yield Finding(placed.place(word.span), f".dockerignore keeps {source} from the builder")


def _context_path(source: str | None) -> ProjectPath | None:
    """The path as BuildKit compares it: text, wildcards and all, a leading slash included."""
    if not source or source.startswith("/") or _REMOTE.match(source):
        return None
    path = posixpath.normpath(source)
    return None if path == "." else ProjectPath(path)
