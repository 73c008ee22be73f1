"""COPY from the network."""

import re
from collections.abc import Iterator

from dockwright.rules.lines import keyword_like
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.syntax.nodes import Copy
from dockwright.text.edit import replace

_REMOTE = re.compile(r"https?://")
_ONLY_COPY = frozenset({"from", "parents"})


@rule(Severity.ERROR, on=Copy)
def copy_url(instruction: Copy) -> Iterator[Finding]:
    r"""COPY from a URL.

    COPY takes files of the build context and of other stages. ADD downloads.

    ```dockerfile bad
    FROM alpine:3.22
    COPY ⟦https://example.com/tool.tar.gz⟧ /opt/
    ```

    ```dockerfile fixed
    FROM alpine:3.22
    ADD https://example.com/tool.tar.gz /opt/
    ```
    """
    if instruction.flag("from") is not None:
        return
    for word in instruction.sources:
        if _REMOTE.match(word.value):
            fixes: tuple[Fix, ...] = ()
            if not any(flag.name in _ONLY_COPY for flag in instruction.flags):
                keyword = keyword_like(instruction, "ADD")
                fixes = (Fix(f"Change to {keyword}", (replace(instruction.keyword.span, keyword),)),)
            yield Finding(word.span, "COPY cannot download: use ADD", fixes)
