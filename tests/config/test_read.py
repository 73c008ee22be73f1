"""`.dockwright.toml` as values, and what is wrong with it at its place."""

import pytest

from dockwright.config.model import Config, Exempt, Labels, Options, Read, RuleNames
from dockwright.config.read import IN_PYPROJECT, read_config
from tests.support.marks import mark

NAMES = RuleNames(frozenset({"npm-install", "dl3006", "unpinned-base-image"}), frozenset({"style"}))


def problems(text: str, within: tuple[str, ...] = ()) -> tuple[str, list[str]]:
    """The text with marks at the problems, and their messages."""
    read = read_config(text, NAMES, within)
    assert read is not None
    return mark(text, tuple(problem.span for problem in read.problems)), [problem.message for problem in read.problems]


def test_everything() -> None:
    text = """
select = ["style"]
ignore = ["DL3006", "SC2086"]
targets = ["app"]
context-root = ".."
fail-on = "error"
trusted-registries = ["*.example.com"]
severity = { npm-install = "hint" }

[per-file-ignores]
"legacy/**" = ["npm-install", "all"]

[labels]
strict = true
schema = { "org.opencontainers.image.source" = "url" }
"""
    assert read_config(text, NAMES) == Read(
        Config(
            select=("style",),
            ignore=("DL3006", "SC2086"),
            severity=(("npm-install", "hint"),),
            exempt=(Exempt("legacy/**", ("npm-install", "all")),),
            targets=("app",),
            context_root="..",
            fail_on="error",
            options=Options(Labels((("org.opencontainers.image.source", "url"),), strict=True), ("*.example.com",)),
        )
    )


def test_in_a_pyproject() -> None:
    text = '[project]\nname = "x"\n[tool.dockwright]\nignore = ["DL3006"]\n'
    assert read_config(text, NAMES, IN_PYPROJECT) == Read(Config(ignore=("DL3006",)))
    assert read_config("[tool.other]\n", NAMES, IN_PYPROJECT) is None
    assert read_config("[tool\n", NAMES, IN_PYPROJECT) is None


@pytest.mark.parametrize(
    ("marked", "message"),
    [
        ("⟦ignroe⟧ = []\n", "there is no key ignroe, did you mean ignore?"),
        ('ignore = ["style", "⟦npm-instal⟧"]\n', "no rule is called npm-instal, did you mean npm-install?"),
        ('⟦ignore⟧ = "style"\n', "ignore takes a list"),
        ("⟦ignore⟧ = [1]\n", "ignore takes a string"),
        (
            '[severity]\nnpm-install = "⟦eror⟧"\n',
            "npm-install is none of error, warning, info, hint, off, did you mean error?",
        ),
        ('[severity]\n⟦nothing⟧ = "error"\n', "no rule is called nothing"),
        ("⟦severity⟧ = 1\n", "severity takes a table"),
        ('[labels]\n⟦strict⟧ = "yes"\n', "strict is neither true nor false"),
        (
            '[labels.schema]\n⟦"a.b"⟧ = "number"\n',
            "a.b is none of text, rawtext, url, semver, hash, rfc3339, spdx, email",
        ),
        ("⟦labels⟧ = []\n", "labels takes a table"),
        ('[per-file-ignores]\n"x/**" = ["⟦nix⟧"]\n', "no rule is called nix"),
        ("a = ⟦⟧\n", "not TOML: Invalid value"),
        ("a = [⟦⟧", "not TOML: Invalid value"),
    ],
)
def test_what_is_wrong(marked: str, message: str) -> None:
    text = marked.replace("⟦", "").replace("⟧", "")
    assert problems(text) == (marked, [message])


def test_what_is_right_beside_what_is_wrong_holds() -> None:
    read = read_config('ignore = ["DL3006", "nix"]\nfail-on = "never"\n', NAMES)
    assert read is not None
    assert read.config == Config(ignore=("DL3006",))
    assert [problem.message for problem in read.problems] == [
        "no rule is called nix",
        "fail-on is none of error, warning, info, hint, off",
    ]
