"""Secrets that stand in the file."""

import re
from collections.abc import Iterator

from dockwright.rules.model import Finding, Severity, rule
from dockwright.syntax.nodes import Instruction
from dockwright.text.span import Span

_SHAPES = re.compile(
    r"(?<![A-Za-z0-9_])(?:"
    r"(?P<aws>A(?:KIA|SIA)[A-Z2-7]{16})"
    r"|(?P<github>gh[opsur]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59})"
    r"|(?P<gitlab>gl(?:pat|dt|rt)-[A-Za-z0-9_-]{20,})"
    r"|(?P<npm>npm_[A-Za-z0-9]{36})"
    r"|(?P<pypi>pypi-AgE[A-Za-z0-9_-]{50,})"
    r"|(?P<docker>dckr_pat_[A-Za-z0-9_-]{27})"
    r"|(?P<slack>xox[abprs]-[0-9]{10,}-[A-Za-z0-9-]{10,})"
    r"|(?P<stripe>[rs]k_live_[A-Za-z0-9]{24,})"
    r"|(?P<hugging>hf_[A-Za-z]{34})"
    r")(?![A-Za-z0-9_])"
    r"|(?P<key>-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----)"
)
_KINDS = {
    "aws": "an access key of AWS",
    "docker": "a token of Docker Hub",
    "github": "a token of GitHub",
    "gitlab": "a token of GitLab",
    "hugging": "a token of Hugging Face",
    "key": "a private key",
    "npm": "a token of npm",
    "pypi": "a token of PyPI",
    "slack": "a token of Slack",
    "stripe": "a live key of Stripe",
}
_HINTS = ("KIA", "SIA", "gh", "gl", "npm_", "pypi-", "dckr_", "xox", "k_live_", "hf_", "PRIVATE KEY")


@rule(Severity.ERROR, on=Instruction, onbuild=False)
def secret_literal(node: Instruction) -> Iterator[Finding]:
    """A secret stands in the file.

    Whoever can read the repository has it, and whoever has the image too. Take it back where it was made, and give the
    new one to the build as a secret mount.

    ```dockerfile bad
    FROM node:22
    ENV NPM_TOKEN=⟦npm_0123456789abcdefghijABCDEFGHIJ012345⟧
    RUN git clone https://⟦ghp_0123456789abcdefghijABCDEFGHIJ012345⟧@github.com/example/app
    ```

    ```dockerfile good
    FROM node:22
    RUN --mount=type=secret,id=npm,env=NPM_TOKEN npm ci
    ENV npm_config_cache=/tmp/npm AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE
    ```
    """
    text = node.text
    if not any(hint in text for hint in _HINTS):
        return
    for match in _SHAPES.finditer(text):
        if not match[0].endswith("EXAMPLE"):
            kind = _KINDS[match.lastgroup or "key"]
            yield Finding(Span(*match.span()), f"This looks like {kind}: take it back and use a secret mount")
