"""Hovers: the Markdown, and the text that it is about."""

from dataclasses import replace

import pytest

from dockwright.analysis.images import KNOWN_IMAGES
from dockwright.features.hover import hover
from dockwright.features.snapshot import Snapshot
from dockwright.knowledge import reference
from dockwright.model.facts import facts_of
from dockwright.project.context_size import ContextSize
from dockwright.project.paths import ProjectPath
from dockwright.project.snapshot import UNKNOWN_PROJECT, Project, from_files
from dockwright.syntax.nodes import KEYWORDS
from dockwright.syntax.parser import parse
from dockwright.text.document import open_document
from tests.support.marks import cursor, mark


def hovered(marked: str, project: Project = UNKNOWN_PROJECT, size: ContextSize | None = None) -> tuple[str, str]:
    """The first line of the hover at the cursor, and the text with its span marked."""
    text, offset = cursor(marked)
    measure = (lambda: size) if size is not None else None
    found = hover(
        Snapshot(open_document("", 0, text), facts_of(parse(text), KNOWN_IMAGES), project, measure=measure), offset
    )
    assert found is not None
    return found.markdown.partition("\n")[0], mark(text, (found.span,))


def titles(marked: str) -> list[str]:
    """The first line of each part of the hover at the cursor; findings are parts too."""
    return [part.partition("\n")[0] for part in told(marked).split("\n\n---\n\n")]


def told(marked: str, project: Project = UNKNOWN_PROJECT) -> str:
    """The whole hover at the cursor."""
    text, offset = cursor(marked)
    found = hover(Snapshot(open_document("", 0, text), facts_of(parse(text), KNOWN_IMAGES), project), offset)
    return "" if found is None else found.markdown


@pytest.mark.parametrize("name", KEYWORDS)
def test_every_keyword_is_explained(name: str) -> None:
    assert f"**{name}**: {reference.instructions()[name].summary}" in titles(f"FROM scratch\n{name.lower()}‸ x\n")


def test_a_keyword_after_an_emoji() -> None:
    assert hovered("# 😋\nFROM debian:13\nWORK‸DIR /app\n") == (
        f"**WORKDIR**: {reference.instructions()['WORKDIR'].summary}",
        "# 😋\nFROM debian:13\n⟦WORKDIR⟧ /app\n",
    )


def test_the_trigger_of_an_onbuild() -> None:
    title, marked = hovered("FROM debian:13\nONBUILD EX‸POSE 80\n")
    assert (title[:10], marked) == ("**EXPOSE**", "FROM debian:13\nONBUILD ⟦EXPOSE⟧ 80\n")


def test_a_variable_where_it_is_used() -> None:
    title, marked = hovered("ARG V=13\nFROM debian:$‸V\nARG V\n")
    assert (title, marked) == ("`V`: global build argument, `13`.", "ARG V=13\nFROM debian:$⟦V⟧\nARG V\n")


def test_a_variable_inside_a_command() -> None:
    title, marked = hovered("FROM debian:13\nENV A=1 \\\n  B=2\nRUN echo \\\n  ${B‸}\n")
    assert title == "`B`: environment variable, `2`."
    assert marked == "FROM debian:13\nENV A=1 \\\n  B=2\nRUN echo \\\n  ${⟦B⟧}\n"


def test_a_stage_where_it_is_copied_from() -> None:
    title, marked = hovered("FROM golang:1.25 AS Build\nFROM scratch\nCOPY --from=bu‸ild /a /b\n")
    assert title == "Stage **build** (number 0): build → `golang:1.25`"
    assert marked == "FROM golang:1.25 AS Build\nFROM scratch\nCOPY --from=⟦build⟧ /a /b\n"


def test_a_finding_says_why() -> None:
    title, marked = hovered("FROM debian:13\nMAINT‸AINER x\n")
    assert title == "**maintainer**: MAINTAINER is deprecated: use LABEL org.opencontainers.image.authors"
    assert marked == "FROM debian:13\n⟦MAINTAINER⟧ x\n"


def test_a_rule_in_a_comment() -> None:
    title, marked = hovered("# hadolint global ignore=DL4‸000\nFROM debian:13\nMAINTAINER x\n")
    assert (title, marked) == ("# maintainer", "# hadolint global ignore=⟦DL4000⟧\nFROM debian:13\nMAINTAINER x\n")


def test_what_a_copy_takes() -> None:
    project = from_files({"a.py": "12", "b.py": "", "src/c": "123", "src/d/e": "1", ".dockerignore": "b.py\nsrc/f\n"})
    assert hovered("FROM scratch\nCOPY *.‸py /app/\n", project)[0] == "Takes `a.py`: **1 file, 2 B**."
    assert told("FROM scratch\nONBUILD COPY a.py ‸src /app/\n", project) == (
        "Takes `src/`: **2 files, 4 B**.\n\nLargest: `src/c` 3 B, `src/d/e` 1 B."
    )
    assert told("FROM scratch\nARG D=src\nCOPY ‸$D/d /app/\n", project).startswith("Takes `src/d/`: **1 file, 1 B**.")
    assert told("FROM scratch\nCOPY ‸b.py /app/\n", project).endswith(
        "Nothing: .dockerignore keeps back what this names."
    )
    assert told("FROM scratch\nCOPY --from=a src‸ /app/\n", project) == ""


def test_what_is_not_looked_into_is_at_least_nothing() -> None:
    seen = from_files({"a": "12", "m/b": "1"})
    project = replace(seen, folders={path: names for path, names in seen.folders.items() if path != "m"})
    assert told("FROM scratch\nCOPY ‸m /m\n", project) == "Takes `m/`: **at least 0 files, 0 B**."


def test_what_a_bind_mount_takes() -> None:
    project = from_files({"package.json": "{}"})
    marked = "FROM node:22\nRUN --mount=type=bind,source=pack‸age.json,target=package.json npm ci\n"
    assert hovered(marked, project)[0] == "Mounts `package.json`: **1 file, 2 B**."


@pytest.mark.parametrize(
    ("command", "name"),
    [
        ("RUN npm run bu‸ild", "build"),
        ('CMD ["yarn", "run", "bui‸ld"]', "build"),
        ("ONBUILD RUN npm run build‸", "build"),
        ("RUN npm t‸est", "test"),
    ],
)
def test_what_a_script_runs(command: str, name: str) -> None:
    project = from_files({"package.json": '{"scripts": {"build": "tsc -p .", "test": "tsc -p ."}}'})
    assert f"Script **{name}** of `package.json`: `tsc -p .`" in told(f"FROM node:22\n{command}\n", project)
    assert "Script" not in told(f"FROM node:22\n{command}\n")


def test_how_much_the_whole_context_is() -> None:
    project = from_files({"a.py": "", ".dockerignore": "b.py\n"})
    size = ContextSize(1200, 3_400_000, ((ProjectPath("data/"), 3_000_000),), 1, complete=True)
    title, _ = hovered("FROM scratch\nCOPY ‸. /app/\n", project, size)
    assert title == "Takes **1,200 files, 3.4 MB** (after `.dockerignore`)."


@pytest.mark.parametrize(
    ("marked", "title", "spot"),
    [
        ("FROM --plat‸form=linux/amd64 debian:13", "**--platform**: ", "--platform"),
        ("FROM --platform=linux/am‸d64 debian:13", "`linux/amd64`: 64-bit x86.", "linux/amd64"),
        ("FROM debian:13\nCOPY \\\n  --li‸nk a b", "**--link**: ", "--link"),
        ("FROM debian:13\nONBUILD ADD --check‸sum=sha256:1 a b", "**--checksum**: ", "--checksum"),
        ("FROM debian:13\nHEALTHCHECK --ret‸ries=3 CMD true", "**--retries**: ", "--retries"),
        ("FROM debian:13\nRUN --mount=type=ca‸che,target=/x make", "**type=cache**: ", "type=cache"),
        ("FROM debian:13\nRUN --mount=type=cache,shar‸ing=locked make", "**sharing=\\<mode>**: ", "sharing"),
        ("FROM debian:13\nRUN --mount=ty‸pe=secret,id=a make", "**type=secret**: ", "type=secret"),
        ("# esc‸ape=`\nFROM debian:13", "**escape**: ", "# escape=`"),
        ("# syntax=docker/dock‸erfile:1\nFROM debian:13", "**syntax**: ", "# syntax=docker/dockerfile:1"),
        (
            'FROM debian:13\nLABEL org.opencontainers.image.so‸urce="x"',
            "**org.opencontainers.image.source**: ",
            "org.opencontainers.image.source",
        ),
        ("FROM debian:13\nSTOPSIGNAL SIGQ‸UIT", "**SIGQUIT** (3): ", "SIGQUIT"),
        ("FROM debian:13\nSTOPSIGNAL 1‸5", "**SIGTERM** (15): ", "15"),
        ("FROM debian:13\nEXPOSE 80 54‸32/tcp", "Port **5432/tcp**: PostgreSQL", "5432/tcp"),
        ("FROM node:22-slim\nUSER no‸de", "User **node** (1000, group 1000): an account of `node:22-slim`.", "node"),
        ("FROM debian:13\nRUN useradd -r app\nUSER ap‸p", "User **app**: made in line 2.", "app"),
        ("FROM debian:13\nCOPY --chown=ro‸ot:root a b", "User **root**: ", "root:root"),
        ("FROM debian:13\nUSER 100‸1", "User number **1001**: ", "1001"),
        (
            "FROM debian:13\r\n# 😋\r\nRUN <<EO‸F\r\necho\r\nEOF\r\n",
            "Here-document **EOF**: 1 line, run as a script.",
            "<<EOF",
        ),
        (
            "FROM debian:13\nCOPY <<EOF /a/\n1\n2\nEO‸F\n",
            "Here-document **EOF**: 2 lines, the content of `/a/EOF`.",
            "EOF",
        ),
        (
            "FROM debian:13\nRUN cat <<'EO‸F'\n1\nEOF\n",
            "Here-document **EOF**: 1 line, the input of the command.",
            "<<'EOF'",
        ),
        ("FROM node:22\nRUN np‸m ci", "**npm ci** installs what the project's own manifest names.", "npm ci"),
        ("FROM debian:13\nRUN apt-get upd‸ate", "**apt-get update** fetches the index of packages.", "apt-get update"),
    ],
)
def test_what_stands_in_instructions(marked: str, title: str, spot: str) -> None:
    assert [found for found in titles(marked) if found.startswith(title)] != []
    assert hovered(marked)[1].partition("⟦")[2].partition("⟧")[0] == spot


def test_what_an_install_does_to_the_layer() -> None:
    project = from_files({"package.json": "{}", "package-lock.json": "{}"})
    text = "FROM node:22\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN {}np‸m ci --omit=dev\n"
    kept = "What it downloads stays in the layer, for root usually in `/root/.npm`: a cache mount keeps it out."
    away = "What it downloads (`/root/.npm`) goes to a mount and not into the layer."
    lines = [
        "**npm ci** installs what the project's own manifest names.",
        "Development dependencies are left out.",
        "Installs exactly what the lockfile says, or fails.",
        "Reads `package.json`, `package-lock.json`.",
    ]
    assert told(text.format(""), project).endswith("\n\n".join((*lines, kept)))
    mounted = text.format("--mount=type=cache,target=/root/.npm ")
    assert told(mounted, project).endswith("\n\n".join((*lines, away)))


def test_an_image_that_has_ended() -> None:
    assert "**Node.js 18 (LTS): support ended on 2025-04-30.**" in told("FROM node:1‸8\n")
    assert "Node.js 22 (LTS): supported until 2027-04-30." in told("FROM node:2‸2\n")


def test_an_image_that_only_a_digest_names() -> None:
    digest = "sha256:" + "0" * 64
    assert "Starts as" not in told(f"FROM nod‸e@{digest}\n")


def test_a_platform_argument_is_explained() -> None:
    assert "The architecture of TARGETPLATFORM." in told("FROM debian:13\nARG TARGET‸ARCH\n")


def test_nothing_is_said_of_nothing() -> None:
    text, offset = cursor("FROM debian:13\n\n‸\n")
    assert hover(Snapshot(open_document("", 0, text), facts_of(parse(text)), UNKNOWN_PROJECT), offset) is None


def test_an_account_of_windows() -> None:
    stage = "FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\n"
    marked = f"{stage}USER Container‸User\n"
    assert "User **ContainerUser**: an account without administrator rights, in every Windows image." in titles(marked)
    assert told("FROM debian:13\nUSER Container‸User\n") == ""


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("RUN x=1; echo $‸x", "`x`: a variable of the shell in this step; the builder does not set it."),
        ("RUN <<EOF\necho $‸x\nEOF", "`x`: a variable of the shell in this step; the builder does not set it."),
        ("CMD echo $‸x", "`x`: a variable of the shell when the container runs; the builder does not set it."),
        ("ARG A=1\nCMD echo $‸A", "`A`: a build argument of line 2, which is not set when the container runs."),
        ("ENV A=1\nCMD echo $‸A", "`A`: environment variable, `1`."),
        ("ENV A=1 B=$‸A", "`A` is not declared in this stage; the builder takes it as empty."),
        ("ENV A=1\nENV A=2$‸A", "`A`: environment variable, `1`."),
        ("ENV A=1\nENV ‸A=2$A", "`A`: environment variable, `21`."),
        ("ARG A=1 B=$‸A", "`A`: build argument, `1`."),
    ],
)
def test_a_variable_means_what_it_does_at_that_place(marked: str, expected: str) -> None:
    assert expected in titles(f"FROM debian:13\n{marked}\n")


def test_a_global_argument_before_it_is_declared_again() -> None:
    assert titles("ARG ‸V=1\nARG V=2$V\nFROM a:$V\n")[-1] == "`V`: global build argument, `1`."


def test_a_stage_without_a_name_that_uses_another() -> None:
    assert "Used: stage 1 copies from it." in told(
        "FROM golang:1.25 AS bu‸ild\nFROM scratch\nCOPY --from=build /a /b\n"
    )


def test_the_reason_does_not_end_where_an_example_would_come() -> None:
    assert "Most often the name is misspelt.\n" in told("FROM debian:13\nCOPY $‸Q /\n")
