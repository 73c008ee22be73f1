"""Words as the builder reads them. The expected values are those of BuildKit's own lexer."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dockwright.syntax.nodes import Arg, Env, From, Label
from dockwright.syntax.parser import parse
from dockwright.syntax.words import (
    UNKNOWN,
    Expansion,
    HeredocWord,
    Value,
    expand,
    expand_words,
    heredoc_words,
    parse_heredoc,
    problem,
    substitutions,
    unquote,
)
from tests.support.marks import mark, spans

CONFORMANCE = Path(__file__).parents[1] / "conformance"
VALUES: dict[str, dict[str, dict[str, str]]] = json.loads((CONFORMANCE / "values.json").read_bytes())
OPTIONS: dict[str, object] = json.loads((CONFORMANCE / "options.json").read_bytes())

VARIABLES: dict[str, Value] = {"a": "va", "e": "", "p": "/usr/local/bin", "s": " two  words ", "u": UNKNOWN}

WORDS = st.lists(
    st.sampled_from(
        ["$", "${", "}", "a", "u", "e", ":-", ":+", "?", "#", "%%", "/", "//", "*", "'", '"', "\\", "`", " ", "<<", "9"]
    )
    | st.text(max_size=2),
    max_size=15,
).map("".join)
ESCAPES = st.sampled_from(["\\", "`"])


def lookup(name: str) -> Value:
    return VARIABLES.get(name)


@pytest.mark.parametrize(
    "marked",
    [
        "⟦$a⟧/⟦${b}⟧⟦$c_1⟧-x",
        "'$no'⟦$yes⟧",
        '"it\'s ⟦$in⟧"',
        r"\$no \\⟦$yes⟧",
        r'"\$no \x⟦$yes⟧"',
        "⟦$10⟧x",
        "⟦$@⟧⟦$?⟧⟦$$⟧⟦$!⟧",
        "$ $. $",
        "⟦${x:-'}'}⟧",
        r"⟦${x#\}}⟧}",
    ],
)
def test_what_is_replaced(marked: str) -> None:
    text, expected = spans(marked)
    found = substitutions(text, "\\")
    assert mark(text, [substitution.span for substitution in found]) == mark(text, expected)


def test_the_escape_character_may_be_a_backtick() -> None:
    text, expected = spans(r"C:\⟦$a⟧`$b")
    assert tuple(found.span for found in substitutions(text, "`")) == expected


@pytest.mark.parametrize("operator", [":-", "-", ":+", "+", ":?", "?", "#", "##", "%", "%%", "/", "//"])
def test_parts_of_a_substitution(operator: str) -> None:
    text, (name,) = spans(f"x${{⟦name⟧{operator}some/thing}}y")
    (found,) = substitutions(text, "\\")
    assert (found.name, found.name_span, found.operator, found.operand) == ("name", name, operator, "some/thing")
    assert found.span.of(text) == text[1:-1]


def test_nested_substitutions_come_after_the_one_around_them() -> None:
    text = "${a:-$b/${c:+$d}}$e"
    assert [found.span.of(text) for found in substitutions(text, "\\")] == [
        "${a:-$b/${c:+$d}}",
        "$b",
        "${c:+$d}",
        "$d",
        "$e",
    ]


def test_malformed_substitutions_are_none() -> None:
    assert [found.name for found in substitutions("$a${b^^}$c", "\\")] == ["a"]


@pytest.mark.parametrize(
    ("marked", "message"),
    [
        ("x⟦${⟧", "missing '}'"),
        ("x⟦${}⟧", "bad substitution"),
        ("⟦${{⟧a}}", "bad substitution"),
        ("⟦${:⟧-x}", "bad substitution"),
        ("a⟦${b^⟧^}", "unsupported modifier (^) in substitution"),
        ("⟦${#B⟧}", "unsupported modifier (B) in substitution"),
        ("⟦${B:#⟧x}", "unsupported modifier (:#) in substitution"),
        ("⟦${B:-x⟧", "missing '}'"),
        ("⟦${B/x}⟧", "missing '/'"),
        ("⟦${B/x/y⟧", "missing '}'"),
        ("a⟦'b⟧", "unexpected end of statement while looking for matching single-quote"),
        ('a⟦"b⟧', "unexpected end of statement while looking for matching double-quote"),
    ],
)
def test_what_is_refused(marked: str, message: str) -> None:
    text, (span,) = spans(marked)
    assert problem(text, "\\") == (span, message)
    assert expand(text, "\\", lookup).problem == message


def test_nothing_wrong() -> None:
    assert problem("'a'\"$b\"${c:-d}", "\\") is None


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("plain", "plain"),
        ("'a b'\"c d\"", "a bc d"),
        (r"a\ b\\c\d", r"a b\cd"),
        (r'"a\"b\$c\\d\e"', r'a"b$c\d\e'),
        ("'a\\b'", "a\\b"),
        ("'$a'\"${b:-x}\"$c", "$a${b:-x}$c"),
        ('""', ""),
        # Being typed: what is there is the value.
        ("'a b", "a b"),
        ('"a b', "a b"),
        ('x"$a', "x$a"),
        ('"${a', "${a"),
    ],
)
def test_quotes_and_escapes_removed(raw: str, value: str) -> None:
    assert unquote(raw, "\\") == value


def test_backtick_escapes_when_it_is_the_escape_character() -> None:
    assert unquote('C:\\a`"b', "`") == 'C:\\a"b'


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("x$a/${a}", "xva/va"),
        ("'$a'\"$a\"", "$ava"),
        ("$nothing", ""),
        ("${e:-d}|${e-d}|${n:-d}|${n-d}|${a:-d}", "d||d|d|va"),
        ("${e:+d}|${e+d}|${n:+d}|${n+d}|${a:+d}", "|d|||d"),
        ("${a:?m}${e?m}", "va"),
        ("${p#*/}|${p##*/}|${p%/*}|${p%%/*}", "usr/local/bin|bin|/usr/local|"),
        ("${p/l/L}|${p//l/L}|${p//\\//-}", "/usr/Local/bin|/usr/LocaL/bin|-usr-local-bin"),
        ("${p#?usr}|${p%\\*}", "/local/bin|/usr/local/bin"),
        ("${n:-${e:-'x y'}}", "x y"),
        ('"a\\$a"', "a$a"),
        ("$1$10$$$#", ""),
        ("a$", "a$"),
    ],
)
def test_values(raw: str, value: str) -> None:
    expansion = expand(raw, "\\", lookup)
    assert (expansion.value, expansion.problem) == (value, None)


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ("${n?}", "n: is not allowed to be unset"),
        ("${e:?}", "e: is not allowed to be empty"),
        ("${n:?set n}", "n: set n"),
        ("${a#\\x}", "invalid pattern (\\x) in substitution: invalid escape '\\x'"),
    ],
)
def test_values_that_the_builder_refuses(raw: str, message: str) -> None:
    expansion = expand(raw, "\\", lookup)
    assert (expansion.value, expansion.problem) == (None, message)


def test_variables_looked_up() -> None:
    assert expand("$a$n$a${e:-$m}${n+$a}", "\\", lookup) == Expansion("vava", ("a", "e"), ("n", "m"))


@pytest.mark.parametrize("raw", ["$u", "x${u:-d}", "${u+x}", "${n:-$u}", "${u#x}", "${u/a/b}", '"$u"'])
def test_what_is_unknown_makes_the_value_unknown(raw: str) -> None:
    expansion = expand(raw, "\\", lookup)
    assert (expansion.value, expansion.problem) == (None, None)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (" a  b ", ("a", "b")),
        ("$s", ("two", "words")),
        ("x$s", ("x", "two", "words")),
        ('"$s"', (" two  words ",)),
        ("'a b' c\\ d", ("a b", "c d")),
        ("$n", ()),
        ('""', ()),
        ("a\u00a0b\u3000c", ("a", "b", "c")),
    ],
)
def test_words_after_substitution(raw: str, words: tuple[str, ...]) -> None:
    assert expand_words(raw, "\\", lookup) == words


@pytest.mark.parametrize("raw", ["$u", "'a", "${n?}"])
def test_words_that_are_not_known(raw: str) -> None:
    assert expand_words(raw, "\\", lookup) is None


def stage_labels(name: str) -> dict[str, str | None]:
    """The labels set after the last variable of a conformance case, expanded with the variables at its end."""
    file = parse((CONFORMANCE / "cases" / name).read_bytes().decode())
    known = VALUES[name]["env"].get
    labels: dict[str, str | None] = {}
    for placed in file.instructions:
        if isinstance(placed.node, From | Arg | Env):
            labels.clear()
        elif isinstance(placed.node, Label):
            for assignment in placed.node.assignments:
                key = expand(assignment.key.raw, file.escape, known).value or ""
                labels[key] = expand(assignment.value.raw, file.escape, known).value if assignment.value else None
    return labels


WITH_LABELS = {name: labels for name in sorted(VALUES) if name not in OPTIONS and (labels := stage_labels(name))}


def test_there_are_labels_to_compare() -> None:
    assert len(WITH_LABELS) >= 25


@pytest.mark.parametrize("name", WITH_LABELS)
def test_labels_are_buildkits(name: str) -> None:
    expected = VALUES[name]["labels"]
    assert WITH_LABELS[name] == {key: expected[key] for key in WITH_LABELS[name]}


@pytest.mark.parametrize(
    "marked",
    [
        "RUN cat ⟦<<EOF⟧ > /x",
        "RUN ⟦<<EOF;⟧ echo",
        "RUN cat ⟦<< EOF⟧",
        "COPY ⟦<<-'A B'⟧ ⟦3<<B⟧ /d/",
        "RUN echo $((1 ⟦<< 2))⟧",
        "RUN a # ⟦<<EOF⟧",
        "RUN echo '<<EOF' \"<<EOF\"",
        "RUN echo $x ⟦<<EOF⟧",
        "RUN echo it's <<EOF",
    ],
)
def test_where_a_here_document_may_open(marked: str) -> None:
    text, expected = spans(marked)
    openers = [(word, start, end) for word, start, end in heredoc_words(text) if parse_heredoc(word) is not None]
    assert [(start, end) for _, start, end in openers] == [tuple(span) for span in expected]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("<<EOF", HeredocWord("EOF", expand=True, chomp=False, fd=0)),
        ("<<-EOF", HeredocWord("EOF", expand=True, chomp=True, fd=0)),
        ("3<<'EOF'", HeredocWord("EOF", expand=False, chomp=False, fd=3)),
        ('<<E"O"F', HeredocWord("EOF", expand=False, chomp=False, fd=0)),
        ("<<\\EOF", HeredocWord("EOF", expand=True, chomp=False, fd=0)),
        ("<< EOF", HeredocWord("EOF", expand=True, chomp=False, fd=0)),
        ("<<EOF&&x", HeredocWord("EOF&&x", expand=True, chomp=False, fd=0)),
        ("<<$x", HeredocWord("$x", expand=True, chomp=False, fd=0)),
        ("x<<EOF", None),
        ("<<<EOF", None),
        ("<<", None),
        ("<<-", None),
        ("<<''", None),
        ("<<'EOF", None),
        ("٣<<EOF", None),
        ("EOF", None),
    ],
)
def test_what_a_here_document_says(word: str, expected: HeredocWord | None) -> None:
    assert parse_heredoc(word) == expected


def test_a_file_descriptor_as_long_as_a_file() -> None:
    found = parse_heredoc(f"{'9' * 10_000}<<A")
    assert found is not None
    assert found.name == "A"


@given(WORDS, ESCAPES)
def test_nothing_is_raised_and_spans_are_in_order(raw: str, escape: str) -> None:
    previous = -1
    for found in substitutions(raw, escape):
        assert previous <= found.span.start < found.span.end <= len(raw)
        assert raw[found.span.start] == "$"
        assert found.name_span.of(raw) == found.name
        previous = found.span.start
    refused = problem(raw, escape)
    assert refused is None or 0 <= refused[0].start <= refused[0].end <= len(raw)
    for word, start, end in heredoc_words(raw):
        assert 0 <= start < end <= len(raw)
        parse_heredoc(word)
    unquote(raw, escape)


@given(WORDS, ESCAPES)
def test_a_value_has_a_reason_to_be_missing(raw: str, escape: str) -> None:
    expansion = expand(raw, escape, lookup)
    if expansion.value is None:
        assert expansion.problem is not None or "u" in expansion.matched
    words = expand_words(raw, escape, lookup)
    assert (words is None) == (expansion.value is None)
    assert words is None or all(words)


@given(st.text(st.characters(exclude_characters="$'\"\\`")), ESCAPES)
def test_plain_text_stands_for_itself(raw: str, escape: str) -> None:
    assert expand(raw, escape, lookup) == Expansion(raw)
    assert unquote(raw, escape) == raw
