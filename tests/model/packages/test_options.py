"""Options and positional words of a command line."""

import pytest

from dockwright.model.packages.options import Parts, Stops, Style, Syntax, names, take_apart
from dockwright.syntax.shell.parser import parse_script
from tests.model.packages.reading import show_option, values
from tests.support.marks import spans

CLUSTER = Syntax(Style.CLUSTER, names("-o -t --omit --virtual"), arrays=names("--without"), words=names("-ws"))
WORD = Syntax(Style.WORD, names("-f -x"))
GO = Syntax(Style.GO, names("-o -ldflags"))
COLON = Syntax(Style.COLON, names("-c -o --output"), literals=True)


def parts_of(text: str, syntax: Syntax, stops: Stops | None = None) -> Parts:
    (command,) = parse_script(text, lambda offset, _: offset).commands
    return take_apart(command.words, 1, syntax, stops)


@pytest.mark.parametrize(
    ("syntax", "marked", "options", "positionals"),
    [
        (CLUSTER, "x -⟦q⟧⟦y⟧ a", "-q -y", "a"),
        (CLUSTER, "x -⟦q⟧⟦o out⟧ a", "-q -o=out", "a"),
        (CLUSTER, "x -⟦q⟧⟦oout⟧ a", "-q -o=out", "a"),
        (CLUSTER, "x -⟦q=2⟧ a", "-q=2", "a"),
        (CLUSTER, "x -⟦q⟧⟦o⟧", "-q -o", ""),
        (CLUSTER, "x -=a b", "", "b"),
        (CLUSTER, "x ⟦-ws⟧ a", "-ws", "a"),
        (CLUSTER, "x ⟦--omit=dev⟧ ⟦--omit dev⟧", "--omit=dev --omit=dev", ""),
        (CLUSTER, "x ⟦--omit⟧", "--omit", ""),
        (CLUSTER, "x ⟦--without a b⟧ ⟦-v⟧ c", "--without=a b -v", "c"),
        (CLUSTER, "x ⟦--without⟧", "--without", ""),
        (CLUSTER, 'x ⟦--virtual=".a b"⟧ c', "--virtual=.a b", "c"),
        (CLUSTER, 'x ⟦"-qy"⟧', "-q -y", ""),
        (CLUSTER, "x - a", "", "- a"),
        (CLUSTER, "x ''", "", ""),
        (WORD, "x ⟦-DskipTests=true⟧ ⟦-f pom.xml⟧ ⟦-pl⟧ a", "-DskipTests=true -f=pom.xml -pl", "a"),
        (GO, "x ⟦--o out⟧ ⟦-ldflags=-s⟧ a", "-o=out -ldflags=-s", "a"),
        (
            COLON,
            "x ⟦-c Release⟧ ⟦-o:out⟧ ⟦/p:A=B⟧ ⟦--output:x⟧ ⟦--sc false⟧ /a/b",
            "-c=Release -o=out -p=A=B --output=x --sc=false",
            "/a/b",
        ),
    ],
)
def test_options_and_their_spans(syntax: Syntax, marked: str, options: str, positionals: str) -> None:
    text, expected = spans(marked)
    parts = parts_of(text, syntax)
    assert " ".join(map(show_option, parts.options)) == options
    assert values(parts.positionals) == positionals
    # The two letters of a quoted cluster share the span of their word.
    assert tuple(dict.fromkeys(option.span for option in parts.options)) == expected


@pytest.mark.parametrize(
    "marked",
    [
        "x --omit=⟦dev⟧",
        "x --omit ⟦dev⟧",
        "x -o⟦out⟧",
        "x -o=⟦out⟧",
        "x -qo ⟦out⟧",
        'x --omit=⟦"a b"⟧',
        "x --without ⟦a b⟧",
        "x --omit",
    ],
)
def test_the_span_of_a_value(marked: str) -> None:
    text, expected = spans(marked)
    found = [option.value_span for option in parts_of(text, CLUSTER).options]
    assert tuple(span for span in found if span is not None) == expected


@pytest.mark.parametrize(
    ("text", "options", "positionals", "passed"),
    [
        ("x run -a b -c", "-a", "run b", "-c"),
        ("x run -a -- -b c", "-a", "run", "-b c"),
        ("x add b -c", "-c", "add b", ""),
        ("x other -c d", "", "other", "-c d"),
    ],
)
def test_the_rest_is_for_another_program(text: str, options: str, positionals: str, passed: str) -> None:
    parts = parts_of(text, CLUSTER, Stops({"run": 2}, frozenset({"add"}), 1))
    assert (" ".join(map(show_option, parts.options)), values(parts.positionals), values(parts.passed)) == (
        options,
        positionals,
        passed,
    )


@pytest.mark.parametrize(
    ("text", "on"), [("x --a", True), ("x --a=true", True), ("x --a=false", False), ("x --a=0", False)]
)
def test_an_option_may_be_switched_off(text: str, on: bool) -> None:  # noqa: FBT001
    (option,) = parts_of(text, CLUSTER).options
    assert option.is_on is on
