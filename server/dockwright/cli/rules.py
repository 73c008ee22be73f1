"""`dockwright rules`."""

import argparse
import json

from dockwright.rules.model import Rule, Severity
from dockwright.rules.pages import is_fixable
from dockwright.rules.registry import all_rules


def run_rules(options: argparse.Namespace) -> int:
    """List all rules: a line each, or JSON."""
    if options.format == "json":
        print(json.dumps([_row(rule) for rule in all_rules()], indent=2))
        return 0
    width = max(len(rule.name) for rule in all_rules())
    category = ""
    for rule in all_rules():
        if rule.category != category:
            category = rule.category
            print(category)
        names = f" ({', '.join(rule.aliases)})" if rule.aliases else ""
        print(f"  {rule.name:<{width}}  {rule.severity.value:<7}  {rule.title}{names}")
    return 0


def _row(rule: Rule) -> dict[str, object]:
    return {
        "name": rule.name,
        "category": rule.category,
        "severity": rule.severity.value,
        "default": rule.severity is not Severity.OFF,
        "fixable": is_fixable(rule),
        "title": rule.title,
        "aliases": list(rule.aliases),
    }
