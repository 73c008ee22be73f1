"""Files that are not, or not yet, in the language that the rules know."""

import re

from dockwright.rules.model import Rule, Severity
from dockwright.syntax.nodes import (
    Cmd,
    Entrypoint,
    File,
    Healthcheck,
    Instruction,
    OnBuild,
    Run,
    Shell,
    Unknown,
)

_MARKS = re.compile(r"\{\{|\{%|<%|\{#")
_BEGINNINGS = ("{{", "{%", "<%", "{#")
_ENDS = ("}}", "%}", "%>")
_PLACEHOLDER = re.compile(r"(?<!\$)\{\{|\{%|<%")
_SHELL_TEXT = (Cmd, Entrypoint, Healthcheck, OnBuild, Run, Shell)
_FRONTEND = re.compile(r"(?:^|/)docker/dockerfile(?:-upstream)?(?:[:@]|$)")
_SYNTAX = "correctness"


def is_templated(file: File) -> bool:
    """Whether the text is the source of a Dockerfile and not one: marks of Jinja, Go or ERB templates in it.

    In shell text such marks are common in plain Dockerfiles (`--format '{{.ID}}'`) and do not count.
    """
    # Asked for on each keystroke: four searches for a plain text take a tenth of the time of one for the expression.
    if not any(mark in file.text for mark in _BEGINNINGS):
        return False
    return any(map(_has_placeholder, (placed.node for placed in file.instructions)))


def _has_placeholder(node: Instruction) -> bool:
    if isinstance(node, Unknown):
        return _MARKS.match(node.keyword.raw) is not None or node.text.rstrip().endswith(_ENDS)
    if isinstance(node, Run) and node.command is not None and _MARKS.match(node.command.text):
        return True
    return not isinstance(node, _SHELL_TEXT) and _PLACEHOLDER.search(node.span.of(node.text)) is not None


def is_custom(file: File) -> bool:
    """Whether `# syntax=` asks for another frontend than Docker's, with instructions of its own."""
    directive = file.directive("syntax")
    return directive is not None and _FRONTEND.search(directive.value) is None


def is_quiet(file: File) -> bool:
    """Whether what looks like a mistake of syntax may be right after all."""
    return is_templated(file) or is_custom(file)


def is_about_syntax(rule: Rule) -> bool:
    """Whether a rule says that the text is wrong, as against unwise."""
    return rule.category == _SYNTAX or rule.severity is Severity.ERROR
