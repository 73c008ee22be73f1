"""The command line: `dockwright server | check | fix | format | explain | rules | config`.

Only what a subcommand needs is imported, when it runs.
"""

import argparse
import sys
import traceback
from collections.abc import Sequence
from io import TextIOWrapper

from dockwright import __version__
from dockwright.cli.usage import UsageError

FORMATS = ("text", "json", "sarif", "github", "gitlab", "checkstyle", "junit")
_EXIT_CODES = "exit codes: 0 nothing to report, 1 findings (or changes with --diff), 2 wrong usage or unreadable input"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a subcommand and return the process's exit code; 2 also for what went wrong within."""
    options = _parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    try:
        return _run(options)
    except BrokenPipeError:
        # The reader has gone, as `head` does; what is buffered cannot be written at exit either.
        sys.stdout = None
        return 2
    except (OSError, UsageError) as error:
        print(f"dockwright: {error}", file=sys.stderr)
        return 2
    except Exception:  # noqa: BLE001  1 would mean findings
        print(f"dockwright: internal error\n{traceback.format_exc()}", file=sys.stderr, end="")
        return 2


def _run(options: argparse.Namespace) -> int:
    command: str = options.command
    if command == "server":
        from dockwright.lsp.server import serve

        return serve(tcp=options.tcp)
    if command == "check":
        from dockwright.cli.check import run_check

        return run_check(options)
    if command == "fix":
        from dockwright.cli.fix import run_fix

        return run_fix(options)
    if command == "format":
        from dockwright.cli.format import run_format

        return run_format(options)
    if command == "rules":
        from dockwright.cli.rules import run_rules

        return run_rules(options)
    if command == "config":
        from dockwright.cli.config import run_config

        return run_config(options)
    from dockwright.cli.explain import run_explain

    return run_explain(options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dockwright", description="Finds and repairs what is wrong with a Dockerfile.", epilog=_EXIT_CODES
    )
    parser.add_argument("--version", action="version", version=f"dockwright {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    server = commands.add_parser("server", help="speak the Language Server Protocol on standard input and output")
    server.add_argument("--tcp", metavar="HOST:PORT", help="listen there instead, for debugging")
    server.add_argument("--stdio", action="store_true", help="the default; accepted because editors pass it")
    check = commands.add_parser("check", help="report findings", epilog=_EXIT_CODES)
    _add_inputs(check)
    check.add_argument("--format", choices=FORMATS, default="text", help="default: text")
    check.add_argument("--output", metavar="FILE", help="write the report there, not to standard output")
    check.add_argument("--jobs", type=int, default=1, metavar="N", help="processes; 0 for one a processor (default: 1)")
    check.add_argument(
        "--fail-on",
        choices=("error", "warning", "info", "hint", "never"),
        help="the least severe finding that makes the exit code 1 (default: as configured, else warning)",
    )
    fix = commands.add_parser("fix", help="repair what is safe to repair", epilog=_EXIT_CODES)
    _add_inputs(fix)
    fix.add_argument("--diff", action="store_true", help="print the changes, change nothing")
    fix.add_argument("--unsafe", action="store_true", help="also what may change how the image behaves: check it")
    fix.add_argument("--rule", action="append", default=[], metavar="RULE", help="only this rule's; may be repeated")
    form = commands.add_parser(
        "format", help="put Dockerfiles into shape; what is built stays the same", epilog=_EXIT_CODES
    )
    _add_paths(form)
    only = form.add_mutually_exclusive_group()
    only.add_argument("--check", action="store_true", help="name the files that would change, change nothing")
    only.add_argument("--diff", action="store_true", help="print the changes, change nothing")
    form.add_argument("--tab-size", type=int, default=4, metavar="N", help="columns of an indentation (default: 4)")
    form.add_argument("--tabs", action="store_true", help="indent with tabs")
    explain = commands.add_parser("explain", help="explain a rule")
    explain.add_argument("rule", metavar="RULE", help="a rule's name or alias, such as DL3006")
    rules = commands.add_parser("rules", help="list the rules")
    rules.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    config = commands.add_parser("config", help="show the configuration that holds, or make one of hadolint's")
    config.add_argument("path", nargs="?", default=".", metavar="FOLDER", help="whose configuration (default: .)")
    config.add_argument(
        "--migrate-hadolint",
        nargs="?",
        const="",
        metavar="FILE",
        help="print a .dockwright.toml that says what hadolint's configuration says (default: .hadolint.yaml)",
    )
    return parser


def _add_paths(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths", nargs="*", default=["."], metavar="PATH", help="files or folders; `-` is standard input (default: .)"
    )
    parser.add_argument(
        "--stdin-filename", default="Dockerfile", metavar="PATH", help="where standard input is to be thought of"
    )
    parser.add_argument(
        "--include-ignored", action="store_true", help="look in folders also at what a .gitignore leaves out"
    )


def _add_inputs(parser: argparse.ArgumentParser) -> None:
    _add_paths(parser)
    parser.add_argument("--ignore", action="append", default=[], metavar="RULE", help="a rule to switch off")
    parser.add_argument(
        "--select", action="append", default=[], metavar="RULE", help="a rule to switch on that is off by default"
    )
    shellcheck = parser.add_mutually_exclusive_group()
    shellcheck.add_argument("--shellcheck", metavar="PROGRAM", help="this ShellCheck, not the installed one")
    shellcheck.add_argument("--no-shellcheck", action="store_true", help="do not check shell text with ShellCheck")
    config = parser.add_mutually_exclusive_group()
    config.add_argument("--config", metavar="FILE", help="this configuration, not the nearest .dockwright.toml")
    config.add_argument("--no-config", action="store_true", help="no configuration file at all")


if __name__ == "__main__":
    sys.exit(main())
