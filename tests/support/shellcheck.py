"""The real ShellCheck, which the dependency group `test` brings."""

from functools import cache

from dockwright.services.shellcheck import BlockingChecker, find_shellcheck


@cache
def checker() -> BlockingChecker:
    """One checker for all tests, as it remembers what it was asked."""
    program = find_shellcheck()
    assert program is not None, "there is no shellcheck: install the dependency group test"
    return BlockingChecker(program)
