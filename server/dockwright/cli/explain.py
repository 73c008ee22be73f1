"""`dockwright explain`."""

import argparse

from dockwright.cli.rule_names import misnamed
from dockwright.rules.pages import page
from dockwright.rules.registry import find_rule


def run_explain(options: argparse.Namespace) -> int:
    """Print a rule's page; 2 if there is no such rule."""
    if misnamed([options.rule]):
        return 2
    rule = find_rule(options.rule)
    if rule is not None:
        print(page(rule), end="")
    return 0
