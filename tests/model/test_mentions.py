"""Mentions: which names in an instruction are variables to the builder, and which to the shell."""

import pytest

from dockwright.model.mentions import mentions_of
from dockwright.syntax.parser import parse
from tests.support.marks import mark, spans


def drawn(text: str, *, in_shell: bool) -> str:
    (placed,) = parse(text).instructions
    found = [each for each in mentions_of(placed.node) if each.in_shell == in_shell]
    assert all(each.name_span.of(placed.node.text) == each.name for each in found)
    return mark(text, (each.name_span for each in found))


@pytest.mark.parametrize(
    "marked",
    [
        "FROM --platform=$⟦P⟧ ${⟦A⟧}/b:${⟦C⟧:-${⟦D⟧}} AS x\n",
        "ARG a=$⟦b⟧ c=1 d=${⟦e⟧}\n",
        "ENV $⟦k⟧=$⟦v⟧ w='$x' y=\\$z\n",
        "ENV a $⟦b⟧ c\n",
        'LABEL "${⟦k⟧}.x"="$⟦v⟧"\n',
        "COPY --from=$a --chown=$⟦u⟧:$⟦g⟧ --chmod=$⟦m⟧ --exclude=$x $⟦s⟧ $⟦d⟧\n",
        "ADD --checksum=$⟦c⟧ --keep-git-dir=$x $⟦s⟧ $⟦d⟧\n",
        'COPY ["$⟦s⟧", "$⟦d⟧"]\n',
        "COPY <<EOF $⟦d⟧\n$⟦a⟧ '$⟦b⟧' \\$c ${⟦d⟧:-$⟦e⟧}\nEOF\n",
        "COPY <<'EOF' $⟦d⟧\n$a\nEOF\n",
        "EXPOSE $⟦p⟧ 80\n",
        "VOLUME $⟦v⟧ /x\n",
        'VOLUME ["$⟦v⟧"]\n',
        "USER $⟦u⟧\n",
        "WORKDIR /a/$⟦w⟧ \n",
        "WORKDIR /a/$⟦w⟧\\\n/$⟦x⟧\n",
        "STOPSIGNAL $⟦s⟧\n",
        "RUN --mount=type=$⟦t⟧,target=/a/$⟦b⟧,from=$c --network=$n true\n",
        "MAINTAINER $a\n",
        'SHELL ["$a"]\n',
        "HELLO $a\n",
    ],
)
def test_what_the_builder_replaces(marked: str) -> None:
    assert drawn(spans(marked)[0], in_shell=False) == marked


@pytest.mark.parametrize(
    "marked",
    [
        "RUN echo $⟦a⟧ \"${⟦b⟧:-$⟦c⟧}\" '$d' \\$e $1 $?\n",
        "RUN a=$⟦b⟧ c > $⟦d⟧ && e \"$(f $⟦g⟧ '$h')\"\n",
        "RUN a \"$(b \"$⟦c⟧\" '$d' \"'$⟦e⟧'\")'$⟦f⟧'\" '$g'$⟦h⟧\n",
        "RUN a && \\\n  # $no\n  b $⟦c⟧\n",
        "RUN a$⟦b⟧\\\nc $⟦d⟧\n",
        "RUN for x in $⟦LIST⟧; do y $⟦x⟧; done\n",
        "RUN <<EOF\n# not $a\nb $⟦c⟧ '$d'\nEOF\n",
        "RUN python3 <<EOF\nprint('$⟦a⟧')\nEOF\n",
        "RUN python3 <<'EOF'\nprint('$a')\nEOF\n",
        'RUN ["sh", "-c", "a $⟦b⟧"]\n',
        'RUN ["a", "$b"]\n',
        "CMD a $⟦b⟧\n",
        'ENTRYPOINT ["/bin/bash", "-c", "exec $⟦b⟧"]\n',
        "HEALTHCHECK CMD a $⟦b⟧ || exit 1\n",
        "RUN Write-Host $env:⟦NAME⟧\n",
        "RUN echo ${#⟦a⟧}\n",
        "ENV a=$b\n",
    ],
)
def test_what_the_shell_replaces(marked: str) -> None:
    assert drawn(spans(marked)[0], in_shell=True) == marked


def test_in_onbuild_all_is_deferred() -> None:
    text, expected = spans("ONBUILD COPY $⟦a⟧ $⟦b⟧\n")
    (placed,) = parse(text).instructions
    found = mentions_of(placed.node)
    assert [each.name_span for each in found] == list(expected)
    assert all(each.deferred for each in found)


def test_words_are_those_that_the_builder_replaces_at_once() -> None:
    marked = "RUN --mount=type=cache,target=⟦$a/$a⟧,source=⟦$b⟧ true\n"
    text, expected = spans(marked)
    (placed,) = parse(text).instructions
    first, second = expected
    assert [each.word for each in mentions_of(placed.node)] == [first, first, second]


def test_many_names_in_one_instruction_take_little_time() -> None:
    (placed,) = parse("RUN echo " + "$a " * 20_000 + "\n").instructions
    assert len(mentions_of(placed.node)) == 20_000
