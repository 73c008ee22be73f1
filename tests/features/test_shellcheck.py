"""What the real ShellCheck says, at its places in a Dockerfile."""

import pytest

from dockwright.analysis.safety import Safety
from dockwright.features.diagnostics import report
from dockwright.features.fix_all import fix_all
from dockwright.features.settings import Settings
from dockwright.features.shellcheck import shellcheck_diagnostics
from dockwright.features.snapshot import Snapshot, facts_for
from dockwright.project.snapshot import UNKNOWN_PROJECT
from dockwright.rules.model import Severity
from dockwright.rules.shellcheck import is_shellcheck
from dockwright.syntax.logical import join
from dockwright.syntax.parser import parse
from dockwright.text.document import open_document
from dockwright.text.edit import apply
from tests.support.marks import spans
from tests.support.shellcheck import checker


def snapshot(text: str, settings: Settings | None = None) -> Snapshot:
    chosen = settings or Settings()
    facts = facts_for(parse(text), chosen)
    return Snapshot(open_document("", 0, text), facts, UNKNOWN_PROJECT, chosen, checker=checker())


def found(text: str, settings: Settings | None = None) -> list[str]:
    """The codes of ShellCheck's findings that are shown, in order."""
    shown = report(snapshot(text, settings)).diagnostics
    return [rule.name for rule, _ in shown if is_shellcheck(rule)]


def repaired(text: str, code: str) -> str:
    """The text after the first repair of a code."""
    for rule, finding in report(snapshot(text)).diagnostics:
        if rule.name == code and finding.fixes:
            return apply(text, finding.fixes[0].edits)
    return "no repair"


@pytest.mark.parametrize(
    ("code", "marked"),
    [
        ("SC2154", 'FROM x\nRUN echo "⟦$x⟧"\n'),
        ("SC2154", 'FROM x\r\nRUN true && \\\r\n\t echo "😋" "⟦$x⟧"\r\n'),
        ("SC2154", 'FROM x\nRUN a && \\\n  # why\n\n  b "⟦$lo\\\nng⟧" c\n'),
        ("SC2154", '# escape=`\nFROM x\nRUN a; `\n echo "⟦$x⟧"\n'),
        ("SC2154", 'FROM x\nONBUILD RUN \\\n  echo "⟦$x⟧"\n'),
        ("SC2154", 'FROM x\nHEALTHCHECK --interval=5s \\\n  CMD test "⟦$x⟧"\n'),
        ("SC2154", 'FROM x\nRUN --mount=type=cache,target=/c <<EOF\n\techo "😋" "⟦$x⟧"\nEOF\n'),
        ("SC2154", 'FROM x\nRUN <<-EOF\r\n\tcd /\r\n\t\techo "⟦$x⟧"\r\n\tEOF\r\n'),
        ("SC2154", "FROM x\nRUN cat <<EOF > /a && b \\\n  && c\none ⟦$x⟧\nEOF\n"),
        ("SC1073", "FROM x\nRUN ⟦i⟧f true; then a\n"),
    ],
)
def test_place(code: str, marked: str) -> None:
    text, expected = spans(marked)
    shown = report(snapshot(text)).diagnostics
    assert tuple(finding.span for rule, finding in shown if rule.name == code) == expected


def test_a_template_is_no_shell_text() -> None:
    shown = report(snapshot("FROM {{ image }}\nRUN {{ if a }}b $c{{ end }}\n")).diagnostics
    assert [rule.name for rule, _ in shown if is_shellcheck(rule)] == []


def test_severities_and_messages() -> None:
    shown = report(snapshot("FROM debian:12\nRUN [ $x == `a` ]\n")).diagnostics
    told = {rule.name: (rule.severity, finding.message) for rule, finding in shown if is_shellcheck(rule)}
    assert told == {
        "SC2006": (Severity.HINT, "Use $(...) notation instead of legacy backticks `...`"),
        "SC2046": (Severity.INFO, "Quote this to prevent word splitting"),
        "SC2086": (Severity.INFO, "Double quote to prevent globbing and word splitting"),
        "SC2154": (Severity.WARNING, "x is referenced but not assigned"),
        "SC3014": (Severity.ERROR, "In dash, == in place of = is not supported"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "FROM x\nARG v\nENV w=1\nRUN echo $v $w\n",
        'FROM x\nRUN . /etc/profile; . "$HOME/x"\n',
        "FROM x\nRUN echo one \\\n    two\n",
        "FROM x\nRUN <<EOF\r\necho one\r\nEOF\r\n",
        "FROM fedora:42\nRUN [[ -f /a ]] && source /a\n",
        'FROM alpine:3.22\nRUN set -o pipefail; f() { local a=1; echo "$a"; }; f | cat\n',
        'FROM x\nSHELL ["/bin/sh", "-ec"]\nRUN cd /a; b\n',
    ],
)
def test_what_is_no_problem(text: str) -> None:
    assert found(text) == []


def test_suppression() -> None:
    run = "RUN echo $x\n"
    assert found(f"FROM x\n{run}") == ["SC2086", "SC2154"]
    assert found(f"FROM x\n# hadolint ignore=SC2086\n{run}") == ["SC2154"]
    assert found(f"FROM x\n# dockwright ignore=sc2154,SC2086\n{run}") == []
    assert found(f"# hadolint global ignore=SC2154\nFROM x\n{run}{run}") == ["SC2086", "SC2086"]
    assert found("FROM x\nRUN <<EOF\n# shellcheck disable=SC2154\necho $x\necho $y\nEOF\n") == ["SC2086", "SC2086"]


def test_suppression_that_does_nothing_is_not_reported_for_a_code() -> None:
    shown = report(snapshot("FROM x\n# dockwright ignore=SC2086\nRUN a\n")).diagnostics
    assert [rule.name for rule, _ in shown if rule.name == "unused-suppression"] == []


def test_settings() -> None:
    text = "FROM x\nRUN echo $x\n"
    assert found(text, Settings(ignore=frozenset({"sc2086"}))) == ["SC2154"]
    assert found(text, Settings(ignore=frozenset({"shell"}))) == []
    assert found(text, Settings(severities=(("sc2154", Severity.OFF),))) == ["SC2086"]


@pytest.mark.parametrize(
    ("code", "before", "after"),
    [
        ("SC2086", "FROM x\nRUN a && \\\n  echo $x\n", 'FROM x\nRUN a && \\\n  echo "$x"\n'),
        ("SC2086", "FROM x\nRUN echo $x\\\n  b\n", 'FROM x\nRUN echo "$x"\\\n  b\n'),
        ("SC2086", "FROM x\nRUN echo a\\\n $x\n", 'FROM x\nRUN echo a\\\n "$x"\n'),
        ("SC2086", "FROM x\nRUN echo $lo\\\nng b\n", 'FROM x\nRUN echo "$lo\\\nng" b\n'),
        ("SC2006", 'FROM x\r\nRUN a="`b`"; \\\r\n  echo "$a"\r\n', 'FROM x\r\nRUN a="$(b)"; \\\r\n  echo "$a"\r\n'),
        ("SC2086", "FROM x\nRUN <<-EOF\n\techo 😋 $x\n\tEOF\n", 'FROM x\nRUN <<-EOF\n\techo 😋 "$x"\n\tEOF\n'),
        ("SC2164", "FROM x\nRUN <<EOF\ncd /a\nb\nEOF\n", "FROM x\nRUN <<EOF\ncd /a || exit\nb\nEOF\n"),
    ],
)
def test_repair(code: str, before: str, after: str) -> None:
    assert repaired(before, code) == after


def test_repairs_are_made_only_when_unsafe_ones_are_asked_for() -> None:
    text = "FROM x\nRUN echo $x $y && ls `pwd`\n"
    shot = snapshot(text)
    quoting = frozenset({"sc2086", "sc2006"})
    assert fix_all(shot, frozenset({Safety.SAFE}), quoting).text == text
    both = frozenset({Safety.SAFE, Safety.UNSAFE})
    assert fix_all(shot, both, quoting).text == 'FROM x\nRUN echo "$x" "$y" && ls $(pwd)\n'


def test_a_repair_does_to_the_joined_text_what_shellcheck_meant() -> None:
    """Whatever the layout in the source: joined, the repaired text is the repaired joined text."""
    plain = "FROM x\nRUN echo $one `two three` && cd $four; five $six\n"
    laid_out = "FROM x\nRUN echo \\\n  # c\n$one `two\\\n three`\\\r\n && cd $fo\\\n\nur; \\\n five $six\n"
    joined: list[list[str]] = []
    for text in (plain, laid_out):
        diagnostics = shellcheck_diagnostics(facts_for(parse(text), Settings()), Settings(), checker())
        results = [apply(text, fix.edits) for _, finding in diagnostics for fix in finding.fixes]
        joined.append([" ".join(join(result[7:], "\\").text.split()) for result in results])
    assert len(joined[0]) > 3
    assert joined[0] == joined[1]
