"""Uses of stages and images, and which of them BuildKit refuses."""

import json
from pathlib import Path

import pytest

from dockwright.model.facts import Facts, facts_of
from dockwright.model.uses import StageUse, resolve_from
from dockwright.model.variables import Assumptions
from dockwright.syntax.parser import parse
from tests.support.marks import mark, spans

CONFORMANCE = Path(__file__).parents[1] / "conformance"
VERDICTS: dict[str, dict[str, object]] = json.loads((CONFORMANCE / "lint.json").read_bytes())
OPTIONS: dict[str, dict[str, dict[str, str]]] = json.loads((CONFORMANCE / "options.json").read_bytes())

REFUSED = {
    "error-copy-from-bad-name.Dockerfile",
    "error-copy-from-cycle.Dockerfile",
    "error-copy-from-later-stage.Dockerfile",
    "error-copy-from-negative-index.Dockerfile",
    "error-copy-from-own-index.Dockerfile",
    "error-from-bad-digest.Dockerfile",
    "error-from-bad-tag.Dockerfile",
    "error-from-empty-variable.Dockerfile",
    "error-from-stage-reference-other-case.Dockerfile",
    "error-from-upper-case-repository.Dockerfile",
    "error-onbuild-copy-from-unknown.Dockerfile",
    "error-order-bad-from-index-before-bad-port.Dockerfile",
    "error-run-mount-from-later-stage.Dockerfile",
    "error-run-mount-from-variable.Dockerfile",
    "lint-invalid-default-arg-in-from-no-value-at-all-fails-too.Dockerfile",
}


def read(text: str) -> Facts:
    return facts_of(parse(text))


def shown(use: StageUse) -> str:
    """A use in one line: how, by what name, what it is."""
    source = use.source
    stage = source.stage.label if source.stage else ""
    image = source.image.repository if source.image else ""
    problem = f" {source.problem.value}" if source.problem else ""
    return f"{use.user.label} {use.kind.value} {use.text}: {source.kind.value} {stage}{image}".strip() + problem


def uses(text: str) -> list[str]:
    return [shown(use) for use in read(text).uses]


def refused(name: str) -> bool:
    text = (CONFORMANCE / "cases" / name).read_bytes().decode("utf-8", "surrogateescape")
    arguments = OPTIONS.get(name, {}).get("buildArgs", {})
    facts = facts_of(parse(text), Assumptions(arguments, "linux/amd64"))
    return any(use.source.problem is not None for use in facts.uses)


def test_what_buildkit_refuses_is_refused_and_nothing_else() -> None:
    assert {name for name in VERDICTS if refused(name)} == REFUSED
    assert all("error" in VERDICTS[name] for name in REFUSED)


def test_uses_stand_in_the_order_of_the_file() -> None:
    marked = (
        "FROM ⟦node:20⟧ AS a\n"
        "FROM ⟦a⟧ AS b\n"
        "RUN --mount=type=bind,from=⟦a⟧,target=/a --mount=type=cache,target=/c x\n"
        "FROM ⟦scratch⟧\n"
        "COPY --chown=1 --from=⟦B⟧ /x /x\n"
        "COPY --from=⟦nginx⟧ /y /y\n"
        "COPY . .\n"
    )
    text, expected = spans(marked)
    facts = read(text)
    assert mark(text, (use.span for use in facts.uses)) == marked
    assert [use.span for use in facts.uses] == list(expected)
    assert [shown(use) for use in facts.uses] == [
        "a from node:20: image node",
        "b from a: stage a",
        "b mount a: stage a",
        "2 from scratch: scratch",
        "2 copy B: stage b",
        "2 copy nginx: image nginx",
    ]


@pytest.mark.parametrize(
    ("copy", "expected"),
    [
        ("0", "stage a"),
        ("00", "stage a"),
        ("+0", "stage a"),
        ("1", "stage 1 self"),
        ("2", "stage z later"),
        ("9", "unknown index"),
        ("-1", "unknown index"),
        ("A", "stage a"),
        ("z", "stage z later"),
        ("", "context"),
        ("scratch", "scratch"),
        ("Scratch", "unknown invalid"),
        ("$x", "unknown variable"),
        ("x${y}", "unknown variable"),
        ("x$", "unknown invalid"),
        ("docker.io/x", "image x"),
        ("99999999999999999999", "image 99999999999999999999"),
    ],
)
def test_what_copy_from_means(copy: str, expected: str) -> None:
    found = uses(f"FROM x AS a\nFROM y\nCOPY --from={copy} /a /b\nFROM x AS z\n")
    assert found[2] == f"1 copy {copy}: {expected}"


@pytest.mark.parametrize(
    ("mount", "expected"),
    [
        ("0", "image 0"),
        ("A", "stage a"),
        ("z", "stage z later"),
        ("", "context"),
        ("$x", "unknown variable"),
        ("X", "unknown invalid"),
    ],
)
def test_what_a_mounts_from_means(mount: str, expected: str) -> None:
    found = uses(f"FROM x AS a\nFROM y\nRUN --mount=target=/a,from={mount} b\nFROM x AS z\n")
    assert found[2] == f"1 mount {mount}: {expected}"


def test_images_copied_from_are_numbered_after_the_stages() -> None:
    text = "FROM x\nCOPY --from=nginx /a /b\nCOPY --from=redis /a /b\nCOPY --from=2 /c /d\nCOPY --from=3 /c /d\n"
    assert uses(text)[3:] == ["0 copy 2: image redis", "0 copy 3: unknown index"]


def test_mounts_from_no_stage_are_numbered_too() -> None:
    text = "FROM x\nRUN --mount=type=cache,target=/a --mount=from=nginx,target=/b c\n"
    copies = "COPY --from=1 /c /d\nCOPY --from=2 /c /d\nCOPY --from=3 /c /d\n"
    assert uses(text + copies)[2:] == ["0 copy 1: scratch", "0 copy 2: image nginx", "0 copy 3: unknown index"]


def test_copy_sees_the_last_of_two_stages_with_one_name() -> None:
    assert uses("FROM x AS a\nFROM y AS a\nFROM z\nCOPY --from=a / /\n")[3] == "2 copy a: stage a"
    facts = read("FROM x AS a\nFROM y AS a\nFROM z\nCOPY --from=a / /\n")
    assert facts.uses[3].target is facts.stages[1]
    assert uses("FROM x AS a\nFROM y\nCOPY --from=a / /\nFROM z AS a\n")[2] == "1 copy a: stage a later"


def test_a_trigger_is_a_use_of_the_stage_that_it_runs_in() -> None:
    facts = read("FROM x AS tools\nFROM y AS base\nONBUILD COPY --from=tools /a /b\nFROM base AS child\n")
    assert [shown(use) for use in facts.uses][2:] == ["child from base: stage base", "child copy tools: stage tools"]
    assert facts.uses[3].span.of(facts.file.text) == "tools"


def test_needed_stages_are_those_that_the_last_one_uses() -> None:
    text = (
        "FROM x AS a\nFROM x AS b\nFROM x AS unused\nCOPY --from=a / /\nFROM x AS d\n"
        "FROM b AS e\nRUN --mount=from=d,target=/d x\nFROM scratch\nCOPY --from=4 / /\n"
    )
    assert read(text).needed == {1, 3, 4, 5}


def test_users_of_a_stage() -> None:
    facts = read("FROM x AS a\nFROM a\nCOPY --from=a / /\n")
    assert [use.kind.value for use in facts.users_of(facts.stages[0])] == ["from", "copy"]


def test_a_name_can_be_tried_before_it_is_written() -> None:
    found = read("FROM x AS a\nFROM y\n").stages
    assert resolve_from("a", found, 1).stage is found[0]
