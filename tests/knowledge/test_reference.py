"""The prose on the language: complete, in its place, and of the right shape."""

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import Field, asdict
from typing import ClassVar, Protocol, get_type_hints

import pytest

from dockwright.knowledge import reference
from dockwright.syntax import nodes

KEYWORDS = {
    node.__name__.upper()
    for node in vars(nodes).values()
    if inspect.isclass(node) and issubclass(node, nodes.Instruction) and node.__module__ == nodes.__name__
}
FLAGS = {
    "ADD": ["--checksum", "--chmod", "--chown", "--exclude", "--keep-git-dir", "--link", "--unpack"],
    "COPY": ["--chmod", "--chown", "--exclude", "--from", "--link", "--parents"],
    "FROM": ["--platform"],
    "HEALTHCHECK": ["--interval", "--retries", "--start-interval", "--start-period", "--timeout"],
    "RUN": ["--device", "--mount", "--network", "--security"],
}


class Doc(Protocol):
    """What all kinds have."""

    __dataclass_fields__: ClassVar[dict[str, Field[object]]]

    @property
    def summary(self) -> str: ...


def everything() -> Iterator[Doc]:
    yield from reference.instructions().values()
    for keyword in reference.instructions():
        yield from reference.flags(keyword).values()
    yield from reference.mount_types().values()
    for name in reference.mount_types():
        yield from reference.mount_keys(name).values()
    yield from reference.directives().values()
    yield from reference.variables().values()
    yield from reference.labels().values()
    yield from reference.signals().values()


def test_every_instruction_has_its_page() -> None:
    assert len(reference.instructions()) == 18
    assert set(reference.instructions()) <= KEYWORDS
    assert [name for name, doc in reference.instructions().items() if doc.deprecated] == ["MAINTAINER"]


def test_every_flag_has_its_page() -> None:
    assert {name: list(reference.flags(name)) for name in reference.instructions() if reference.flags(name)} == FLAGS


@pytest.mark.parametrize(
    ("instruction", "flag", "since", "channel"),
    [
        ("RUN", "--mount", "1.2", "stable"),
        ("RUN", "--network", "1.3", "stable"),
        ("RUN", "--security", "1.20", "stable"),
        ("RUN", "--device", "1.14", "labs"),
        ("COPY", "--from", "", "stable"),
        ("COPY", "--link", "1.4", "stable"),
        ("COPY", "--parents", "1.20", "stable"),
        ("COPY", "--exclude", "1.19", "stable"),
        ("ADD", "--keep-git-dir", "1.1", "stable"),
        ("ADD", "--checksum", "1.6", "stable"),
        ("ADD", "--unpack", "1.17", "stable"),
    ],
)
def test_since_which_syntax(instruction: str, flag: str, since: str, channel: str) -> None:
    doc = reference.flags(instruction)[flag]
    assert (doc.since, doc.channel) == (since, channel)


def test_only_lists_may_be_repeated() -> None:
    repeatable = {
        f"{keyword} {name}"
        for keyword in reference.instructions()
        for name, doc in reference.flags(keyword).items()
        if doc.repeatable
    }
    assert repeatable == {"ADD --exclude", "COPY --exclude", "RUN --device", "RUN --mount"}


@pytest.mark.parametrize(
    ("mount", "keys"),
    [
        ("bind", {"type", "target", "source", "from", "readonly", "readwrite"}),
        (
            "cache",
            {"type", "target", "source", "from", "readonly", "readwrite", "id", "sharing", "mode", "uid", "gid"},
        ),
        (
            "secret",
            {"type", "target", "source", "readonly", "readwrite", "id", "required", "env", "mode", "uid", "gid"},
        ),
        ("ssh", {"type", "target", "readonly", "readwrite", "id", "required", "mode", "uid", "gid"}),
        ("tmpfs", {"type", "target", "readonly", "readwrite", "size"}),
    ],
)
def test_keys_of_each_mount(mount: str, keys: set[str]) -> None:
    assert {doc.name for doc in reference.mount_keys(mount).values()} == keys


def test_other_spellings_have_the_same_page() -> None:
    keys = reference.mount_keys("bind")
    assert keys["dst"] is keys["destination"] is keys["target"]
    assert keys["src"] is keys["source"]
    assert reference.variables()["http_proxy"] is reference.variables()["HTTP_PROXY"]


def test_directives() -> None:
    assert set(reference.directives()) == {"syntax", "escape", "check"}
    assert reference.directives()["escape"].values == ("\\", "`")


def test_kinds_of_variables() -> None:
    kinds = {name: doc.kind for name, doc in reference.variables().items()}
    assert kinds["TARGETARCH"] == "platform"
    assert kinds["no_proxy"] == "proxy"
    assert kinds["SOURCE_DATE_EPOCH"] == "builder"


@pytest.mark.parametrize("text", ["SIGTERM", "TERM", "term", "15"])
def test_signal_by_any_spelling(text: str) -> None:
    doc = reference.signal(text)
    assert doc is not None
    assert doc.name == "SIGTERM"


@pytest.mark.parametrize("text", ["", "SIGNONE", "900", "²"])
def test_no_signal(text: str) -> None:
    assert reference.signal(text) is None


def test_ports() -> None:
    assert reference.port(5432) == "PostgreSQL"
    assert reference.port(54321) == ""


def test_entries_have_what_their_class_declares() -> None:
    for doc in everything():
        hints = get_type_hints(type(doc))
        for name, value in asdict(doc).items():
            declared = hints[name]
            expected = tuple if str(declared).startswith("tuple") else declared
            assert type(value) is expected, f"{name} of {doc}"


def test_texts_are_whole() -> None:
    for doc in everything():
        texts = (doc.summary, *getattr(doc, "notes", ()), getattr(doc, "cache", "Cached."))
        assert [text for text in texts if not re.fullmatch(r"[A-Z`].{5,}\.", text)] == []
        link = getattr(doc, "link", "https://example.com/")
        assert re.fullmatch(r"https://[a-z.]+/\S*", link), link


@pytest.mark.parametrize(
    "ask", [reference.instructions, reference.mount_types, reference.directives, reference.variables]
)
def test_pages_are_read_once(ask: Callable[[], dict[str, object]]) -> None:
    assert ask() is ask()
