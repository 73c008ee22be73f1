"""The page for those who come from hadolint is complete, and so are the reasons why the two differ."""

import re
import tomllib
from pathlib import Path
from typing import cast

from dockwright.rules.registry import all_rules

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "hadolint.md").read_text("utf-8")
REASONS = cast(
    "list[dict[str, object]]",
    tomllib.loads((ROOT / "benchmarks" / "hadolint_reasons.toml").read_text("utf-8"))["reason"],
)
CODES = {alias for rule in all_rules() for alias in rule.aliases if alias.startswith("DL")}
DIFFERENCE = re.compile(r"^\| (\w+) \| (Dockwright|hadolint) \| (\d+) \| (.*) \|$", re.MULTILINE)
FIGURES = re.compile(r"^\| (\w+) \|.* (\d+) \| (\d+) \| (\d+) \|$", re.MULTILINE)
ONLY = {"ours": "Dockwright", "hadolint": "hadolint"}


def test_every_code_is_on_the_page() -> None:
    assert set(re.findall(r"^\| (DL\d{4}) \| \[", PAGE, re.MULTILINE)) == CODES


def test_reasons_name_codes_that_there_are() -> None:
    named = [code for reason in REASONS for code in cast("list[str]", reason["codes"])]
    assert [code for code in named if code not in CODES and not re.fullmatch(r"SC\d{4}", code)] == []


def test_every_reason_explains_something_for_each_of_its_codes() -> None:
    told = {(code, only, why) for code, only, _, why in DIFFERENCE.findall(PAGE)}
    known = {
        (code, ONLY[str(reason["only"])], str(reason["why"]))
        for reason in REASONS
        for code in cast("list[str]", reason["codes"])
    }
    assert told == known


def test_every_difference_is_explained() -> None:
    counted: dict[tuple[str, str], int] = {}
    for code, only, count, _ in DIFFERENCE.findall(PAGE):
        counted[code, only] = counted.get((code, only), 0) + int(count)
    figures = {
        (code, side): int(count)
        for code, _, ours, theirs in FIGURES.findall(PAGE)
        for side, count in (("Dockwright", ours), ("hadolint", theirs))
        if int(count)
    }
    assert counted == figures
