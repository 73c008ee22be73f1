"""A rule's page: the one text behind docs/, `dockwright explain` and the editor's hover."""

import re

from dockwright.rules.examples import examples, without_marks
from dockwright.rules.model import Rule, Severity
from dockwright.rules.shellcheck import WIKI, is_shellcheck

_BUILDKIT = "https://docs.docker.com/reference/build-checks/"
_HADOLINT = "https://github.com/hadolint/hadolint/wiki/"
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def link(rule: Rule) -> str | None:
    """Where the problem is described on the web, by BuildKit, hadolint or ShellCheck; None if only our own page is."""
    if is_shellcheck(rule):
        return f"{WIKI}{rule.name}"
    for alias in rule.aliases:
        if alias[:2] == "DL":
            return f"{_HADOLINT}{alias}"
        if alias.isalpha() and not alias.isupper():
            return f"{_BUILDKIT}{_CAMEL.sub('-', alias).lower()}/"
    return None


def page(rule: Rule) -> str:
    """The page of `rule` in Markdown."""
    if is_shellcheck(rule):
        return f"# {rule.name}\n\n{rule.doc}\n{_silence(rule)}"
    facts = [f"**{_severity(rule)}**", f"category {rule.category}", _fixable(rule)]
    if rule.aliases:
        facts.append(f"also known as {', '.join(rule.aliases)}")
    body = without_marks(rule.doc).partition("\n")[2].strip("\n")
    return f"# {rule.name}\n\n{rule.title}.\n\n{' · '.join(facts)}\n\n{_labelled(body)}\n\n{_silence(rule)}"


def _silence(rule: Rule) -> str:
    return (
        f"Silence it for one instruction with `# dockwright ignore={rule.name}` on the line above, "
        f"for the file with `# dockwright global ignore={rule.name}`.\n"
    )


def summary(rule: Rule) -> str:
    """Why the rule is there: the prose of its page up to the first example."""
    body = without_marks(rule.doc).partition("\n")[2]
    prose = re.sub(r":\Z", ".", body.partition("```")[0].strip())  # it leads to an example that is not shown
    where = link(rule)
    return f"{prose}\n\n[More]({where})" if where else prose


def is_fixable(rule: Rule) -> bool:
    """Whether the rule's docs show a repair."""
    return any(example.kind == "fixed" for example in examples(rule.doc))


def _fixable(rule: Rule) -> str:
    return "fix available" if is_fixable(rule) else "no fix"


def _severity(rule: Rule) -> str:
    return "off by default" if rule.severity is Severity.OFF else rule.severity.value


def _labelled(body: str) -> str:
    """The body with the info strings of its fences turned into words."""
    for kind, label in (("bad", "Reported:\n\n"), ("fixed", "Repaired:\n\n"), ("good", "")):
        body = re.sub(rf"```(\w+) {kind}\n", rf"{label}```\1\n", body)
    lines = [
        f"With this `{line.partition('file=')[2]}`:\n\n```" if line.startswith("```") and " file=" in line else line
        for line in body.split("\n")
    ]
    return "\n".join(lines)
