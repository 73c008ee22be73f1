"""`dockwright explain`."""

import argparse

from dockwright.cli.rule_names import misnamed
from dockwright.rules.pages import page
from dockwright.rules.registry import rules_by_name


def run_explain(options: argparse.Namespace) -> int:
    """Print a rule's page; 2 if there is no such rule."""
    if misnamed([options.rule]):
        return 2
    print(page(rules_by_name()[options.rule.lower()]), end="")
    return 0
