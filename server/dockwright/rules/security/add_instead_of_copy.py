"""ADD where COPY does the same."""

from collections.abc import Iterator

from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.syntax.nodes import Add
from dockwright.text.edit import replace

_ARCHIVES = (".tar", ".tgz", ".tbz", ".tbz2", ".txz", ".gz", ".bz2", ".xz", ".zst", ".z", ".lzma", ".tlz")
_REMOTE = ("http://", "https://", "git://", "git@", "ssh://", "ftp://")
_OWN_FLAGS = frozenset({"checksum", "keep-git-dir", "unpack"})


@rule(Severity.WARNING, on=Add, aliases=("DL3020", "DS-0005", "CKV_DOCKER_4", "S7029"))
def add_instead_of_copy(add: Add) -> Iterator[Finding]:
    """ADD where COPY does the same.

    ADD fetches URLs and unpacks archives. Whoever reads it must know whether this one does, and a file
    that happens to be an archive lands as its contents. COPY copies.

    ```dockerfile bad
    FROM debian:13
    ⟦ADD⟧ config /etc/app/
    ADD app.tar.gz /opt/
    ```

    ```dockerfile fixed
    FROM debian:13
    COPY config /etc/app/
    ADD app.tar.gz /opt/
    ```

    ```dockerfile good
    FROM debian:13
    ADD https://example.com/app /opt/
    ADD git@github.com:docker/buildx.git /src
    ADD $SOURCE /opt/
    ADD archives/* /opt/
    ADD app-* /opt/
    ```

    A pattern with a name that is known to be no archive's is like any other file:

    ```dockerfile bad
    FROM ruby:3.4
    ⟦ADD⟧ Gemfile* ./
    ```
    """
    if not add.sources or any(flag.name in _OWN_FLAGS for flag in add.flags):
        return
    openers = {doc.opener for doc in add.heredocs}
    for source in add.sources:
        value = source.value
        if source.span in openers:
            continue
        if source.substitutions or value.startswith(_REMOTE) or value.lower().endswith(_ARCHIVES):
            return
        if ".git#" in value or _may_match_archive(value):
            return
    keyword = "copy" if add.keyword.raw.islower() else "COPY"
    fix = Fix("Use COPY", (replace(add.keyword.span, keyword),))
    yield Finding(add.keyword.span, "Nothing here is fetched or unpacked: use COPY", (fix,))


def _may_match_archive(pattern: str) -> bool:
    """Whether a pattern may match a name that ends like an archive's: `dist/*`, but not `*.js`."""
    tail = pattern.rpartition("*")[2]
    if not tail and pattern[:-1].rpartition("/")[2].endswith("file"):
        return False  # Gemfile*, Pipfile*: with its lockfile
    return ("*" in pattern and "." not in tail) or "?" in tail or "[" in tail
