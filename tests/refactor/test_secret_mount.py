"""A secret in a mount: only where it is known which RUNs need it, and with what to tell the build."""

import pytest

from dockwright.analysis.safety import Safety
from dockwright.refactor.secret_mount import secret_mount
from tests.refactor.cases import LOCK, PACKAGE, offers, refactored

NOTE = "build with --secret id=npm_token,env=NPM_TOKEN in the place of --build-arg NPM_TOKEN"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "FROM alpine:3\n# token\nARG NPM_TOKEN\nRUN echo $NPM_TOKEN\nRUN b\n",
            "FROM alpine:3\n# token\nRUN --mount=type=secret,id=npm_token,env=NPM_TOKEN echo $NPM_TOKEN\nRUN b\n",
            id="plain",
        ),
        pytest.param(
            "from alpine:3\r\narg A=1 NPM_TOKEN B\r\nrun --network=none a \\\r\n  ${NPM_TOKEN}",
            "from alpine:3\r\narg A=1 B\r\nrun --network=none --mount=type=secret,id=npm_token,env=NPM_TOKEN a \\\r\n"
            "  ${NPM_TOKEN}",
            id="among-others-crlf",
        ),
        pytest.param(
            "FROM alpine:3\nARG NPM_TOKEN\nRUN <<EOF\necho $NPM_TOKEN\nEOF\n",
            "FROM alpine:3\nRUN --mount=type=secret,id=npm_token,env=NPM_TOKEN <<EOF\necho $NPM_TOKEN\nEOF\n",
            id="heredoc",
        ),
    ],
)
def test_the_runs_that_name_it_get_it(before: str, after: str) -> None:
    assert refactored(secret_mount, before, None) == (after, NOTE)
    assert offers(secret_mount, after, None) == []


def test_an_install_whose_settings_name_it() -> None:
    files = {"package.json": PACKAGE, "package-lock.json": LOCK, ".npmrc": "//r/:_authToken=${NPM_TOKEN}\n"}
    text = "FROM node:22\nARG NPM_TOKEN\nCOPY . .\nRUN npm ci\nRUN npm run build\n"
    result, _ = refactored(secret_mount, text, files)
    assert result == (
        "FROM node:22\nCOPY . .\nRUN --mount=type=secret,id=npm_token,env=NPM_TOKEN npm ci\nRUN npm run build\n"
    )


def test_each_stage_for_itself() -> None:
    text = "FROM a AS b\nARG KEY\nRUN x $KEY\nFROM c\nARG KEY\nRUN y $KEY\n"
    first, second = offers(secret_mount, text, None)
    assert (first.disabled, second.disabled) == (None, None)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("FROM a\nARG TOKEN\nRUN b\n", "no RUN names TOKEN: which of them reads it is not known"),
        ("FROM a\nARG TOKEN\nRUN b $TOKEN\nENV T=$TOKEN\n", "TOKEN is used by ENV as well"),
        ("FROM a AS b\nARG TOKEN\nFROM b\nRUN c $TOKEN\n", "TOKEN is used in other stages as well"),
        (
            "# syntax=docker/dockerfile:1.9\nFROM a\nARG TOKEN\nRUN b $TOKEN\n",
            "it needs docker/dockerfile:1.10, and # syntax= asks for an older one",
        ),
    ],
)
def test_what_is_missing_is_said(text: str, reason: str) -> None:
    (offer,) = offers(secret_mount, text, None)
    assert offer.disabled == reason


def test_a_value_in_the_file_is_a_secret_no_more() -> None:
    (offer,) = offers(secret_mount, "FROM a\nARG TOKEN=abc\nRUN b $TOKEN\n", None)
    assert offer.safety is Safety.MANUAL
    assert offer.note.endswith("the value that stood here is known to whoever has the file: make a new one")


@pytest.mark.parametrize(
    "text",
    [
        "FROM a\nARG GPG_KEY=586EFEF859AF2DB190D84080BDB2011E173C31A2\nRUN gpg --recv-keys $GPG_KEY\n",
        "FROM a\nARG PUBLIC_KEY\nRUN b $PUBLIC_KEY\n",
        "FROM a\nENV TOKEN=a\n",
        "ARG KEY\n",
    ],
)
def test_silent(text: str) -> None:
    assert offers(secret_mount, text, None) == []
