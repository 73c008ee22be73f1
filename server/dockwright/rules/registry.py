"""All rules there are: whatever stands in the category packages beside this file."""

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache

from dockwright import rules
from dockwright.config.model import RuleNames
from dockwright.rules.model import Rule
from dockwright.rules.shellcheck import shellcheck_rule_named


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, by category and name."""
    return tuple(sorted(_walk(), key=lambda rule: (rule.category, rule.name)))


@cache
def rules_by_name() -> dict[str, Rule]:
    """The rules by name and by every alias, all in lower case; of two with one alias the first."""
    return {name.lower(): rule for rule in reversed(all_rules()) for name in rule.names}


def find_rule(name: str) -> Rule | None:
    """The rule of that name, alias or ShellCheck code, in upper or lower case."""
    return rules_by_name().get(name.lower()) or shellcheck_rule_named(name)


@cache
def rule_names() -> RuleNames:
    """What a configuration can call rules and categories."""
    return RuleNames(frozenset(rules_by_name()), frozenset(rule.category for rule in all_rules()))


def _walk() -> Iterator[Rule]:
    for category in pkgutil.iter_modules(rules.__path__):
        if not category.ispkg:
            continue
        package = importlib.import_module(f"{rules.__name__}.{category.name}")
        for module in pkgutil.iter_modules(package.__path__):
            if module.name.startswith("_"):
                continue
            found: object = getattr(importlib.import_module(f"{package.__name__}.{module.name}"), module.name, None)
            if isinstance(found, Rule):
                yield found
