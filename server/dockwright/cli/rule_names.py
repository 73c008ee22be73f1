"""Names of rules that a person has typed."""

import difflib
import sys
from collections.abc import Iterable

from dockwright.rules.registry import find_rule, rules_by_name


def misnamed(names: Iterable[str]) -> bool:
    """Whether one of `names` is that of no rule; says so on standard error."""
    unknown = [name for name in names if find_rule(name) is None]
    for name in unknown:
        near = difflib.get_close_matches(name.lower(), list(rules_by_name()), n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        print(f"dockwright: no rule is called {name}{hint}", file=sys.stderr)
    return bool(unknown)
