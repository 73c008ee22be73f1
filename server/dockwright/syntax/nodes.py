"""What a Dockerfile consists of.

Every node is immutable and knows its own exact text; spans in an instruction
are relative to the first code point of that text, so equal text is the same
node wherever it stands (see `parser.parse_instruction`). `Placed` says where.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from dockwright.syntax.shell.nodes import Script
from dockwright.text.span import Span

KEYWORDS = (
    "ADD",
    "ARG",
    "CMD",
    "COPY",
    "ENTRYPOINT",
    "ENV",
    "EXPOSE",
    "FROM",
    "HEALTHCHECK",
    "LABEL",
    "MAINTAINER",
    "ONBUILD",
    "RUN",
    "SHELL",
    "STOPSIGNAL",
    "USER",
    "VOLUME",
    "WORKDIR",
)
"""The keywords of the language."""


class Problem(NamedTuple):
    """Something the language does not allow, found while parsing.

    `code` is the kebab-case name of the rule that reports it; `detail` is the
    offending text or the message's variable part.
    """

    code: str
    span: Span
    detail: str


class Substitution(NamedTuple):
    """One `$name` or `${name…}`.

    `operator` is `""`, `:-`, `-`, `:+`, `+`, `:?`, `?`, `#`, `##`, `%`, `%%`,
    `/` or `//`; `operand` is the raw text after it, up to the closing brace.
    """

    name: str
    span: Span
    name_span: Span
    operator: str
    operand: str


class Word(NamedTuple):
    """One argument.

    `raw` is the word as the parser sees it (line continuations removed),
    `value` the same with quotes and escapes removed and substitutions left as
    written, `span` the source it came from, continuations included.
    """

    raw: str
    span: Span
    value: str
    substitutions: tuple[Substitution, ...] = ()

    @property
    def literal(self) -> str | None:
        """The value if no variable stands in it."""
        return None if self.substitutions else self.value


class Flag(NamedTuple):
    """`--name` or `--name=value` before the arguments; `value` is None without `=`.

    `name` has no dashes. `text` is as BuildKit reads it: quotes and escapes
    removed. `fields` are the comma-separated parts of a `--mount`.
    """

    name: str
    name_span: Span
    value: Word | None
    span: Span
    text: str
    fields: tuple["MountField", ...] = ()


class MountField(NamedTuple):
    """One `key=value` of a mount; `value` is None without `=`. `key` is lower case."""

    key: str
    key_span: Span
    value: str | None
    value_span: Span
    span: Span


class Heredoc(NamedTuple):
    """A here-document: `opener` is the `<<NAME` word, `body` the lines, `terminator` the last line's name.

    `expand` is False if the name was quoted, `chomp` is True for `<<-`.
    `terminator` is None if the file ends first. `content` is the body as BuildKit
    keeps it: tabs still there, line ends as written.
    """

    name: str
    opener: Span
    body: Span
    terminator: Span | None
    expand: bool
    chomp: bool
    fd: int
    content: str
    script: Script | None = None


class Assignment(NamedTuple):
    """`key=value` of ENV, LABEL and ARG; `value` is None for an ARG without default.

    `legacy` marks the `ENV key value` form.
    """

    key: Word
    value: Word | None
    span: Span
    legacy: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class CommandForm:
    """The argument of RUN, CMD, ENTRYPOINT, SHELL and HEALTHCHECK CMD.

    Exec form: `words` are the members of the JSON array, `script` is None.
    Shell form: `words` is None and `script` the parsed shell text.
    `span` covers the argument, `text` is its joined text.
    """

    span: Span
    text: str
    words: tuple[Word, ...] | None
    script: Script | None

    @property
    def is_exec(self) -> bool:
        """Whether it is a JSON array."""
        return self.words is not None


@dataclass(frozen=True, slots=True, eq=False)
class Instruction:
    """One instruction with its continuation lines and here-documents.

    `text` begins at the start of the instruction's first line, blanks
    included, and ends after its last line's end: the items of a file, joined,
    are the file. `span` runs from the keyword to the last code point that
    means something, here-documents not counted. `arguments` are BuildKit's
    own arguments in its own splitting; `json` tells whether they came from a
    JSON array. `continuations` are the spans of the escape characters at line ends
    with the comments and blank lines swallowed there.
    """

    text: str
    escape: str
    span: Span
    keyword: Word
    flags: tuple[Flag, ...]
    arguments: tuple[Word, ...]
    json: bool
    rest: Word
    heredocs: tuple[Heredoc, ...]
    problems: tuple[Problem, ...]
    continuations: tuple[Span, ...]
    empty_lines: tuple[Span, ...]
    """Blank lines inside a continuation."""

    @property
    def name(self) -> str:
        """The keyword in upper case."""
        return self.keyword.raw.upper()

    def flag(self, name: str) -> Flag | None:
        """The first flag of that name."""
        for flag in self.flags:
            if flag.name == name:
                return flag
        return None


@dataclass(frozen=True, slots=True, eq=False)
class From(Instruction):
    """FROM [--platform=P] image [AS name]. `image` is None while nothing is typed."""

    image: Word | None
    as_word: Word | None
    alias: Word | None


@dataclass(frozen=True, slots=True, eq=False)
class Arg(Instruction):
    """ARG name[=default] …, one or several."""

    assignments: tuple[Assignment, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Env(Instruction):
    """ENV key=value…, or the legacy `ENV key value`."""

    assignments: tuple[Assignment, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Label(Instruction):
    """LABEL key=value…, or the legacy `LABEL key value`."""

    assignments: tuple[Assignment, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Transfer(Instruction):
    """What COPY and ADD share. Here-document openers count among the sources.

    `destination` is None if there are fewer than two arguments.
    """

    sources: tuple[Word, ...]
    destination: Word | None


@dataclass(frozen=True, slots=True, eq=False)
class Copy(Transfer):
    """COPY source… destination."""

    @property
    def source_stage(self) -> Word | None:
        """The value of `--from`."""
        flag = self.flag("from")
        return flag.value if flag else None


@dataclass(frozen=True, slots=True, eq=False)
class Add(Transfer):
    """ADD source… destination."""


@dataclass(frozen=True, slots=True, eq=False)
class Run(Instruction):
    """RUN; `command` is None when empty."""

    command: CommandForm | None

    @property
    def mounts(self) -> tuple[Flag, ...]:
        """The `--mount` flags."""
        return tuple(flag for flag in self.flags if flag.name == "mount")

    @property
    def scripts(self) -> tuple[Script, ...]:
        """The shell text it runs: of its command, or of the here-document that is its command."""
        bodies = tuple(doc.script for doc in self.heredocs if doc.script is not None)
        if bodies or self.command is None or self.command.script is None:
            return bodies
        return (self.command.script,)


@dataclass(frozen=True, slots=True, eq=False)
class Cmd(Instruction):
    """CMD."""

    command: CommandForm | None


@dataclass(frozen=True, slots=True, eq=False)
class Entrypoint(Instruction):
    """ENTRYPOINT."""

    command: CommandForm | None


@dataclass(frozen=True, slots=True, eq=False)
class Shell(Instruction):
    """SHELL ["executable", "parameters"]."""

    command: CommandForm | None


@dataclass(frozen=True, slots=True, eq=False)
class Healthcheck(Instruction):
    """HEALTHCHECK NONE or HEALTHCHECK [flags] CMD command; `kind` is that first word."""

    kind: Word | None
    command: CommandForm | None


@dataclass(frozen=True, slots=True, eq=False)
class Expose(Instruction):
    """EXPOSE port…; the ports are `arguments`."""


@dataclass(frozen=True, slots=True, eq=False)
class Volume(Instruction):
    """VOLUME; the paths are `arguments`."""


@dataclass(frozen=True, slots=True, eq=False)
class User(Instruction):
    """USER name[:group]."""

    user: Word | None


@dataclass(frozen=True, slots=True, eq=False)
class Workdir(Instruction):
    """WORKDIR path."""

    path: Word | None


@dataclass(frozen=True, slots=True, eq=False)
class StopSignal(Instruction):
    """STOPSIGNAL signal."""

    signal: Word | None


@dataclass(frozen=True, slots=True, eq=False)
class Maintainer(Instruction):
    """MAINTAINER name (deprecated)."""

    author: Word | None


@dataclass(frozen=True, slots=True, eq=False)
class OnBuild(Instruction):
    """ONBUILD instruction; the spans of `trigger` are relative to the ONBUILD's own text, like all others."""

    trigger: Instruction | None


@dataclass(frozen=True, slots=True, eq=False)
class Unknown(Instruction):
    """A line whose first word is no instruction."""


class Comment(NamedTuple):
    """A comment line between instructions; `span` runs from the `#` to the last visible code point."""

    text: str
    span: Span

    @property
    def content(self) -> str:
        """What stands after the `#`, trimmed."""
        return self.span.of(self.text)[1:].strip()


class Blank(NamedTuple):
    """A blank line between instructions (or a byte order mark before the first)."""

    text: str


class Directive(NamedTuple):
    """`# name=value` in force at the top of the file; spans are absolute. `name` is lower case."""

    name: str
    name_span: Span
    value: str
    value_span: Span
    span: Span


Item = Instruction | Comment | Blank
ItemT_co = TypeVar("ItemT_co", bound=Item, covariant=True)


class Placed(NamedTuple, Generic[ItemT_co]):
    """A node and the offset of its first code point in the file."""

    at: int
    node: ItemT_co

    @property
    def span(self) -> Span:
        """Where the node's meaningful text stands in the file."""
        node = self.node
        if isinstance(node, Blank):
            return Span(self.at, self.at + len(node.text))
        return node.span.shift(self.at)

    @property
    def end(self) -> int:
        """The offset after the node's last line end."""
        return self.at + len(self.node.text)

    def place(self, span: Span) -> Span:
        """A span of the node as a span of the file."""
        return span.shift(self.at)


@dataclass(frozen=True, slots=True, eq=False)
class File:
    """A parsed Dockerfile: the texts of `items`, joined, are `text`."""

    text: str
    escape: str
    items: tuple[Placed[Item], ...]
    instructions: tuple[Placed[Instruction], ...]
    directives: tuple[Directive, ...]
    problems: tuple[Problem, ...]
    """Problems of no single instruction (directives); spans are absolute."""

    def directive(self, name: str) -> Directive | None:
        """The first directive of that name."""
        for directive in self.directives:
            if directive.name == name:
                return directive
        return None

    def comments_above(self, index: int) -> Iterator[Placed[Comment]]:
        """The comments that BuildKit attaches to the instruction `instructions[index]`, top down.

        Blank lines do not detach a comment; an empty comment and an instruction do.
        """
        first = bisect_left(self.items, self.instructions[index].at, key=_offset)
        directives = {directive.span.start for directive in self.directives}
        above: list[Placed[Comment]] = []
        for position in range(first - 1, -1, -1):
            item = self.items[position]
            if isinstance(item.node, Instruction):
                break
            if isinstance(item.node, Comment) and item.span.start not in directives:
                if not item.node.text[1:].strip():
                    break
                above.append(Placed(item.at, item.node))
        return reversed(above)


def _offset(item: Placed[Item]) -> int:
    return item.at
