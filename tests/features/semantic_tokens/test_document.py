"""Semantic tokens: the source with the type of each piece drawn on it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dockwright.features.semantic_tokens.delta import delta
from dockwright.features.semantic_tokens.document import encoded_tokens, tokens
from dockwright.features.semantic_tokens.model import Modifier
from dockwright.model.facts import facts_of
from dockwright.syntax.parser import parse
from dockwright.text.lines import LineIndex, Unit
from dockwright.text.span import Span

LETTERS = "kcds0ovfpCNTeFm"
"""One for each token type, in their order: keyword, comment, decorator, string, number 0, operator, variable, flag,
property, Class, Namespace, Type, enum member, Function, macro."""


def drawn(text: str) -> str:
    """`text`, and below each line the letters of its tokens; two of one type that touch are told apart elsewhere."""
    marks = [" " if char not in "\r\n" else char for char in text]
    for found in tokens(facts_of(parse(text))):
        for at in range(found.start, found.end):
            marks[at] = LETTERS[found.type]
    pairs = zip(text.split("\n"), "".join(marks).split("\n"), strict=True)
    return "\n".join(f"{line}\n{below.rstrip()}" for line, below in pairs if line.strip())


def assert_drawn(picture: str) -> None:
    """The even lines of `picture` are the text, those below them its tokens."""
    lines = picture[1:-1].split("\n")
    text = "\n".join(lines[::2]) + "\n"
    assert drawn(text).split("\n") == lines


def test_images_and_stages() -> None:
    assert_drawn(
        r"""
# syntax=docker/dockerfile:1
c dddddd sssssssssssssssssss
# note
cccccc
FROM --platform=$BUILDPLATFORM ghcr.io/a/b:1-${V:-x}@sha256:0 AS B
kkkk ffffffffffovvvvvvvvvvvvvv NNNNNNN TTToeevvvooevoeeeeeeee kk C
FROM node:22
kkkk TTTToee
FROM b as c
kkkk C kk C
FROM localhost:5000/x
kkkk NNNNNNNNNNNNNN T
"""
    )


def test_the_shell_inside_run() -> None:
    assert_drawn(
        r"""
FROM a
kkkk T
RUN set -eux; for i in "a $b" c; do echo "$(cat ${X:-q} | wc -l)" > /tmp/x 2>&1; done && \
kkk FFF ffffo kkk   kk sssvvs  o kk FFFF sooFFF vvvsssv o FF ffos o        ooo o kkkk oo
  # note
  cccccc
  FOO=1 apt-get install --option=1 'x' \
  vvv   FFFFFFF         ffffffff   sss
  || echo done if
  oo FFFF
"""
    )


def test_here_documents_and_mounts() -> None:
    assert_drawn(
        r"""
FROM a AS b
kkkk T kk C
RUN --mount=type=cache,target=/x,from=b <<EOF
kkk fffffffopppposssss pppppposs ppppoC mmmmm
if true; then echo "hi
kk FFFFo kkkk FFFF sss
 there" # note
 ssssss cccccc
fi
kk
EOF
mmm
COPY --from=b <<A ["x"] /y
kkkk ffffffoC mmm
text $V \$V
sssssvv sss
A
m
COPY --from=0 ["x", "$V/y"]
kkkk ffffffoC  sss  svvsss
"""
    )


def test_every_other_instruction() -> None:
    assert_drawn(
        r"""
FROM a
kkkk T
ENV A=1 \
kkk vos
  # note
  cccccc
  B="x $A y" C='
  vosssvvsss vos
LABEL a.b="c"
kkkkk ppposss
ARG X=${Y%z}
kkk vovvvosv
EXPOSE 80/tcp 90-91 $P
kkkkkk 00     00 00 vv
ONBUILD RUN echo \
kkkkkkk kkk FFFF
  hi

HEALTHCHECK --interval=3s CMD curl -f
kkkkkkkkkkk ffffffffffoss kkk FFFF ff
CMD ["a"]
kkk  sss
STOPSIGNAL SIGTERM
kkkkkkkkkk eeeeeee
MAINTAINER x
kkkkkkkkkk
WORKDIR "/a b"
kkkkkkk ssssss
NOTHING x

"""
    )


def test_other_escape_character_and_shell() -> None:
    assert_drawn(
        r"""
# escape=`
c dddddd s
FROM mcr.microsoft.com/windows/nanoserver:ltsc2025
kkkk NNNNNNNNNNNNNNNNN TTTTTTTTTTTTTTTTTToeeeeeeee
RUN dir `
kkk
  C:\ && echo $x

SHELL ["bash", "-c"]
kkkkk  ssssss  ssss
RUN ls `
kkk FF
  "$x `
  svvs
  y"
ssss
"""
    )


def test_modifiers() -> None:
    text = "FROM a AS b\nENV A=$A\nMAINTAINER x\n"
    found = [(text[each.start : each.end], each.modifiers) for each in tokens(facts_of(parse(text))) if each.modifiers]
    assert found == [("b", Modifier.DECLARATION), ("A", Modifier.DECLARATION), ("MAINTAINER", Modifier.DEPRECATED)]


@pytest.mark.parametrize(("unit", "length", "column"), [(Unit.UTF16, 2, 10), (Unit.UTF8, 4, 12), (Unit.UTF32, 1, 9)])
def test_encoding_counts_in_the_client_s_unit(unit: Unit, length: int, column: int) -> None:
    text = "\ufeffFROM a\r\nENV A='😋' \\\r\n  B=1\r\n"
    bom = LineIndex(text).position(1, unit)[1]
    assert encoded_tokens(facts_of(parse(text)), LineIndex(text), unit) == [
        *(0, bom, 4, 0, 0),
        *(0, 5, 1, 11, 0),
        *(1, 0, 3, 0, 0),
        *(0, 4, 1, 6, 1),
        *(0, 1, 1, 5, 0),
        *(0, 1, 2 + length, 3, 0),
        *(1, 2, 1, 6, 1),
        *(0, 1, 1, 5, 0),
        *(0, 1, 1, 3, 0),
    ]
    assert column == 8 + length


def test_range_takes_whole_instructions() -> None:
    text = "FROM a\nRUN x \\\n  y\nUSER b\n"
    span = Span(text.index("y"), text.index("y"))
    assert encoded_tokens(facts_of(parse(text)), LineIndex(text), Unit.UTF16, span) == [1, 0, 3, 0, 0, 0, 4, 1, 13, 0]


def test_a_lone_carriage_return_ends_a_line() -> None:
    text = "FROM a\nENV A='x\ry'\nUSER b\n"
    data = encoded_tokens(facts_of(parse(text)), LineIndex(text), Unit.UTF16)
    assert data[-5:] == [1, 0, 4, 0, 0]


PIECES = st.sampled_from([*"aF$'\"\\`{}()<>#|&;= \n\r\t😋", "RUN ", "<<E", "FROM ", "E\n"])


@given(st.lists(PIECES, max_size=60).map("".join))
@example("\n#\ra")
@example("\n# syntax=\ra")
def test_tokens_of_any_text_are_in_order_and_on_one_line(text: str) -> None:
    text = f"FROM a\nRUN {text}"
    lines = LineIndex(text)
    end = 0
    for found in tokens(facts_of(parse(text))):
        assert end <= found.start < found.end <= len(text)
        assert lines.line_of(found.start) == lines.line_of(found.end - 1)
        end = found.end
    assert all(number >= 0 for number in encoded_tokens(facts_of(parse(text)), lines, Unit.UTF16))


NUMBERS = st.lists(st.tuples(*[st.integers(0, 2)] * 5), max_size=8).map(lambda rows: [n for row in rows for n in row])


@given(NUMBERS, NUMBERS)
def test_delta(before: list[int], after: list[int]) -> None:
    edit = delta(before, after)
    if edit is None:
        assert before == after
        return
    changed = before[: edit.start] + edit.data + before[edit.start + edit.delete_count :]
    assert changed == after
    assert edit.start % 5 == edit.delete_count % 5 == len(edit.data) % 5 == 0
