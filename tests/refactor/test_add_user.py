"""A user other than root: where the USER goes, which one, and when nothing is offered."""

import pytest

from dockwright.refactor.add_user import add_user
from tests.refactor.cases import offers, refactored


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "FROM node:22-slim\nCOPY . .\n\nEXPOSE 80\n# start\nCMD a\n",
            "FROM node:22-slim\nCOPY . .\n\nEXPOSE 80\nUSER node\n# start\nCMD a\n",
            id="above-the-comment",
        ),
        pytest.param(
            "from node:22\r\ncmd a\r\nrun b", "from node:22\r\ncmd a\r\nrun b\r\nuser node", id="work-below-crlf"
        ),
        pytest.param(
            "FROM node:22\nUSER root\nRUN <<EOF\nnpm i -g x\nEOF\nENTRYPOINT a\nCMD b\n",
            "FROM node:22\nUSER root\nRUN <<EOF\nnpm i -g x\nEOF\nUSER node\nENTRYPOINT a\nCMD b\n",
            id="root-to-work",
        ),
        pytest.param(
            "FROM node:22\nRUN b\nUSER 0:0\nCMD a\n", "FROM node:22\nRUN b\nUSER node\nCMD a\n", id="root-to-run"
        ),
        pytest.param(
            'FROM scratch\nCOPY a \\\n  /a\nCMD ["/a"]\n',
            'FROM scratch\nCOPY a \\\n  /a\nUSER 65532:65532\nCMD ["/a"]\n',
            id="scratch",
        ),
        pytest.param(
            "FROM node:22 AS base\nRUN a\nFROM base\nCMD a\n",
            "FROM node:22 AS base\nRUN a\nFROM base\nUSER node\nCMD a\n",
            id="based-on-a-stage",
        ),
        pytest.param(
            'FROM mcr.microsoft.com/dotnet/aspnet:9.0\nCOPY a .\nENTRYPOINT ["dotnet", "a.dll"]\n',
            'FROM mcr.microsoft.com/dotnet/aspnet:9.0\nCOPY a .\nUSER $APP_UID\nENTRYPOINT ["dotnet", "a.dll"]\n',
            id="dotnet",
        ),
    ],
)
def test_the_user_of_the_image(before: str, after: str) -> None:
    result, note = refactored(add_user, before, None)
    assert result == after
    assert note.startswith("check that the program writes only where this user may")
    assert offers(add_user, result, None) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "FROM node:22\n",
        "FROM example.org/a:1\nCMD a\n",
        "FROM node:22\nARG WHO\nUSER $WHO\nCMD a\n",
        "FROM node:22\nENTRYPOINT ./entrypoint.sh\n",
        "FROM debian:13\nCMD bash\n",
        "FROM nginx:1.29\nCMD nginx -g x\n",
        "FROM node:22\nUSER node\nCMD a\n",
        "FROM postgres:18\nCMD postgres\n",
        'FROM node:22\nENTRYPOINT ["tini", "--", "su-exec", "node", "a"]\n',
        "FROM gcr.io/distroless/static:nonroot\nENTRYPOINT a\n",
    ],
)
def test_silent_where_it_is_not_known_to_be_root(text: str) -> None:
    assert offers(add_user, text, None) == []


def test_an_image_without_such_a_user() -> None:
    (offer,) = offers(add_user, "FROM debian:13\nCMD a\n", None)
    assert (
        offer.disabled
        == "the base image ships no user for programs, or none is known: make one with useradd or adduser"
    )
