"""Programs behind wrappers, and where they run."""

import pytest

from dockwright.model.commands import Call, calls_in, calls_of
from tests.model.packages.reading import run, values
from tests.support.marks import spans


def show(call: Call) -> str:
    """A call as `words @directory via wrappers`."""
    parts = [values(call.environment), values(call.words)]
    if call.directory != "":
        parts.append(f"@{call.directory}")
    if call.wrappers:
        parts.append(f"via {' '.join(call.wrappers)}")
    return " ".join(part for part in parts if part)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("a b", ["a b"]),
        ("/usr/bin/a.exe b", ["/usr/bin/a.exe b"]),
        ("A=1", []),
        ("A=1 B=2 a", ["A=1 B=2 a"]),
        ("export A=1 B && a; C=3 b", ["A=1 a", "A=1 C=3 b"]),
        ("sudo -E -u x A=1 a -b", ["A=1 a -b via sudo"]),
        ("env -i PATH=/ a", ["PATH=/ a via env"]),
        ("env", ["env"]),
        ("sudo", ["sudo"]),
        ("exec 3>file", ["exec"]),
        ("exec gosu user a", ["a via exec gosu"]),
        ("timeout --signal=KILL 5 a -s", ["a -s via timeout"]),
        ("timeout 5", ["timeout 5"]),
        ("xargs -0 -n 1 a b", ["a b via xargs"]),
        ("command -v a", ["command -v a"]),
        ("command a", ["a via command"]),
        ("tini -g -- a", ["a via tini"]),
        ("sh -c 'a b; c'", ["sh -c a b; c", "a b via sh", "c via sh"]),
        ("sh file.sh", ["sh file.sh"]),
        ("sh -e", ["sh -e"]),
        ("sudo sh -c 'env A=1 a'", ["sh -c env A=1 a via sudo", "A=1 a via sudo sh env"]),
        ("A=1 sh -c a", ["A=1 sh -c a", "A=1 a via sh"]),
        ('sh -c "$(a)"', ["sh -c $(a)", "a"]),
        ('sh -c "cd $(b) && a `b`"', ["sh -c cd $(b) && a `b`", "cd $(b) via sh", "a `b` @None via sh", "b", "b"]),
        ("sh -c 'a'b", ["sh -c ab"]),
        ("sh -c 'a'\"b\"'c'", ["sh -c abc"]),
        ('sh -c "a"b"c"', ["sh -c abc"]),
        ("sh -c a\\b", ["sh -c ab"]),
        ("sh -c a", ["sh -c a", "a via sh"]),
        ('["a", "b c"]', ["a b c"]),
        ('["sh", "-c", "a && b"]', ["sh -c a && b", "a via sh", "b via sh"]),
        ('["sh", "-c", "a \\"b\\""]', ['sh -c a "b"']),
        ("<<EOF\na\nb\nEOF", ["a", "b"]),
        ("bash -ex <<'EOF'\na\nEOF", ["bash -ex", "a"]),
        ("bash -o pipefail -s <<'EOF'\na\nEOF", ["bash -o pipefail -s", "a"]),
        ("sh -c b <<'EOF'\na\nEOF", ["sh -c b", "b via sh"]),
        ("bash x.sh <<'EOF'\na\nEOF", ["bash x.sh"]),
        ("cat <<EOF > f\na\nEOF", ["cat"]),
    ],
)
def test_calls(line: str, expected: list[str]) -> None:
    assert [show(call) for call in calls_of(run(line))] == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("x; cd a && x; x", ["", "a", "a"]),
        ("cd a && cd b && x && cd .. && x", ["a/b", "a"]),
        ("cd a && cd .. && x", [""]),
        ("cd .. && x", [".."]),
        ("cd /a && x && cd b/../c/ && x", ["/a", "/a/c"]),
        ("cd a && x && cd - && x", ["a", ""]),
        ("cd && x", [None]),
        ("cd ~ && x", [None]),
        ("cd $A && x && cd b && x && cd /c && x", [None, None, "/c"]),
        ("cd -P a && x", ["a"]),
        ("cd 'a b' && x", ["a b"]),
        ("pushd a && x && pushd b && x && popd && x && popd && x", ["a", "a/b", "a", ""]),
        ("popd && x", [None]),
        ("(cd a && x) && x", ["a", ""]),
        ("(cd a && x) && (cd b && x); x", ["a", "b", ""]),
        ("(cd a && (cd b && x) && x) && x", ["a/b", "a", ""]),
        ("( x ) && cd a && x", ["", "a"]),
        ("{ cd a && x; } && x", ["a", None]),
        ("if x; then cd a; x; fi; x", ["", "a", None]),
        ("for d in a b; do cd $d && x; done; x", [None, None]),
        ("case $v in a) cd a; x;; *) x;; esac; x", ["a", "a", None]),
        ("y=$(cd a && x) && x", ["a", ""]),
        ("cd $(dirname $0) && x", [None]),
        ("x || cd a; x", ["", None]),
        ("sh -c 'cd a && x' && x", ["a", ""]),
        ("cd a && sh -c 'cd b && x'; x", ["a/b", "a"]),
        ("cd a \\\n  # (see b)\n && x", ["a"]),
        ("f() { cd a; }; x", [None]),
    ],
)
def test_directory(line: str, expected: list[str | None]) -> None:
    assert [call.directory for call in calls_of(run(line)) if call.name == "x"] == expected


@pytest.mark.parametrize(
    "marked",
    [
        "sh -c '⟦a b⟧; ⟦c⟧'",
        'bash -c "⟦a $x⟧"',
        'sh -c "⟦echo \\"a\\"⟧ && ⟦b⟧"',
        "sh -c '⟦a⟧ \\\n   && ⟦b \\\n   # why\n   c⟧'",
        '["sh", "-c", "⟦a⟧ && ⟦b⟧"]',
        "bash <<EOF\n⟦a b⟧\n⟦c⟧\nEOF",
    ],
)
def test_text_inside_a_word_has_its_place_in_the_source(marked: str) -> None:
    text, expected = spans(f"RUN {marked}\n")
    found = [call.span for call in calls_of(run(text)) if call.name not in {"sh", "bash"}]
    assert tuple(found) == expected


def test_a_variable_is_the_last_assignment() -> None:
    (call,) = calls_of(run("export A=1 && env A=3 B=x=y a"))
    assert (call.variable("A"), call.variable("B"), call.variable("C")) == ("3", "x=y", None)
    assert call.is_open_ended is False


def test_text_that_cannot_be_placed_is_not_read() -> None:
    """Without the instruction around it, a word with a continuation inside is longer than its text."""
    (script,) = run('RUN sh -c "a && \\\n b" && c\n').scripts
    assert [show(call) for call in calls_in(script)] == ["sh -c a &&  b", "c"]
