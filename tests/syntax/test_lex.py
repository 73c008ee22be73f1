"""The corners of BuildKit's lexer, with the values that it gives itself."""

import pytest

from dockwright.syntax.words import UNKNOWN, Value, expand, expand_words, heredoc_words, parse_heredoc, problem

VARIABLES: dict[str, Value] = {"a": "va", "p": "x:y", "u": UNKNOWN}


def lookup(name: str) -> Value:
    return VARIABLES.get(name)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("${p#x}", (":y",)),
        ("${p%z w} b", ("x:y", "b")),
        ("${a:-one two} b", ("va", "b")),
        ("${n+one two}", ()),
        ("${p/x y/$a} b", ("x:y", "b")),
        # BuildKit loses what stands before the operand in its word.
        ("x${a:-y}z", ("vaz",)),
    ],
)
def test_the_words_of_an_operand_are_not_those_of_the_text(raw: str, words: tuple[str, ...]) -> None:
    assert expand_words(raw, "\\", lookup) == words


@pytest.mark.parametrize(
    ("raw", "value"),
    [("${a:-$u}", "va"), ("${n:+$u}", ""), ("${a-${b-$u}}", "va")],
)
def test_an_operand_that_is_not_used_may_be_unknown(raw: str, value: str) -> None:
    assert expand(raw, "\\", lookup).value == value


@pytest.mark.parametrize("raw", ["$n²", "$aⅧ"])
def test_a_name_has_letters_and_decimal_digits_only(raw: str) -> None:
    assert expand(raw, "\\", lookup).value == f"{lookup(raw[1]) or ''}{raw[2]}"


@pytest.mark.parametrize("shell", ["${x:0:2}", "${x:?no}", "${x?}", "${x#\\a}", '"${x:=y}"'])
def test_what_only_the_shell_understands_hides_no_here_document(shell: str) -> None:
    assert [word for word, _, _ in heredoc_words(f"RUN echo {shell} <<EOF")] == ["<<EOF"]


def test_an_operand_in_the_name_of_a_here_document_is_processed() -> None:
    found = parse_heredoc("<<${a-'x'}")
    assert found is not None
    assert (found.name, found.expand) == ("${a-x}", False)


def test_an_unsupported_modifier_is_refused_for_known_and_unknown_variables() -> None:
    assert [expand(raw, "\\", lookup).problem for raw in ("${a:0}", "${n:0}", "${u:0}")] == [
        "unsupported modifier (:0) in substitution"
    ] * 3


def test_nesting_has_an_end() -> None:
    refused = problem("${a:-" * 5000, "\\")
    assert refused is not None
    assert expand("${n:-" * 20 + "x" + "}" * 20, "\\", lookup).value == "x"
