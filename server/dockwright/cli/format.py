"""`dockwright format`."""

import argparse
import sys

from dockwright.cli.inputs import Unreadable, find
from dockwright.cli.put import put
from dockwright.features.formatting.document import format_text
from dockwright.features.formatting.options import FormattingOptions
from dockwright.report.diff import unified


def run_format(options: argparse.Namespace) -> int:
    """Format Dockerfiles in place; with `--check` or `--diff` only tell, and 1 if one is to be changed.

    2 if a file could not be read. Standard input is written to standard output, formatted.
    """
    style = FormattingOptions(tab_size=options.tab_size, insert_spaces=not options.tabs)
    failed = changed = False
    for source in find(options.paths, options.stdin_filename, ignored=options.include_ignored):
        if isinstance(source, Unreadable):
            print(f"dockwright: {source.reason}", file=sys.stderr)
            failed = True
            continue
        if not source.is_dockerfile:
            continue
        formatted = format_text(source.text, style)
        is_other = formatted != source.text
        changed = changed or is_other
        if options.diff:
            sys.stdout.writelines(unified(source.text, formatted, source.shown))
        elif options.check:
            if is_other:
                print(f"{source.shown}: to be formatted")
        elif source.path is None:
            sys.stdout.write(formatted)
        elif is_other:
            put(source.path, formatted)
            print(f"{source.shown}: formatted")
    if failed:
        return 2
    return int(changed and (options.diff or options.check))
