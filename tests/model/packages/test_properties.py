"""What holds for any text."""

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from dockwright.model.commands import calls_of, calls_of_form
from dockwright.model.packages import builds_of, cleanups_of, downloads_of, packages_of, start_of
from dockwright.syntax.nodes import Cmd, Instruction, Run
from dockwright.syntax.parser import parse
from dockwright.text.span import Span

PROGRAMS = (
    "npm yarn pnpm npx pip python apt-get apk go dotnet mvn bundle composer cargo java node make gcc curl wget rm"
)
ARGUMENTS = (
    "-m mod install build ci i run exec add a@1 @a/b a==1 -qy --omit=dev --prefix -C -o: /p:x=y +x https://a -O-"
)
SHELL = "sh -c bash cd .. dir ( ) && ; | { } if then fi sudo env A=1 xargs find /var/* -delete $x $(npm \\\n # << >"
QUOTES = '" \' "npm ci" \'cd x;npm i\' "a\\"b" 😋'
ODD = "- -- --= -= '' @ = -y= ] ["
WORDS = st.sampled_from(f"{PROGRAMS} {ARGUMENTS} {SHELL} {QUOTES} {ODD}".split(" "))
COMMANDS = st.lists(WORDS, max_size=14).map(" ".join)


def spans_of(node: Instruction) -> Iterator[Span]:
    """Every span in every fact of an instruction."""
    if isinstance(node, Run):
        yield from (call.span for call in calls_of(node))
        for command in packages_of(node):
            yield from (command.span, command.name_span, command.verb_span)
            yield from (option.span for option in command.options)
            yield from (option.value_span for option in command.options if option.value_span is not None)
            yield from (package.span for package in command.packages)
        yield from (step.span for step in builds_of(node))
        yield from (word.span for download in downloads_of(node) for word in download.urls)
        yield from (cleanup.span for cleanup in cleanups_of(node))
    elif isinstance(node, Cmd) and node.command is not None:
        yield from (call.span for call in calls_of_form(node.command))
        start = start_of(node.command)
        if start is not None and start.target is not None:
            yield start.target.span


@given(COMMANDS, st.sampled_from(["RUN", "CMD"]))
def test_facts_stay_in_their_instruction(text: str, keyword: str) -> None:
    for placed in parse(f"{keyword} {text}\n").instructions:
        whole = Span(0, len(placed.node.text))
        assert [span for span in spans_of(placed.node) if span.start > span.end or not whole.encloses(span)] == []


@given(COMMANDS)
def test_words_stand_where_they_are_said_to(text: str) -> None:
    for placed in parse(f"RUN {text}\n").instructions:
        node = placed.node
        if isinstance(node, Run):
            plain = [word for call in calls_of(node) for word in call.words if not set('\\"') & set(node.text)]
            assert [word for word in plain if word.span.of(node.text) != word.text] == []


@given(
    st.text(max_size=60), st.sampled_from(["RUN npm ", "RUN ", "CMD ", "RUN apt-get install ", "RUN sh -c ", "RUN ["])
)
def test_no_text_is_too_odd(text: str, before: str) -> None:
    for placed in parse(f"{before}{text}").instructions:
        whole = Span(0, len(placed.node.text))
        assert all(whole.encloses(span) for span in spans_of(placed.node))
