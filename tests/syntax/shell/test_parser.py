"""Shell text as commands: the marks stand around what the parser found."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dockwright.syntax.nodes import Run
from dockwright.syntax.parser import parse
from dockwright.syntax.shell.nodes import Command, Script, ShellWord
from dockwright.syntax.shell.parser import parse_script
from dockwright.text.span import Span
from tests.support.marks import mark, spans

TEXT = st.lists(
    st.sampled_from(
        [
            *("if", "then", "else", "fi", "for", "in", "while", "do", "done", "case", "esac", "function", "f()", "!"),
            *("&&", "||", "|", ";", ";;", "&", "(", ")", "((", "))", "{", "}", "[[", "]]", "\n", "\\\n", "\r\n"),
            *("$(", "${", "$((", "`", "'", '"', "$'", "\\", "#", "<", ">", "2>&1", "<(", "<<EOF", "<<-'X'", "EOF"),
            *("a", "b=c", "a=(", "$x", "é😀", "\u00a0", " ", "\t", "time", "-p"),
        ]
    )
    | st.text(max_size=2),
    max_size=30,
).map(" ".join) | st.text(max_size=60)


def read(text: str) -> Script:
    return parse_script(text, lambda offset, _: offset)


def names(text: str) -> str:
    """The text with marks around the first word of each command."""
    return mark(text, [command.words[0].span for command in read(text).commands if command.words])


def words(text: str) -> str:
    """The text with marks around all words of commands at the top, assignments included."""
    return mark(
        text,
        [
            word.span
            for command in read(text).commands
            for word in (*command.assignments, *command.words)
            if command.depth == 0
        ],
    )


def outline(text: str) -> list[str]:
    """A line for each command: its depth as indentation, what joins it, its words."""
    return [
        f"{'  ' * command.depth}{command.joined_by.replace(chr(10), 'newline') or '-'} "
        + " ".join(word.text for word in (*command.assignments, *command.words))
        for command in read(text).commands
    ]


@pytest.mark.parametrize(
    "marked",
    [
        "⟦apt-get⟧ update && ⟦apt-get⟧ install -y curl || ⟦true⟧; ⟦ls⟧ | ⟦wc⟧ |& ⟦cat⟧ & ⟦wait⟧",
        "⟦set⟧ -eux;   ⟦a⟧;  ;  ⟦b⟧",
        "⟦echo⟧ a#b '#c' # && no",
        "# nothing\n⟦a⟧ # no ; b\n\n  ⟦b⟧",
        "(⟦cd⟧ /x && ⟦make⟧) && ⟦b⟧",
        "{ ⟦a⟧; ⟦b⟧; } && ⟦echo⟧ } {",
        "! ⟦a⟧ && !(⟦b⟧) && time -p ⟦c⟧",
        "if ⟦[⟧ -f a ]; then ⟦b⟧; elif ⟦c⟧; then ⟦d⟧; else ⟦e⟧; fi",
        "if ⟦a⟧\nthen\n⟦b⟧\nelse ⟦c⟧\nfi",
        "if ⟦[[⟧ -f a && ( $b =~ ^(x|y)$ || c < d ) ]]; then ⟦e⟧; fi",
        "⟦[[⟧ a &&\n  b ]]; ⟦c⟧",
        "for x in 1 do 2; do ⟦a⟧ $x; done; ⟦b⟧",
        "for x do ⟦a⟧; done && for y\nin 1\ndo ⟦b⟧; done",
        "for ((i=0; i<3; i++)); do ⟦a⟧; done",
        "for x in $(⟦ls⟧); do ⟦a⟧; done",
        "while ⟦read⟧ -r x; do ⟦a⟧; done < /f; until ⟦b⟧; do ⟦c⟧; done",
        "case $(⟦uname⟧) in a|b) ⟦x⟧ ;; (c) ⟦y⟧; ⟦z⟧ ;;& *) ⟦d⟧; esac && ⟦e⟧",
        "case x in\n  a)\n    ⟦b⟧\n    ;;\nesac\n⟦c⟧",
        "case x in esac; ⟦a⟧",
        "f() { ⟦a⟧; }; function g { ⟦b⟧; }; function h() (⟦c⟧); ⟦f⟧",
        "(( i++ )); ⟦a⟧ $((1 + (2 * (3)))) && ((⟦b⟧); ⟦c⟧)",
        "⟦a⟧ > /f 2>&1 < /g &> /h 3<> /i >| /j && > /f ⟦b⟧",
        "\\\n ⟦a⟧ \\\r\n b",
        "⟦'a'⟧ x && ⟦\"$b\"/c⟧ y && ⟦\\if⟧",
        "echo=1 ⟦a⟧",
        'a=(1 "2)" $(⟦b⟧)) && ⟦c⟧ @(d|e)',
    ],
)
def test_commands(marked: str) -> None:
    text, expected = spans(marked)
    assert names(text) == mark(text, expected)


@pytest.mark.parametrize(
    "marked",
    [
        "⟦a⟧ ⟦'b c'⟧ ⟦\"d ; e\"⟧ ⟦f\\ g⟧ ⟦${x:-y z}⟧ ⟦$(h; i)⟧ ⟦`j k`⟧ ⟦$((1 + 2))⟧",
        "⟦A=1⟧ ⟦B='x y'⟧ ⟦c⟧ ⟦D=2⟧",
        "⟦a⟧ > f ⟦b⟧ 2>>g ⟦c⟧",
        "⟦echo⟧ ⟦a#b⟧ ⟦{}⟧ ⟦\\;⟧",
        "⟦diff⟧ ⟦<(a b)⟧ ⟦--x=>(c)⟧",
        "⟦echo⟧ ⟦$'it\\'s;'⟧ ⟦$\"x y\"⟧ ⟦$⟧ ⟦a$⟧",
        "⟦a\u00a0b⟧ ⟦c\\\nd⟧",
        '⟦echo⟧ ⟦"$(a "b c" ")")"⟧ ⟦d⟧',
        "⟦a⟧ ⟦\"${x:-it's}\"⟧ ⟦'b'⟧",
    ],
)
def test_words(marked: str) -> None:
    text, expected = spans(marked)
    assert words(text) == mark(text, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", ShellWord("plain", "plain", Span(0, 5))),
        ("a'b c'\"d\"", ShellWord("a'b c'\"d\"", "ab cd", Span(0, 9))),
        (r'"\$a\"\b\\"', ShellWord(r'"\$a\"\b\\"', '$a"\\b\\', Span(0, 11))),
        ("$a/${b}", ShellWord("$a/${b}", "$a/${b}", Span(0, 7), ("a", "b"), dynamic=True)),
        ("'$a'", ShellWord("'$a'", "$a", Span(0, 4))),
        ("${#a}${!b}", ShellWord("${#a}${!b}", "${#a}${!b}", Span(0, 10), ("a", "b"), dynamic=True)),
        ("${a:-$b}", ShellWord("${a:-$b}", "${a:-$b}", Span(0, 8), ("a", "b"), dynamic=True)),
        ("$((a + $b))", ShellWord("$((a + $b))", "$((a + $b))", Span(0, 11), ("b",), dynamic=True)),
        ("$(a $b)", ShellWord("$(a $b)", "$(a $b)", Span(0, 7), dynamic=True)),
        ("a\\\nb", ShellWord("ab", "ab", Span(0, 4))),
    ],
)
def test_what_a_word_says(text: str, expected: ShellWord) -> None:
    assert read(text).commands[0].words == (expected,)


def test_how_commands_are_joined_and_nested() -> None:
    text = """\
set -e
x=$(a | b) && c "$(d "$(e)")" ||
  # why
  { f; g; } # h
if i; then
  j
fi; case k in
l) m ;;
esac
(n; o) | p &
q"""
    assert outline(text) == [
        "- set -e",
        "newline x=$(a | b)",
        "  - a",
        "  | b",
        '&& c "$(d "$(e)")"',
        '  - d "$(e)"',
        "    - e",
        "  || f",
        "  ; g",
        "  newline i",
        "  ; j",
        "  - m",
        "  newline n",
        "  ; o",
        "| p",
        "& q",
    ]


def test_where_commands_are_joined() -> None:
    text, expected = spans("a ⟦&&⟧ b⟦;⟧\nc ⟦|⟧ (d⟦\n⟧e)")
    assert tuple(command.joined_span for command in read(text).commands) == (Span(0, 0), *expected)


def test_a_command_spans_its_redirections() -> None:
    text, expected = spans('⟦> /f A=1 b c 2>&1⟧ ; ⟦d <<< "$e"⟧ | ⟦f⟧')
    assert tuple(command.span for command in read(text).commands) == expected


def test_redirections() -> None:
    (command,) = read("a > f 2>>'g h' 3>&1 &>i <<< \"$j\" 4<&- >| k <").commands
    assert [(found.operator, found.fd, found.target and found.target.value) for found in command.redirections] == [
        (">", None, "f"),
        (">>", 2, "g h"),
        (">&", 3, "1"),
        ("&>", None, "i"),
        ("<<<", None, "$j"),
        ("<&", 4, "-"),
        (">|", None, "k"),
        ("<", None, None),
    ]
    text, (span,) = spans("a b ⟦2>> /x⟧ c")
    assert read(text).commands[0].redirections[0].span == span


def test_a_redirection_of_a_compound_command_is_no_command() -> None:
    assert outline("{ a; } > f; (b) 2>&1 | c; > d") == ["  - a", "  ; b", "| c", "; "]


def test_bodies_of_here_documents_hold_no_commands() -> None:
    text = "⟦cat⟧ <<A > x; ⟦b⟧ <<-'C D'\nno ; no\nA\n\tno $(no)\n\tC D\n⟦c⟧ $(⟦cat⟧ <<E\n)\nE\n)\n⟦d⟧\r\n"
    plain, expected = spans(text)
    assert names(plain) == mark(plain, expected)
    assert read(plain).complete


@pytest.mark.parametrize(
    "text",
    [
        "a 'b",
        'a "b',
        "a $(b",
        "a ${b",
        "a `b",
        "a $'b",
        "(a",
        "{ a",
        "if a; then b",
        "for x in a",
        "for x in a; do b",
        "case x in a) b",
        "[[ -f a",
        "[[ -f a; b",
        "a=(b",
        "a <<X\nb\n",
        "a $(b <<X\n)",
        "(if a)",
    ],
)
def test_what_is_being_typed_is_not_complete(text: str) -> None:
    assert not read(text).complete


@pytest.mark.parametrize(
    "text", ["", "a &&", "a \\", "echo )", "a <<X", "fi", "}", "a $((1))", "((a))", "case a in esac"]
)
def test_what_is_odd_may_be_complete(text: str) -> None:
    assert read(text).complete


def test_spans_are_those_of_the_source() -> None:
    text = "FROM a\nRUN apt-get update && \\\n    # why\n    apt-get \\\n\n      install -y cu\\\nrl\n"
    placed = parse(text).instructions[1]
    assert isinstance(placed.node, Run)
    found = [word.span.shift(placed.at) for command in placed.node.scripts[0].commands for word in command.words]
    assert mark(text, found) == (
        "FROM a\nRUN ⟦apt-get⟧ ⟦update⟧ && \\\n    # why\n    ⟦apt-get⟧ \\\n\n      ⟦install⟧ ⟦-y⟧ ⟦cu\\\nrl⟧\n"
    )


def test_a_here_document_script() -> None:
    text = "FROM a\nRUN <<EOF\nset -eux\napt-get \\\n  update\nEOF\n"
    placed = parse(text).instructions[1]
    assert isinstance(placed.node, Run)
    found = [command.span.shift(placed.at) for command in placed.node.scripts[0].commands]
    assert mark(text, found) == "FROM a\nRUN <<EOF\n⟦set -eux⟧\n⟦apt-get \\\n  update⟧\nEOF\n"


@given(TEXT)
def test_nothing_is_raised_and_spans_are_in_range_and_order(text: str) -> None:
    script = read(text)
    assert script.span == Span(0, len(text))
    for command in script.commands:
        parts = (*command.assignments, *command.words, *command.redirections)
        assert parts
        assert 0 <= command.span.start < command.span.end <= len(text)
        assert 0 <= command.joined_span.start <= command.joined_span.end <= command.span.start
        assert command.depth >= 0
        ordered = sorted(parts, key=lambda part: part.span)
        for one, other in pairwise(ordered):
            assert one.span.end <= other.span.start
        assert all(command.span.encloses(part.span) for part in parts)
        assert list(command.words) == sorted(command.words, key=lambda word: word.span)
    assert_in_order(script.commands)


def assert_in_order(commands: tuple[Command, ...]) -> None:
    """Each command stands after the one before it, or inside one before it."""
    for before, after in pairwise(commands):
        assert before.span.start < after.span.start


@pytest.mark.parametrize(
    "piece",
    ["$(", '"$(', "${a:-", '"${a:-', "(", "((", "$((", "`", "if ", "case a in ", "<(", "a=(", "{ ", "[[ ", "a <<X\n"],
)
def test_deep_nesting_is_survived(piece: str) -> None:
    assert not read(piece * 3000).complete or piece == "`"


def steps(text: str) -> int:
    """How often the parser asks for a source offset: it does so for every word."""
    count = 0

    def to_source(offset: int, _: bool) -> int:  # noqa: FBT001 - the parser calls it with two positions
        nonlocal count
        count += 1
        return offset

    parse_script(text, to_source)
    return count


@pytest.mark.parametrize("piece", ["a $(b) && ", '"$(a `b` ${c:-$(d)})" ', "if a; then b; fi; ", "a <<X\n$(b)\nX\n"])
def test_work_grows_with_the_text(piece: str) -> None:
    assert steps(piece * 200) <= 2 * steps(piece * 100)
