"""Variables that commands set."""

import pytest

from dockwright.model.assigned import assigned_in
from dockwright.syntax.parser import parse
from tests.support.marks import mark, spans


@pytest.mark.parametrize(
    "marked",
    [
        "RUN ⟦A⟧=1 ⟦B⟧=2 make && echo $A\n",
        "RUN ⟦A⟧+=1; \\\n  ⟦B⟧=$(x)\n",
        "RUN export ⟦A⟧=1 ⟦B⟧; readonly ⟦C⟧=2; unset ⟦A⟧\n",
        "RUN cat x | while read -r ⟦a⟧ ⟦b⟧; do :; done\n",
        "RUN for ⟦f⟧ in a b; do for ⟦g⟧ in $f; do echo $g; done; done\n",
        "RUN echo A=1 'for x in y' -DA=1\n",
        "RUN <<EOF\n⟦A⟧=1\nEOF\n",
        "ONBUILD RUN ⟦A⟧=1\n",
        "ENV A=1\n",
        'RUN ["A=1"]\n',
        "ONBUILD\n",
    ],
)
def test_names(marked: str) -> None:
    text, _ = spans(marked)
    (placed,) = parse(text).instructions
    found = assigned_in(placed.node)
    assert mark(text, (placed.place(each.span) for each in found)) == marked
    assert all(each.span.of(placed.node.text) == each.name for each in found)
