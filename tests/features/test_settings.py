"""Which rules run, and how severe they are, under what a user has set."""

import pytest

from dockwright.config.model import Config, Options
from dockwright.features.settings import Settings, joined, settings_of
from dockwright.rules.model import Severity
from dockwright.rules.registry import rules_by_name

MAINTAINER = rules_by_name()["maintainer"]
CONSECUTIVE = rules_by_name()["consecutive-run"]


@pytest.mark.parametrize("name", ["maintainer", "DL4000", "MaintainerDeprecated", "style", "all"])
def test_rules_go_by_name_alias_category_and_all(name: str) -> None:
    assert not settings_of(Config(ignore=(name,))).is_on(MAINTAINER)
    assert settings_of(Config(severity=((name, "error"),))).severity(MAINTAINER) is Severity.ERROR
    assert not settings_of(Config(severity=((name, "off"),))).is_on(MAINTAINER)


def test_a_rule_that_is_off_runs_when_it_is_selected_or_given_a_severity() -> None:
    assert not Settings().is_on(CONSECUTIVE)
    selected = settings_of(Config(select=("DL3059",)))
    assert selected.is_on(CONSECUTIVE)
    assert selected.severity(CONSECUTIVE) is Severity.WARNING
    graded = settings_of(Config(severity=(("DL3059", "info"),)))
    assert graded.is_on(CONSECUTIVE)
    assert graded.severity(CONSECUTIVE) is Severity.INFO


def test_ignoring_wins() -> None:
    settings = settings_of(Config(select=("style",), ignore=("DL3059",), severity=(("consecutive-run", "error"),)))
    assert not settings.is_on(CONSECUTIVE)
    assert not settings_of(Config(), ("maintainer",)).is_on(MAINTAINER)


def test_the_first_of_two_settings_wins() -> None:
    first = settings_of(Config(severity=(("maintainer", "hint"),), targets=("app",)))
    second = settings_of(
        Config(
            severity=(("maintainer", "error"),),
            ignore=("DL3059",),
            targets=("db",),
            options=Options(trusted_registries=("a",)),
        )
    )
    both = joined(first, second)
    assert both.severity(MAINTAINER) is Severity.HINT
    assert both.ignore == {"dl3059"}
    assert both.targets == ("app",)
    assert both.options.trusted_registries == ("a",)
