"""Completion: the labels that are offered, and what the text is after one is taken."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dockwright.analysis.images import KNOWN_IMAGES
from dockwright.features.completion import Completions, complete
from dockwright.features.completions.model import Completion
from dockwright.features.diagnostics import report
from dockwright.features.documentation import documentation
from dockwright.features.snapshot import Snapshot
from dockwright.knowledge import reference
from dockwright.model.facts import facts_of
from dockwright.project.snapshot import UNKNOWN_PROJECT, Project, from_files
from dockwright.rules.model import Severity
from dockwright.syntax.parser import parse
from dockwright.text.document import open_document
from dockwright.text.span import Span
from tests.support.marks import cursor

PROJECT = from_files(
    {
        "package.json": '{"scripts": {"build": "tsc", "start:prod": "node ."}}',
        "src/a.ts": "",
        "src/b c.ts": "",
        "dist/a.js": "",
        ".dockerignore": "dist\n",
    }
)


def snapshot(text: str, project: Project = UNKNOWN_PROJECT) -> Snapshot:
    return Snapshot(open_document("", 0, text), facts_of(parse(text), KNOWN_IMAGES), project)


def completed(marked: str, project: Project = UNKNOWN_PROJECT, trigger: str = "") -> Completions:
    text, offset = cursor(marked)
    return complete(snapshot(text, project), offset, trigger)


def labels(marked: str, project: Project = UNKNOWN_PROJECT) -> list[str]:
    return [item.label for item in completed(marked, project).items]


def named(marked: str, label: str, project: Project = UNKNOWN_PROJECT) -> Completion:
    (found,) = [item for item in completed(marked, project).items if item.label == label]
    return found


def taken(marked: str, label: str, project: Project = UNKNOWN_PROJECT) -> str:
    """The text after the item of that label is taken, with its tab stops filled in."""
    text, _ = cursor(marked)
    item = named(marked, label, project).plain
    return text[: item.span.start] + item.text + text[item.span.end :]


STAGE = "FROM debian:13\n"


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("‸", ["FROM", "ARG", "FROM image AS name", "# syntax=", "# escape=", "# check="]),
        ("ARG A\n‸", ["ARG", "FROM", "FROM image AS name"]),
        ("A‸\nFROM debian:13\n", ["ARG"]),
        (f"{STAGE}WO‸", ["WORKDIR"]),
        (f"{STAGE}ONBUILD WO‸", ["WORKDIR"]),
        (f"{STAGE}ONBUILD FR‸", []),
        ("FROM debian:13 ‸", ["AS"]),
        ("FROM debian:13 AS ‸", []),
        ("from debian:13 ‸", ["as"]),
        (f"{STAGE}COPY --‸", ["--from", "--chown", "--link", "--chmod", "--exclude", "--parents"]),
        (f"{STAGE}COPY --link --from=x --l‸ a b", []),
        (f"{STAGE}COPY a --‸", []),
        ("# syntax=docker/dockerfile:1.3\nFROM debian:13\nCOPY --‸ a b", ["--from", "--chown", "--chmod"]),
        (f"{STAGE}RUN --de‸", []),
        ("# syntax=docker/dockerfile:1-labs\nFROM debian:13\nRUN --de‸", ["--device"]),
        (f"{STAGE}COPY --link=‸ a b", ["true", "false"]),
        (f"{STAGE}RUN --network=‸", ["default", "none", "host"]),
        (f"{STAGE}RUN --mount=t‸", ["type=cache", "type=bind", "type=secret", "type=ssh", "type=tmpfs", "target"]),
        (f"{STAGE}RUN --mount=type=‸", ["cache", "bind", "secret", "ssh", "tmpfs"]),
        (f"{STAGE}RUN --mount=type=bind,r‸", ["readonly", "ro", "readwrite", "rw"]),
        (f"{STAGE}RUN --mount=type=bind,source=.,sr‸", []),
        (f"{STAGE}RUN --mount=type=tmpfs,‸", ["target", "readonly", "readwrite", "size"]),
        (f"{STAGE}RUN --mount=type=cache,ro,sharing=‸", ["shared", "private", "locked"]),
        (f"{STAGE}RUN --mount=type=secret,ty‸", []),
        (f"{STAGE}RUN --mount=t‸,sharing=locked", ["type=cache"]),
        (f"{STAGE}RUN --mount=target=/x,type=‸", ["cache", "bind", "secret", "ssh", "tmpfs"]),
        (f"{STAGE}RUN --mount=s‸,sharing=locked", []),
        (f"{STAGE}STOPSIGNAL SIGT‸", ["SIGTERM"]),
        ("FROM alpine:3.22\nSHELL ‸", ['["/bin/sh", "-c"]']),
        ("FROM nginx:1.29\nEXPOSE ‸", ["80"]),
        (f"{STAGE}EXPOSE 5432/‸", ["tcp", "udp", "sctp"]),
        ("FROM node:22\nRUN useradd app\nUSER ‸", ["app", "node", "root"]),
        ("FROM node:22\nCOPY --chown=n‸ a b", ["node:node"]),
        (f"{STAGE}RUN <<‸", ["EOF", "EOT"]),
        (f"{STAGE}RUN <<EOF\necho\nE‸", ["EOF"]),
        (f"{STAGE}RUN npm run ‸", []),
        (f"{STAGE}RUN echo \\\n# COPY ‸\n  x", []),
        (f"{STAGE}# a comment ‸", []),
    ],
)
def test_what_is_offered(marked: str, expected: list[str]) -> None:
    assert labels(marked) == expected


def test_what_comes_first() -> None:
    assert labels("FROM python:3.8‸")[0] == "3.8"
    assert labels(f"{STAGE}RUN --mount=type=cache,target=‸ npm ci")[0] == "/root/.npm"
    assert labels(f"{STAGE}HEALTHCHECK ‸")[:3] == ["CMD", "NONE", "--interval"]


def test_what_is_there_is_not_offered_again() -> None:
    found = labels(f"{STAGE}HEALTHCHECK --retries=3 ‸")
    assert found == ["CMD", "--interval", "--timeout", "--start-interval", "--start-period"]
    keys = labels(f"{STAGE}LABEL org.opencontainers.image.version=1 ‸")
    assert len(keys) == len(reference.labels()) - 1
    assert "org.opencontainers.image.version" not in keys


def test_keywords_by_what_can_follow() -> None:
    assert labels("FROM debian:13\n‸")[:5] == ["WORKDIR", "ARG", "ENV", "RUN", "COPY"]
    assert labels("FROM debian:13\nCOPY a b\n‸")[:2] == ["RUN", "COPY"]
    assert labels('FROM debian:13\nCMD ["a"]\n‸').index("CMD") > labels("FROM debian:13\n‸").index("CMD")
    assert named("FROM debian:13\n‸", "MAINTAINER").is_deprecated


def test_stages_above_the_own_one() -> None:
    text = "FROM debian:13 AS One\nFROM debian:13\nFROM debian:13 AS two\nCOPY --from={}‸ a b\nFROM one AS three\n"
    assert labels(text.format("")) == ["one", "1", "debian:13"]
    assert labels(text.format("0")) == ["0"]
    assert labels("FROM debian:13 AS One\nFROM o‸")[0] == "one"
    assert labels("FROM debian:13 AS one\nFROM debian:13\nRUN --mount=type=bind,from=‸ x") == ["one", "debian:13"]
    assert labels("FROM debian:13 AS one\nFROM debian:13\nONBUILD COPY --from=‸") == ["debian:13"]


def test_tags_the_newest_supported_first() -> None:
    found = completed("FROM node:‸").items
    assert [item.label for item in found[:3]] == ["26", "26-slim", "26-alpine"]
    assert [item.label for item in found if item.is_deprecated] == []
    old = completed("FROM node:18-a‸").items
    assert {item.is_deprecated for item in old} == {True}
    assert completed("FROM node:‸").is_incomplete
    assert taken("FROM node:18‸-alpine AS x", "18-slim") == "FROM node:18-slim AS x"


def test_images_by_name() -> None:
    assert labels("FROM pyth‸")[0] == "python"
    assert labels("FROM ‸")[:3] == ["scratch", "node", "python"]
    assert labels("FROM mcr.microsoft.com/dotnet/sd‸")[0] == "mcr.microsoft.com/dotnet/sdk"


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("ARG V=1\nARG W=2\nFROM a:$‸", ["W", "V"]),
        ("FROM a\nARG V=1\nENV W=2\nRUN echo $‸", ["W", "V", "PATH"]),
        ("FROM a\nARG V=1\nENV W=2\nCMD echo $‸", ["W", "PATH"]),
        ("FROM a\nARG V=1\nCOPY --from=$‸ a b", []),
        ("FROM a\nARG V=1\nRUN echo '$‸'", []),
        ('FROM a\nENV V=1\nCMD ["a", "$‸"]', []),
        ("FROM a\nENV V=1\nENV W=2 X=$‸", ["V", "PATH"]),
        ("FROM a\nARG V=1 W=$‸", ["V", "PATH"]),
        ("ARG V=1\nFROM a\nRUN echo $‸", ["PATH"]),
        ("FROM a\nRUN echo $‸\nENV V=1", ["PATH"]),
        ("FROM a\nENV V=1\nCOPY <<EOF /x\n$‸\nEOF\n", ["V", "PATH"]),
        ("FROM a\nENV V=1\nCOPY <<'EOF' /x\n$‸\nEOF\n", []),
        ("FROM a AS b\nENV V=1\nFROM b\nWORKDIR $‸", ["V", "PATH"]),
    ],
)
def test_variables_in_scope(marked: str, expected: list[str]) -> None:
    found = [item.label for item in completed(marked).items if item.detail != "platform ARG"]
    assert found == expected


def test_forms_of_a_variable() -> None:
    text = "FROM a\nENV Name=1\nWORKDIR /${Na‸}x"
    assert taken(text, "Name") == "FROM a\nENV Name=1\nWORKDIR /${Name}x"
    assert taken("FROM a\nENV Name=1\nWORKDIR /${‸-x", "Name") == "FROM a\nENV Name=1\nWORKDIR /${Name}-x"
    assert taken("FROM a\nENV Name=1\nWORKDIR /$‸x", "Name") == "FROM a\nENV Name=1\nWORKDIR /${Name}x"
    assert taken("FROM a\nENV Name=1\nWORKDIR /${‸:-x}", "Name") == "FROM a\nENV Name=1\nWORKDIR /${Name:-x}"
    assert taken("FROM a\nENV Name=1\nWORKDIR /$N‸", "Name") == "FROM a\nENV Name=1\nWORKDIR /$Name"
    assert taken("FROM a\nENV Name=1\nWORKDIR /${N‸", "Name") == "FROM a\nENV Name=1\nWORKDIR /${Name}"
    assert labels("FROM a\nENV Name=1\nWORKDIR /${Name‸") == ["Name", "Name:-", "Name:+", "Name:?"]
    assert taken("FROM a\nENV Name=1\nWORKDIR /${Name‸", "Name:-").endswith("/${Name:-word}")


def test_arguments_that_can_be_brought_in() -> None:
    assert labels("ARG V=1\nFROM a\nARG V‸") == ["V"]
    assert "TARGETARCH" in labels("FROM a\nARG ‸")
    assert "TARGETARCH" not in labels("FROM a\nARG TARGETARCH\nARG ‸")


def test_paths_of_the_context() -> None:
    assert labels("FROM a\nCOPY ‸", PROJECT)[:4] == ["src/", "package.json", ".", ".dockerignore"]
    assert labels("FROM a\nCOPY src/‸", PROJECT) == ["a.ts"]
    assert labels('FROM a\nCOPY ["src/‸', PROJECT) == ["a.ts", "b c.ts"]
    assert labels("FROM a\nCOPY --from=x ‸", PROJECT)[0] == "--chown"
    assert labels("FROM a\nRUN --mount=type=bind,source=p‸ x", PROJECT) == ["package.json"]
    assert taken("FROM a\nCOPY pack‸age.js ./", "package.json", PROJECT) == "FROM a\nCOPY package.json ./"


def test_destinations_know_the_workdir() -> None:
    found = completed("FROM a\nWORKDIR /app\nCOPY x /opt/y/\nCOPY src/a.ts ‸", PROJECT).items
    assert [(item.label, item.detail) for item in found[:3]] == [
        ("./", "WORKDIR /app"),
        ("/app/", ""),
        ("/opt/y/", ""),
    ]


def test_scripts() -> None:
    assert labels("FROM a\nRUN npm run ‸", PROJECT) == ["build", "start:prod"]
    assert labels("FROM a\nRUN x && \\\n  yarn st‸", PROJECT) == ["start:prod"]
    assert labels('FROM a\nCMD ["npm", "run", "‸"]', PROJECT) == ["build", "start:prod"]
    assert (
        taken("FROM a\nRUN <<EOF\npnpm run b‸\nEOF\n", "build", PROJECT) == "FROM a\nRUN <<EOF\npnpm run build\nEOF\n"
    )


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("# ‸", ["syntax", "escape", "check"]),
        ("#‸\nFROM a", ["syntax", "escape", "check"]),
        ("# syntax=x\n# e‸\nFROM a", ["escape"]),
        ("# syntax=‸", ["docker/dockerfile:1", "docker/dockerfile:1-labs"]),
        ("# escape=‸", ["\\", "`"]),
        ("# check=‸", ["skip=", "error=true", "experimental=all"]),
        ("# check=skip=all;‸", ["error=true", "experimental=all"]),
        ("# check=skip=Js‸", ["JSONArgsRecommended"]),
        ("# check=skip=JSONArgsRecommended,Js‸", []),
        ("FROM a\n# check=‸\nRUN x", ["skip="]),
        ("FROM a\n# check=skip=Consist‸\nRUN x", []),
        ("FROM a\n# syn‸", []),
        ("FROM a\n# dockwright ignore=relative-wo‸\nRUN x", ["relative-workdir"]),
        ("FROM a\n# dockwright global ignore=maintainer,relative-wo‸\nRUN x", ["relative-workdir"]),
        ("FROM a\n# dock‸", ["dockwright ignore=", "dockwright global ignore="]),
    ],
)
def test_comments(marked: str, expected: list[str]) -> None:
    assert labels(marked) == expected


def test_rules_that_find_something_first() -> None:
    assert labels("FROM debian:13\n# dockwright ignore=‸\nMAINTAINER x\nWORKDIR a\n")[0] == "maintainer"
    assert labels("FROM debian:13\n# hadolint ignore=‸\nMAINTAINER x\nWORKDIR a\n")[0] == "DL4000"
    found = labels("# dockwright global ignore=‸\nFROM debian:13\nMAINTAINER x\nWORKDIR a\n")
    assert {"maintainer", "relative-workdir"} <= {*found[:4]}


def test_the_codes_of_hadolint() -> None:
    found = labels("FROM a\n# hadolint ignore=DL3000,DL30‸\nRUN x")
    assert "DL3006" in found
    assert "DL3000" not in found
    assert [label for label in found if not re.fullmatch(r"DL30\d\d", label)] == []


@pytest.mark.parametrize(
    ("marked", "label", "expected"),
    [
        ("FROM a\r\n# 😋\r\nCOPY --fr‸ x y\r\n", "--from", "FROM a\r\n# 😋\r\nCOPY --from= x y\r\n"),
        ("FROM a\nCOPY --fr‸om=x a b", "--from", "FROM a\nCOPY --from=x a b"),
        ("# escape=`\nFROM a\nCOPY `\n  --li‸ x y\n", "--link", "# escape=`\nFROM a\nCOPY `\n  --link x y\n"),
        ("FROM a\nONBUILD COPY --li‸ x y\n", "--link", "FROM a\nONBUILD COPY --link x y\n"),
        ("FROM a\nRUN echo 😋 \\\n  ${PA‸\n", "PATH", "FROM a\nRUN echo 😋 \\\n  ${PATH}\n"),
        ("FROM a\nRUN --mount=type=ca‸,target=/x y", "cache", "FROM a\nRUN --mount=type=cache,target=/x y"),
        ("FROM a\nru‸n x", "RUN", "FROM a\nRUN x"),
        ("FROM a\nRUN <<‸", "EOF", "FROM a\nRUN <<EOF\n\nEOF"),
        ("FROM a\nRUN <<'E‸", "EOF", "FROM a\nRUN <<'EOF'\n\nEOF"),
        (
            "FROM a\nLABEL org.opencontainers.image.ur‸=x",
            "org.opencontainers.image.url",
            "FROM a\nLABEL org.opencontainers.image.url=x",
        ),
    ],
)
def test_what_the_text_is_then(marked: str, label: str, expected: str) -> None:
    assert taken(marked, label) == expected


def test_a_blank_alone_brings_no_flags() -> None:
    assert [item.label for item in completed(f"{STAGE}RUN ‸", trigger=" ").items] == []
    assert labels(f"{STAGE}RUN ‸") == ["--mount", "--network", "--security"]


def test_documentation_of_every_item() -> None:
    marked = ("‸", f"{STAGE}‸", f"{STAGE}COPY --‸", f"{STAGE}RUN --mount=‸", f"{STAGE}LABEL ‸", "FROM node:22‸", "# ‸")
    missing = [
        item.label
        for each in (*marked, f"{STAGE}STOPSIGNAL ‸", "# check=skip=‸", f"{STAGE}ARG ‸", "FROM --platform=‸ a")
        for item in completed(each).items
        if item.doc and not documentation(item.doc)
    ]
    assert missing == []
    assert documentation("nothing of this kind") == ""


WHOLE = """\
# syntax=docker/dockerfile:1
ARG VERSION=22
FROM --platform=$BUILDPLATFORM node:${VERSION}-slim AS build
ARG TARGETARCH
WORKDIR /app
COPY --chown=node:node package.json ./
RUN --mount=type=cache,target=/root/.npm,sharing=locked npm run build
HEALTHCHECK --interval=30s CMD true
ONBUILD COPY . .

FROM build AS test
RUN <<EOF
echo $TARGETARCH
EOF
FROM nginx:1.29
# hadolint ignore=DL3000
COPY --from=build /app/dist \\
  /usr/share/nginx/html/
LABEL org.opencontainers.image.source="x" a=b
EXPOSE 80
STOPSIGNAL SIGQUIT
USER nginx
CMD ["nginx", "-g", "daemon off;"]
"""
_UNFINISHED = frozenset({"wrong-argument-count", "invalid-flag-value", "unterminated-heredoc", "no-from"})


def errors(text: str, at: Span) -> set[tuple[str, str]]:
    """The errors that stand at a span of a text, but for those that only say that it is not finished."""
    return {
        (found.rule.name, found.finding.message)
        for found in report(snapshot(text, PROJECT)).diagnostics
        if found.rule.severity is Severity.ERROR and found.rule.name not in _UNFINISHED
        if " mount needs " not in found.finding.message
        if found.finding.span.start < at.end and at.start < found.finding.span.end
    }


def test_what_is_taken_is_no_error() -> None:
    """At the beginning and in the middle of every word, the rest of the word not yet typed."""
    wrong: list[tuple[str, str, str]] = []
    tried = 0
    for word in re.finditer(r"[^\s=,:/]+", WHOLE):
        for offset in {word.start(), (word.start() + word.end()) // 2}:
            text = WHOLE[:offset] + WHOLE[word.end() :]
            for item in complete(snapshot(text, PROJECT), offset).items[:8]:
                new = text[: item.span.start] + item.plain.text + text[item.span.end :]
                at = Span(item.span.start, item.span.start + len(item.plain.text))
                tried += 1
                wrong.extend((WHOLE[:offset][-20:], item.label, name) for name, _ in errors(new, at))
    assert wrong == []
    assert tried > 300


@given(st.text(alphabet="FROM COPY RUN a=$,{}[]\"'<\\\n\r#-: 😋", max_size=60), st.integers(0, 60))
def test_it_never_raises_and_stays_at_the_cursor(text: str, offset: int) -> None:
    offset = min(offset, len(text))
    for item in complete(snapshot(text, PROJECT), offset).items:
        assert item.span.holds(offset)
        assert "\n" not in text[item.span.start : item.span.end]
