"""`dockwright explain`."""

import argparse
import difflib
import sys

from dockwright.rules.pages import page
from dockwright.rules.registry import rules_by_name


def run_explain(options: argparse.Namespace) -> int:
    """Print a rule's page; 2 if there is no such rule."""
    names = rules_by_name()
    rule = names.get(options.rule.lower())
    if rule is None:
        near = difflib.get_close_matches(str(options.rule).lower(), list(names), n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        print(f"dockwright: no rule is called {options.rule}{hint}", file=sys.stderr)
        return 2
    print(page(rule), end="")
    return 0
