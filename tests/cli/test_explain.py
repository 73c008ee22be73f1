from dockwright.rules.pages import page
from dockwright.rules.registry import rules_by_name
from tests.cli.conftest import Run


def test_a_page_by_alias(run: Run) -> None:
    assert run("explain", "dl4000") == (0, page(rules_by_name()["maintainer"]), "")


def test_no_such_rule(run: Run) -> None:
    assert run("explain", "DL40000") == (2, "", "dockwright: no rule is called DL40000; did you mean dl4000?\n")
