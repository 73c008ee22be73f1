"""The findings under the cursor, and the rules named in a comment."""

import re
from collections.abc import Iterator

from dockwright.features.diagnostics import report
from dockwright.features.hovers.model import Cursor, Hover
from dockwright.rules.pages import page, summary
from dockwright.rules.registry import find_rule
from dockwright.syntax.nodes import Comment
from dockwright.text.span import Span

_NAME = re.compile(r"[A-Za-z][\w-]*")


def finding_hover(cursor: Cursor) -> Iterator[Hover]:
    """Why what is under the cursor is reported."""
    for rule, finding in report(cursor.snapshot).diagnostics:
        if finding.span.holds(cursor.offset):
            yield Hover(f"**{rule.name}**: {finding.message}\n\n{summary(rule)}", finding.span)


def comment_hover(cursor: Cursor) -> Iterator[Hover]:
    """What a rule is that a comment silences."""
    if cursor.placed is not None:
        return
    for item in cursor.snapshot.facts.file.items:
        if not isinstance(item.node, Comment) or not item.span.holds(cursor.offset):
            continue
        for match in _NAME.finditer(cursor.snapshot.text, *item.span):
            rule = find_rule(match[0])
            span = Span(*match.span())
            if rule is not None and span.holds(cursor.offset):
                yield Hover(page(rule), span)
