"""`dockwright config`."""

import argparse
import sys
from pathlib import Path

from dockwright.cli.usage import UsageError
from dockwright.config.find import find_config
from dockwright.config.hadolint import FILE_NAMES, read_hadolint
from dockwright.config.write import write_config
from dockwright.rules.registry import rule_names

_SHELLCHECK = "sc"


def run_config(options: argparse.Namespace) -> int:
    """Print the configuration that holds here, or the one that hadolint's amounts to."""
    if options.migrate_hadolint is not None:
        return _migrate(options.migrate_hadolint)
    found = find_config(Path(options.path).absolute(), rule_names())
    if found.path is None:
        print("# no configuration file: the defaults hold")
        return 0
    print(f"# {found.path}")
    print(write_config(found.config), end="")
    for problem in found.problems:
        print(f"dockwright: {found.path}: {problem.message}", file=sys.stderr)
    return 2 if found.problems else 0


def _migrate(name: str) -> int:
    path = (
        Path(name) if name else next((Path(each) for each in FILE_NAMES if Path(each).is_file()), Path(FILE_NAMES[0]))
    )
    try:
        text = path.read_text("utf-8", "replace")
    except OSError as error:
        message = f"{path}: {error.strerror}"
        raise UsageError(message) from error
    config = read_hadolint(text)
    known = rule_names().rules
    named = (*config.ignore, *(rule for rule, _ in config.severity))
    for rule in named:
        if rule.lower() not in known and not rule.lower().startswith(_SHELLCHECK):
            print(f"dockwright: {path}: no rule is called {rule}", file=sys.stderr)
    print(write_config(config), end="")
    return 0
