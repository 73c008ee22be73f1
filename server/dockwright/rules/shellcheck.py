"""ShellCheck's findings as those of rules: one rule for each of its codes, made when it is first met."""

import re
from collections.abc import Iterator
from functools import lru_cache

from dockwright.rules.model import Finding, Level, Rule, Severity

WIKI = "https://www.shellcheck.net/wiki/"
CODE = re.compile(r"sc\d{4}", re.IGNORECASE)
_DOC = """\
{title}.

ShellCheck reports it in the shell text of a RUN, CMD, ENTRYPOINT or HEALTHCHECK, or of a script in a
here-document, read as the shell in force there reads it. What it means and how to repair it stands in
ShellCheck's wiki: {link}
{mildly}"""
_MILDLY = {
    "SC2046": "ShellCheck calls it a warning. Here it is `info`, as SC2086 is, which is the same for variables: the "
    "words that are split come from the image and not from a user, and lists of packages are handed over so.",
    "SC2155": "ShellCheck calls it a warning. Here it is `info`: the command whose failure is not noticed is the "
    "author's own, and what uses the empty value fails as a rule.",
}


@lru_cache(maxsize=2048)
def shellcheck_rule(code: str, severity: Severity = Severity.WARNING) -> Rule:
    """The rule for a code such as `SC2086`, with the severity of the finding: ShellCheck's may differ by shell."""
    title = f"{code} of ShellCheck"
    return Rule(
        name=code,
        category="shell",
        severity=severity,
        aliases=(),
        level=Level.FILE,
        node=None,
        onbuild=True,
        needs_project=False,
        needs_options=False,
        reads_commands=True,
        title=title,
        doc=_DOC.format(title=title, link=f"<{WIKI}{code}>", mildly=f"\n{_MILDLY[code]}\n" if code in _MILDLY else ""),
        check=_nothing,
    )


def is_shellcheck(rule: Rule) -> bool:
    """Whether a rule is one of ShellCheck's."""
    return rule.check is _nothing


def shellcheck_rule_named(name: str) -> Rule | None:
    """The rule that a person means by `SC2086` or `sc2086`."""
    return shellcheck_rule(name.upper()) if CODE.fullmatch(name) else None


def _nothing(_subject: object) -> Iterator[Finding]:
    yield from ()
