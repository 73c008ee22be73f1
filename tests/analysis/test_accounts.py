"""Accounts that RUN instructions make."""

import pytest

from dockwright.analysis.accounts import accounts_made
from dockwright.model.facts import facts_of
from dockwright.syntax.parser import parse


@pytest.mark.parametrize(
    ("command", "names"),
    [
        ("useradd app", ["app"]),
        ("useradd -r -u 1000 -g app app", ["app"]),
        ("useradd -ms /bin/bash app", ["app"]),
        ("adduser -D user -u ${RUNTIME_UID}", ["user"]),
        ("addgroup -S web && adduser -S -G web web", ["web"]),
        ("adduser --disabled-password --gecos '' app", ["app"]),
        ("adduser --uid=1000 app", ["app"]),
        ("adduser app sudo", ["app"]),
        ("useradd $USER", []),
        ("useradd -u 1000", []),
        ("groupadd app", []),
    ],
)
def test_names(command: str, names: list[str]) -> None:
    stage = facts_of(parse(f"FROM debian:13\nRUN {command}\n")).stages[0]
    assert [made.name for made in accounts_made(stage)] == names


def test_only_above_and_in_the_stages_below() -> None:
    text = "FROM debian:13 AS base\nRUN useradd a\nFROM base\nUSER a\nRUN useradd b\n"
    stage = facts_of(parse(text)).stages[1]
    assert [made.name for made in accounts_made(stage)] == ["b", "a"]
    assert [made.name for made in accounts_made(stage, text.index("USER"))] == ["a"]
