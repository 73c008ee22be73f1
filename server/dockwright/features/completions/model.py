"""What a completion is."""

import re
from enum import Enum
from typing import NamedTuple

from dockwright.text.span import Span

MARKUP = re.compile(r"\$\{\d+:([^}]*)\}|\$\d+|\\([\\$}])")


class Kind(Enum):
    """What an item stands for: editors show a picture for it."""

    KEYWORD = "keyword"
    SNIPPET = "snippet"
    FLAG = "flag"
    VALUE = "value"
    STAGE = "stage"
    VARIABLE = "variable"
    IMAGE = "image"
    TAG = "tag"
    FILE = "file"
    FOLDER = "folder"
    RULE = "rule"
    SCRIPT = "script"


class Completion(NamedTuple):
    """One thing that can stand at `span` (absolute, on one line, around the cursor).

    `text` is what is inserted; with `is_snippet` it has tab stops as LSP writes them. `filter` is what the
    typed text is compared with, the label if empty. `doc` names the documentation that `documentation` gives
    when it is asked for. `commits` are the characters that, typed while the item is chosen, take it: only where
    nothing but the items offered can stand. `rank` sorts: small first, then by the order in which the items were made.
    """

    label: str
    kind: Kind
    span: Span
    text: str
    detail: str = ""
    rank: int = 0
    is_snippet: bool = False
    is_deprecated: bool = False
    filter: str = ""
    doc: str = ""
    commits: str = ""

    @property
    def plain(self) -> "Completion":
        """The same without tab stops, for editors that do not know them."""
        if not self.is_snippet:
            return self
        return self._replace(text=MARKUP.sub(unmarked, self.text), is_snippet=False)


def unmarked(match: re.Match[str]) -> str:
    """What is left of a match of `MARKUP` in plain text."""
    return match[1] or match[2] or ""


def escaped(text: str) -> str:
    """Text as it is written in a snippet."""
    return re.sub(r"[\\$}]", r"\\\g<0>", text)
