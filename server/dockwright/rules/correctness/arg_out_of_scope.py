"""ARGs that a RUN uses and its stage does not declare."""

import re
from collections.abc import Iterator

from dockwright.model.facts import Facts
from dockwright.model.mentions import mentions_of
from dockwright.model.occurrences import Occurrence
from dockwright.model.variables import PLATFORM_ARGUMENTS, PROXY_ARGUMENTS
from dockwright.rules.declare import declare, is_declarable
from dockwright.rules.model import Finding, Severity, rule
from dockwright.syntax.nodes import Run

_DEFAULT = re.compile(r"\w*:?[-=+?]")


@rule(Severity.WARNING, on=Facts)
def arg_out_of_scope(facts: Facts) -> Iterator[Finding]:
    r"""ARG used in a RUN whose stage does not declare it.

    ARGs before the first FROM are for the FROM lines, and the platform arguments
    are there for the asking. In a RUN both are empty until the stage has an ARG of
    its own, without a default.

    ```dockerfile bad
    ARG VERSION=1.4
    FROM alpine:3.22
    RUN wget https://example.com/app-$⟦VERSION⟧-$⟦TARGETARCH⟧.tar.gz
    ```

    ```dockerfile fixed
    ARG VERSION=1.4
    FROM alpine:3.22
    ARG VERSION
    ARG TARGETARCH
    RUN wget https://example.com/app-$VERSION-$TARGETARCH.tar.gz
    ```

    A variable that the command sets itself is its own affair:

    ```dockerfile good
    FROM alpine:3.22
    RUN TARGETARCH=$(uname -m) && wget https://example.com/app-$TARGETARCH.tar.gz
    ```
    """
    firsts: dict[tuple[int, str], Occurrence] = {}
    for found in facts.undeclared:
        stage = found.stage
        if stage is None or not _is_out_of_scope(facts, found):
            continue
        first = firsts.setdefault((stage.index, found.name), found)
        message = f"{found.name} is empty in this RUN: the stage needs an ARG of its own"
        yield Finding(found.span, message, (declare(facts, found, first),))


def _is_out_of_scope(facts: Facts, found: Occurrence) -> bool:
    node = found.placed.node
    if found.binding is not None or not found.in_shell or found.deferred or not isinstance(node, Run):
        return False
    if found.name in PROXY_ARGUMENTS or not is_declarable(facts, found.name):
        return False
    if found.name in PLATFORM_ARGUMENTS and _DEFAULT.match(facts.file.text, found.span.end):
        return False
    return not _is_set_in(node, found.name) and not _may_come_from_base(found)


def _is_set_in(node: Run, name: str) -> bool:
    """Whether the command itself seems to give the variable a value."""
    if name not in node.text:
        return False
    word = re.escape(name)
    assigned = rf"(?<![$\w{{-]){word}\+?=|\bfor\s+{word}\b"
    named = rf"\b(?:read|mapfile|getopts|local|export|declare)\b[^\n;|&]*\b{word}\b"
    return re.search(f"{assigned}|{named}", node.text) is not None


def _may_come_from_base(found: Occurrence) -> bool:
    """An image of that version often has the version in an ENV of the same name."""
    if found.stage is None or not found.stage.scope.base_is_unknown:
        return False
    return any(mention.name == found.name for mention in mentions_of(found.stage.root.from_.node))
