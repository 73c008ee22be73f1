"""Names of rules that a person has typed."""

import difflib
import sys
from collections.abc import Iterable

from dockwright.rules.registry import find_rule, rule_names


def misnamed(names: Iterable[str], groups: Iterable[str] = ()) -> bool:
    """Whether one of `names` is that of no rule, or one of `groups` that of no rule, category or `all`.

    Says so on standard error.
    """
    known = rule_names().all
    unknown = [name for name in names if find_rule(name) is None]
    unknown += [name for name in groups if name.lower() not in known and find_rule(name) is None]
    for name in unknown:
        near = difflib.get_close_matches(name.lower(), sorted(known), n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        print(f"dockwright: no rule is called {name}{hint}", file=sys.stderr)
    return bool(unknown)
