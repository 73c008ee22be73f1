"""The cache map: what each step reads, and with the steps before it."""

import pytest

from dockwright.analysis.cache_map import Inputs, Step, cache_map, is_argument
from dockwright.model.facts import facts_of
from dockwright.project.paths import ProjectPath
from dockwright.project.snapshot import UNKNOWN_PROJECT, Project, from_files
from dockwright.syntax.parser import parse
from tests.support.marks import cursor


def step(marked: str, project: Project = UNKNOWN_PROJECT) -> Step:
    """The step of the instruction that holds the cursor."""
    text, offset = cursor(marked)
    facts = facts_of(parse(text))
    placed = facts.instruction_at(offset)
    assert placed is not None
    return cache_map(facts, project)[placed.at]


def test_manifests_before_the_install_and_all_after_it() -> None:
    text = "FROM node:22\nCOPY package*.json package-lock.json ./\nRUN ‸npm ci\nCOPY . .\nRUN npm run build\n"
    found = step(text)
    assert found.own == Inputs()
    assert found.all == Inputs(files=("package*.json", "package-lock.json"), bases=("node:22",))
    later = step(text.replace("‸", "").replace("run build", "run ‸build"))
    assert later.all == found.all._replace(everything=True)


def test_a_digest_never_moves_and_a_variable_may() -> None:
    assert step("FROM a@sha256:" + "0" * 64 + "\nRUN‸ x\n").all == Inputs()
    assert step("ARG V=1\nFROM a:$V\nRUN‸ x\n").all == Inputs(bases=("a:1",), arguments=("V",))
    assert step("FROM --platform=$BUILDPLATFORM scratch\nRUN‸ x\n").all == Inputs()


@pytest.mark.parametrize(
    ("before", "arguments"),
    [
        ("ARG A\nARG B=1", ("A", "B")),
        ("ARG A\nENV A=1", ()),
        ("ARG TARGETARCH", ()),
        ("ENV A=1", ()),
    ],
)
def test_a_run_depends_on_every_argument_in_force(before: str, arguments: tuple[str, ...]) -> None:
    assert step(f"FROM scratch\n{before}\nRUN‸ x\nARG C\n").own == Inputs(arguments=arguments)


def test_an_env_of_that_name_hides_an_argument() -> None:
    text = "FROM scratch\nARG A\nRUN x\nENV A=1\nRUN y\n"
    stage = facts_of(parse(text)).stages[0]
    assert [is_argument(stage, "A", text.index(run)) for run in ("RUN x", "RUN y")] == [True, False]


def test_a_copy_depends_on_the_arguments_it_names() -> None:
    assert step("FROM scratch\nARG A\nARG B\nCOPY‸ $A /x\n").own == Inputs(files=("$A",), arguments=("A",))


def test_arguments_of_the_parent() -> None:
    assert step("FROM scratch AS a\nARG A\nFROM a\nRUN‸ x\n").own == Inputs(arguments=("A",))


def test_what_is_taken_from_stages_and_images() -> None:
    first = "FROM a AS one\nCOPY . .\nFROM scratch\n"
    text = f"{first}COPY --from=one /x /y\nCOPY --from=b:1 /x /y\nADD https://c/d /e\nRUN‸ x\n"
    assert step(text).all == Inputs(stages=("one",), images=("b:1",), remote=("https://c/d",))


@pytest.mark.parametrize(
    ("mount", "own"),
    [
        ("type=bind,source=src,target=/s", Inputs(files=("src",))),
        ("target=/s", Inputs(everything=True)),
        ("type=bind,from=one,target=/s", Inputs(stages=("one",))),
        ("type=cache,from=one,target=/s", Inputs()),
        ("type=secret,id=x", Inputs()),
        ("type=ssh", Inputs()),
        ("type=tmpfs,target=/s", Inputs()),
    ],
)
def test_mounts(mount: str, own: Inputs) -> None:
    assert step(f"FROM scratch AS one\nFROM scratch\nRUN‸ --mount={mount} x\n").own == own


def test_link_needs_no_step_before() -> None:
    text = "FROM a\nCOPY x /x\nCOPY --link‸ y /y\nRUN z\n"
    assert step(text).all == Inputs(files=("y",))
    assert step(text.replace("--link‸", "--link=false‸")).all == Inputs(files=("x", "y"), bases=("a",))
    assert step("FROM a\nCOPY --link y /y\nRUN‸ z\n").all == Inputs(files=("y",), bases=("a",))


def test_here_documents_are_no_files() -> None:
    assert step("FROM scratch\nCOPY‸ <<A x /y/\nz\nA\n").own == Inputs(files=("x",))


def test_what_dockerignore_leaves_of_the_root() -> None:
    def project(ignore: str) -> Project:
        files = {"Dockerfile": "", ".dockerignore": ignore, "dist/a.js": "", "b.txt": "", "c": "", "d": ""}
        return from_files({ProjectPath(path): text for path, text in files.items()})

    assert step("FROM scratch\nCOPY‸ . .\n", project("*\n!dist\n!b.txt\n")).own == Inputs(files=("b.txt", "dist/"))
    assert step("FROM scratch\nCOPY‸ . .\n", project("c\n")).own == Inputs(everything=True)


def test_triggers_of_the_parent_run_in_the_child() -> None:
    text = "FROM scratch AS a\nONBUILD COPY . .\nFROM a\nRUN‸ x\n"
    assert step(text).all == Inputs(everything=True)
