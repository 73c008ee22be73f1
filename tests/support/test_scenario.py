from pathlib import Path

import pytest

from tests.support import scenario
from tests.support.scenario import Expectation, Scenario, ScenarioError

CASE = """\
# A case

Prose, and a block that is prose too:

```
not a file
```

```Dockerfile
FROM ‸alpine
```

```src/app.js
```

````expect shout
```
FROM ALPINE
```
````

```expect count
2
```
"""


def shout(told: Scenario) -> str:
    return f"```\n{told.files['Dockerfile'].replace('‸', '').upper()}```"


def count(told: Scenario) -> str:
    return str(len(told.files))


PRODUCERS = {"shout": shout, "count": count}


def test_parse() -> None:
    assert scenario.parse(CASE) == Scenario(
        {"Dockerfile": "FROM ‸alpine\n", "src/app.js": ""},
        (Expectation("shout", "```\nFROM ALPINE\n```\n"), Expectation("count", "2\n")),
    )


@pytest.mark.parametrize(
    ("markdown", "problem"),
    [
        pytest.param("# Nothing\n", "nothing is expected", id="nothing"),
        pytest.param("```a\n```\n```a\n```\n", "the file a is given twice", id="twice"),
        pytest.param("```expect x\n```\n```a\n```\n", "the file a .* after an expectation", id="late"),
        pytest.param("```expect x\n```\n```expect y\n", "left open", id="open"),
    ],
)
def test_what_is_no_scenario(markdown: str, problem: str) -> None:
    with pytest.raises(ScenarioError, match=problem):
        scenario.parse(markdown)


def test_what_is_so_passes(tmp_path: Path) -> None:
    path = tmp_path / "case.md"
    path.write_text(CASE)
    scenario.check(path, PRODUCERS, update=False)


def test_a_difference_fails_and_leaves_the_file(tmp_path: Path) -> None:
    path = tmp_path / "case.md"
    path.write_text(CASE.replace("2\n", "3\n"))
    with pytest.raises(AssertionError, match="if it is right"):
        scenario.check(path, PRODUCERS, update=False)
    assert path.read_text() == CASE.replace("2\n", "3\n")


def test_update_rewrites_expectations_alone(tmp_path: Path) -> None:
    path = tmp_path / "case.md"
    path.write_text(CASE.replace("2\n", "3\n").replace("````", "```").replace("```\nFROM ALPINE\n```", "old"))
    scenario.check(path, PRODUCERS, update=True)
    assert path.read_text() == CASE


def test_a_producer_must_be_there() -> None:
    with pytest.raises(ScenarioError, match="no producer of 'count'"):
        scenario.actual(CASE, {"shout": shout})


def test_cases_are_the_features_own(tmp_path: Path) -> None:
    (tmp_path / "hover").mkdir()
    (tmp_path / "hover" / "b.md").touch()
    (tmp_path / "hover" / "a.md").touch()
    (tmp_path / "hover" / "notes.txt").touch()
    assert [path.name for path in scenario.cases("hover", tmp_path)] == ["a.md", "b.md"]


def test_no_cases_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="no scenarios"):
        scenario.cases("hover", tmp_path)
