"""The parser as a whole: nothing lost, nothing raised, and an edit parses only what it touched."""

from hypothesis import given
from hypothesis import strategies as st

from dockwright.syntax.nodes import Copy, Env, Instruction, Placed, Run
from dockwright.syntax.parser import parse
from dockwright.text.span import Span
from tests.support.marks import mark

PIECES = st.sampled_from(
    [
        "FROM node",
        "RUN ",
        "COPY --from=a . .",
        "ENV a=b ",
        "ONBUILD ",
        "LABEL 'x y'=\"$z",
        "\\",
        "`",
        "\n",
        "\r\n",
        "\r",
        "# escape=`",
        "# check=skip=all",
        "<<EOF",
        "<<-'X'",
        "EOF",
        '["a", "b"]',
        "${x:-",
        "}",
        "$(",
        "`",
        "'",
        '"',
        "\ufeff",
        "\f",
        "\u2028",
        "😋",
        " ",
        "\t",
        "--mount=type=cache,target=/x ",
        "HEALTHCHECK CMD ",
    ]
)
TEXT = st.lists(PIECES | st.text(max_size=3), max_size=25).map("".join)


def spans_of(instruction: Instruction) -> list[Span]:
    words = [instruction.keyword, *instruction.arguments]
    found = [instruction.span, *(word.span for word in words), *(flag.span for flag in instruction.flags)]
    found += [substitution.span for word in words for substitution in word.substitutions]
    if isinstance(instruction, Run):
        found += [command.span for script in instruction.scripts for command in script.commands]
        found += [word.span for script in instruction.scripts for command in script.commands for word in command.words]
    return found


@given(TEXT)
def test_nothing_is_lost_and_every_span_is_in_range(text: str) -> None:
    file = parse(text)
    assert "".join(item.node.text for item in file.items) == text
    at = 0
    for item in file.items:
        assert item.at == at
        at = item.end
    for placed in file.instructions:
        for span in spans_of(placed.node):
            assert 0 <= span.start <= span.end <= len(placed.node.text)


@given(TEXT, TEXT)
def test_equal_text_is_the_same_node(one: str, other: str) -> None:
    before = parse(f"FROM a\n{one}")
    after = parse(f"FROM a\n{one}\nFROM b\n{other}")
    assert before.instructions[0].node is after.instructions[0].node


def words(text: str, kind: type[Instruction]) -> str:
    """The source with marks around the arguments of the first instruction of `kind`."""
    file = parse(text)
    placed: Placed[Instruction] = next(placed for placed in file.instructions if isinstance(placed.node, kind))
    return mark(text, tuple(placed.place(word.span) for word in placed.node.arguments))


def test_words_through_continuations_comments_and_blank_lines() -> None:
    text = "FROM a\nCOPY one \\\n  # why\n\n  two \\\n /three\n"
    assert words(text, Copy) == "FROM a\nCOPY ⟦one⟧ \\\n  # why\n\n  ⟦two⟧ \\\n ⟦/three⟧\n"


def test_a_word_may_itself_be_continued() -> None:
    assert words("FROM a\nCOPY o\\\nne /two\n", Copy) == "FROM a\nCOPY ⟦o\\\nne⟧ ⟦/two⟧\n"


def test_keys_and_values() -> None:
    text = "FROM a\nENV a=1 b='x y' \\\n  c=${a}\n"
    assert words(text, Env) == "FROM a\nENV ⟦a⟧=⟦1⟧ ⟦b⟧=⟦'x y'⟧ \\\n  ⟦c⟧=⟦${a}⟧\n"


def test_members_of_a_json_array() -> None:
    assert words('FROM a\nCOPY ["a b", "c"]\n', Copy) == 'FROM a\nCOPY [⟦"a b"⟧, ⟦"c"⟧]\n'


def test_backtick_escape() -> None:
    text = "# escape=`\nFROM a\nCOPY C:\\x `\n C:\\y\\\n"
    assert words(text, Copy) == "# escape=`\nFROM a\nCOPY ⟦C:\\x⟧ `\n ⟦C:\\y\\⟧\n"


def test_an_unfinished_heredoc_leaves_the_next_instruction_alone() -> None:
    file = parse("FROM a\nRUN <<EOF\necho hi\nCOPY . .\n")
    assert [placed.node.name for placed in file.instructions] == ["FROM", "RUN", "COPY"]
    assert [problem.code for problem in file.instructions[1].node.problems] == ["unterminated-heredoc"]


def test_commands_of_a_run_stand_where_they_are_written() -> None:
    text = "FROM a\nRUN apt-get update && \\\n    # the tools\n    apt-get install -y curl\n"
    run = parse(text).instructions[1]
    assert isinstance(run.node, Run)
    commands = [run.place(command.span) for script in run.node.scripts for command in script.commands]
    assert mark(text, tuple(commands)) == (
        "FROM a\nRUN ⟦apt-get update⟧ && \\\n    # the tools\n    ⟦apt-get install -y curl⟧\n"
    )
