"""What users of Dockerfile tools complain of, one test a complaint: what is said by default, and what is not."""

import pytest

from dockwright.analysis.safety import Safety
from dockwright.features.diagnostics import report
from dockwright.features.fix_all import fix_all
from dockwright.features.settings import Settings
from dockwright.features.snapshot import Snapshot, facts_for
from dockwright.project.snapshot import UNKNOWN_PROJECT, Project, from_files
from dockwright.syntax.parser import parse
from dockwright.text.document import open_document

NODE = {"package.json": '{"name": "a"}', "package-lock.json": "{}", "src/a.js": ""}


def snapshot(text: str, project: Project = UNKNOWN_PROJECT) -> Snapshot:
    settings = Settings()
    return Snapshot(open_document("", 0, text), facts_for(parse(text), settings), project, settings)


def said(text: str, **files: str) -> set[str]:
    """The rules that say something of a Dockerfile under default settings."""
    project = from_files({name.replace("__", "/"): content for name, content in files.items()})
    return {each.rule.name for each in report(snapshot(text, project if files else UNKNOWN_PROJECT)).diagnostics}


def said_in(text: str, files: dict[str, str]) -> set[str]:
    return {each.rule.name for each in report(snapshot(text, from_files(files))).diagnostics}


@pytest.mark.parametrize(
    "text",
    [
        "ARG IMAGE=alpine:3.23\nFROM $IMAGE\n",
        "ARG TAG=3.23\nFROM alpine:${TAG}\n",
        "ARG TAG\nFROM alpine:${TAG:-3.23}\n",
        "ARG NAME=base\nFROM alpine:3.23 AS base\nFROM ${NAME}\n",
        "ARG IMAGE\nFROM ${IMAGE}\n",
    ],
)
def test_a_version_behind_a_variable_is_a_version(text: str) -> None:
    assert "unpinned-base-image" not in said(text)


def test_latest_behind_a_variable_is_latest() -> None:
    assert "unpinned-base-image" in said("ARG TAG=latest\nFROM alpine:${TAG}\n")


@pytest.mark.parametrize("image", ["${A:-", "${A/b/c}", "$(cat x)", "${A:+b}${", "a:b:c"])
def test_an_odd_from_silences_nothing_else(image: str) -> None:
    assert "maintainer" in said(f"ARG A=b\nFROM {image}\nMAINTAINER someone\n")


@pytest.mark.parametrize(
    "instruction",
    [
        "ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://a.example/b /b",
        "ADD --keep-git-dir=true https://github.com/moby/buildkit.git#v0.10.1 /b",
        "ADD --unpack=true a.tar.gz /b/",
        "COPY --link --chmod=755 a /b",
        "COPY --exclude=*.md --parents a /b/",
        "RUN --network=none --mount=type=tmpfs,target=/t true",
    ],
)
def test_flags_of_today_are_known(instruction: str) -> None:
    found = said(f'FROM alpine:3.23\n{instruction}\nUSER 1000\nCMD ["a"]\n')
    assert found <= {"archive-copied-then-extracted"}


@pytest.mark.parametrize(
    "text",
    [
        "RUN <<EOF\nset -e\napk add --no-cache curl\nMAINTAINER nobody\nEOF\n",
        "RUN <<-'EOF' sh -x\n\techo $undeclared\n\tEOF\n",
        "RUN cat <<A > /a && cat <<B > /b\n1\nA\n2\nB\n",
        "COPY <<a.txt <<b.txt /files/\n1\na.txt\n2\nb.txt\n",
        "RUN <<EOF\n#!/usr/bin/env python3\nprint('cd /tmp')\nEOF\n",
    ],
)
def test_here_documents_are_text(text: str) -> None:
    assert said(f'FROM alpine:3.23\n{text}USER 1000\nCMD ["a"]\n') == set()


def test_a_stage_that_does_not_ship_may_be_large() -> None:
    text = """\
FROM golang:1.27 AS build
RUN apt-get update && apt-get install -y gcc && pip install --user a==1
USER root
FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=build /app /app
CMD ["/app"]
"""
    large = {"apt-lists-left", "apt-recommends", "pip-cache-left", "runs-as-root", "sdk-in-final-stage"}
    assert large.isdisjoint(said(text))


def test_runs_in_a_row_may_be_there_for_the_cache() -> None:
    assert said('FROM alpine:3.23\nRUN a\nRUN b\nRUN c\nUSER 1000\nCMD ["a"]\n') == set()


def test_nothing_is_to_be_split_where_nothing_is_built() -> None:
    text = 'FROM node:24-slim\nENV NODE_ENV=production\nWORKDIR /app\nCOPY src .\nUSER node\nCMD ["node", "a.js"]\n'
    assert said_in(text, NODE) == set()


@pytest.mark.parametrize("install", ["apt-get update && apt-get install -y a", "apk add a", "yum install -y a"])
def test_versions_of_system_packages_are_not_asked_for(install: str) -> None:
    assert not {name for name in said(f"FROM a:1 AS b\nRUN {install}\nFROM b\n") if name.startswith("unpinned")}


@pytest.mark.parametrize(
    "run",
    [
        "--mount=type=cache,target=/root/.cache/pip pip install -r requirements.txt",
        "--mount=type=cache,target=/var/lib/apt apt-get update && apt-get install -y --no-install-recommends a",
        "--mount=type=cache,target=/var/cache/apk apk add a",
        "--mount=type=cache,target=/root/.npm npm ci",
    ],
)
def test_what_a_cache_mount_keeps_is_not_to_be_cleaned(run: str) -> None:
    assert not {
        name for name in said(f"FROM python:3.14\nRUN {run}\n") if name.endswith(("-cache-left", "-lists-left"))
    }


def test_the_ignore_file_is_read_before_a_copy_of_everything_is_blamed() -> None:
    text = "FROM node:24\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci\nCOPY . .\n"
    blamed = {"missing-dockerignore", "dockerignore-gap", "node-modules-overwritten"}
    assert said_in(text, NODE) & blamed == {"missing-dockerignore"}
    ignored = "node_modules\n.git\n.env*\n**/node_modules\n*.log\nDockerfile*\n"
    assert said_in(text, {**NODE, ".dockerignore": ignored}) & blamed == set()
    assert said_in(text, {**NODE, "Dockerfile.dockerignore": ignored}) & blamed == set()


@pytest.mark.parametrize("mark", ["{{ image }}", "{% if a %}", "<% a %>"])
def test_a_template_is_left_in_peace(mark: str) -> None:
    assert said(f"FROM {mark}\n{mark}\nRUN {mark} a\nFOO {mark}\n") <= {"unpinned-base-image"}


@pytest.mark.parametrize("name", ["DB_PASSWORD_FILE", "PUBLIC_KEY", "TOKENIZERS_PARALLELISM", "KEYBOARD", "AUTHOR"])
def test_a_name_near_a_secret_is_none(name: str) -> None:
    assert "secret-in-arg-or-env" not in said(f"FROM alpine:3.23\nENV {name}=a\n")


def test_one_line_is_silenced_alone() -> None:
    text = "FROM alpine:3.23\n# check=skip=SecretsUsedInArgOrEnv\nARG A_TOKEN\nARG B_TOKEN\n"
    found = report(snapshot(text)).diagnostics
    assert [text[slice(*each.finding.span)] for each in found if each.rule.name == "secret-in-arg-or-env"] == [
        "B_TOKEN"
    ]


def test_the_shell_is_inherited_through_stages_and_survives_env() -> None:
    text = """\
FROM debian:trixie AS one
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
ENV A=b
FROM one AS two
ARG B
RUN curl -f https://a.example/ | tar x
FROM two
ONBUILD SHELL ["/bin/sh", "-c"]
RUN curl -f https://a.example/ | tar x
"""
    assert "no-pipefail" not in said(text)


def test_a_clean_up_before_the_install_cleans_nothing() -> None:
    text = "FROM debian:trixie\nRUN {}\nUSER 1\n"
    install, clean = "apt-get update && apt-get install -y --no-install-recommends a", "rm -rf /var/lib/apt/lists/*"
    assert "apt-lists-left" in said(text.format(f"{clean} && {install}"))
    assert "apt-lists-left" not in said(text.format(f"{install} && {clean}"))


def test_another_escape_is_heeded_everywhere() -> None:
    text = (
        "# escape=`\nFROM mcr.microsoft.com/windows/nanoserver:ltsc2025\nARG Version\n"
        'WORKDIR C:\\app\nRUN dir `\n  C:\\app\\\nCOPY a.exe C:\\app\\\nENTRYPOINT ["C:\\\\app\\\\a.exe"]\n'
    )
    assert said(text) <= {"runs-as-root"}


def test_an_argument_without_a_value_is_unknown_and_not_wrong() -> None:
    assert said('ARG A\nFROM alpine:3.23\nARG A\nRUN echo $A ${A}\nUSER 1000\nCMD ["a"]\n') == set()


def test_the_manifests_of_workspaces_are_copied_too() -> None:
    text = "FROM node:24\nWORKDIR /app\nCOPY . .\nRUN npm ci\n"
    files = {
        **NODE,
        "package.json": '{"workspaces": ["packages/*"]}',
        "packages/a/package.json": "{}",
        "packages/b/package.json": "{}",
        ".dockerignore": "node_modules\n",
    }
    fixed = fix_all(
        snapshot(text, from_files(files)),
        frozenset({Safety.UNSAFE, Safety.SAFE}),
        frozenset({"source-copied-before-install"}),
    )
    assert fixed.text == (
        "FROM node:24\nWORKDIR /app\n"
        "COPY package.json package-lock.json ./\n"
        "COPY packages/a/package.json ./packages/a/\n"
        "COPY packages/b/package.json ./packages/b/\n"
        "RUN npm ci\nCOPY . .\n"
    )
