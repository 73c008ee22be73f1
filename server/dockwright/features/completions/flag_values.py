"""The values of flags, but for those that name stages, users and mounts."""

import re
from collections.abc import Iterator
from types import MappingProxyType

from dockwright.features.completions.model import Completion, Kind
from dockwright.features.completions.site import Site
from dockwright.knowledge import reference
from dockwright.rules.flags import FLAGS

_USUAL = MappingProxyType(
    {
        "chmod": ("755", "644", "600"),
        "checksum": ("sha256:",),
        "interval": ("10s", "30s", "1m", "5m"),
        "timeout": ("3s", "5s", "10s", "30s"),
        "start-period": ("5s", "10s", "30s", "1m"),
        "start-interval": ("1s", "2s", "5s"),
        "retries": ("1", "3", "5"),
    }
)
VALUE = re.compile(r"[^\s,'\"]*")
"""What is left of a value behind the cursor."""


def flag_value_completions(site: Site) -> Iterator[Completion]:
    """The values that the reference tells for the flag at the cursor, `true` and `false` for a switch."""
    name, equals, value = site.token.removeprefix("--").partition("=")
    if not site.in_flag or not equals or "$" in value or name == "mount":
        return
    known = FLAGS.get(site.keyword, {}).get(name)
    doc = reference.flags(site.keyword).get(f"--{name}")
    if known is None or doc is None:
        return
    span = site.span(len(site.text) - len(value), VALUE)
    values = {each.value: each.summary for each in doc.values} or dict.fromkeys(_USUAL.get(name, ()), "")
    if known.boolean:
        values = dict.fromkeys(("true", "false"), "")
    for rank, (each, summary) in enumerate(values.items()):
        if each.startswith("$") and not _is_known(site, each[1:]):
            continue
        yield Completion(each, Kind.VALUE, span, each, summary, rank, doc=f"flag {site.keyword} --{name}")


def _is_known(site: Site, variable: str) -> bool:
    return site.snapshot.facts.scope.find(variable) is not None
