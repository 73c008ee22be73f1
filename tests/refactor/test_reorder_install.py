"""Install before source: the manifests of every manager, messy shapes, and what must be left alone."""

import pytest

from dockwright.analysis.safety import Safety
from dockwright.refactor.reorder_install import reorder_install
from dockwright.syntax.parser import parse
from tests.refactor.cases import GO, LOCK, NODE, PACKAGE, offers, refactored

WORKSPACES = {"package.json": '{"workspaces": ["packages/*", "tools"]}', "package-lock.json": LOCK}


def changed(text: str, files: dict[str, str] | None) -> str:
    result, _ = refactored(reorder_install, text, files)
    return result


def reason(text: str, files: dict[str, str] | None) -> str:
    (offer,) = offers(reorder_install, text, files)
    assert offer.disabled is not None
    return offer.disabled


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\nRUN npm run build\n",
            "FROM node:22\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm ci\nCOPY . .\n"
            "RUN npm run build\n",
            id="plain",
        ),
        pytest.param(
            "FROM node:22\nWORKDIR /app\n\n# the source,\n# all of it\nCOPY . .\n\n# install\nRUN npm ci\n\nCMD a\n",
            "FROM node:22\nWORKDIR /app\n\nCOPY package.json package-lock.json ./\n\n# install\nRUN npm ci\n"
            "# the source,\n# all of it\nCOPY . .\n\nCMD a\n",
            id="comments-travel",
        ),
        pytest.param(
            "FROM node:22\r\nCOPY . /src\r\nRUN cd /src && npm i \\\r\n  # build\r\n  && npm run build",
            "FROM node:22\r\nCOPY package.json package-lock.json /src/\r\nRUN cd /src && npm i\r\nCOPY . /src\r\n"
            "# build\r\nRUN cd /src && npm run build",
            id="crlf-cd-comment-and-no-final-line-end",
        ),
        pytest.param(
            "from node:22\nworkdir /app\nadd --chown=node . /app\nrun npm ci",
            "from node:22\nworkdir /app\ncopy --chown=node package.json package-lock.json ./\nrun npm ci\n"
            "add --chown=node . /app",
            id="lower-case-add",
        ),
        pytest.param(
            "# escape=`\nFROM node:22\nWORKDIR /app\nCOPY `\n  . .\nRUN npm ci && `\n    npm run build\n",
            "# escape=`\nFROM node:22\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm ci\n"
            "COPY `\n  . .\nRUN npm run build\n",
            id="escape-directive",
        ),
        pytest.param(
            'FROM node:22\nWORKDIR /app\nCOPY [".", "."]\nRUN ["npm", "ci"]\n',
            'FROM node:22\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN ["npm", "ci"]\nCOPY [".", "."]\n',
            id="json",
        ),
        pytest.param(
            "FROM node:22\nCOPY . /app\nWORKDIR /app\nENV A=1\nUSER node\n"
            "RUN apt-get update && apt-get install -y git\nRUN mkdir /data\n"
            "RUN --mount=type=cache,target=/root/.npm npm install && npm run build\n",
            "FROM node:22\nCOPY package.json package-lock.json /app/\nWORKDIR /app\nENV A=1\nUSER node\n"
            "RUN apt-get update && apt-get install -y git\nRUN mkdir /data\n"
            "RUN --mount=type=cache,target=/root/.npm npm install\nCOPY . /app\n"
            "RUN --mount=type=cache,target=/root/.npm npm run build\n",
            id="much-in-between",
        ),
        pytest.param(
            "FROM debian:13\nRUN true\nFROM node:22 AS app\nWORKDIR /app\nCOPY . .\nRUN npm ci\n",
            "FROM debian:13\nRUN true\nFROM node:22 AS app\nWORKDIR /app\nCOPY package.json package-lock.json ./\n"
            "RUN npm ci\nCOPY . .\n",
            id="a-later-stage",
        ),
    ],
)
def test_node(before: str, after: str) -> None:
    assert changed(before, NODE) == after
    assert offers(reorder_install, after, NODE) == []


@pytest.mark.parametrize(
    ("install", "files", "copies"),
    [
        pytest.param(
            "npm ci",
            {"package.json": "{}", "npm-shrinkwrap.json": "{}"},
            "package.json npm-shrinkwrap.json ./",
            id="shrinkwrap",
        ),
        pytest.param(
            "npm ci",
            NODE | {".npmrc": "", "patches/a.patch": ""},
            "package.json package-lock.json .npmrc ./\nCOPY patches ./patches/",
            id="npmrc-patches",
        ),
        pytest.param("yarn", {"package.json": "{}", "yarn.lock": ""}, "package.json yarn.lock ./", id="yarn"),
        pytest.param(
            "yarn install",
            {
                "package.json": "{}",
                "yarn.lock": "__metadata:\n",
                ".yarnrc.yml": "",
                ".yarn/releases/yarn.cjs": "",
                ".yarn/plugins/a.cjs": "",
            },
            "package.json yarn.lock .yarnrc.yml ./\n"
            "COPY .yarn/releases ./.yarn/releases/\nCOPY .yarn/plugins ./.yarn/plugins/",
            id="yarn-4",
        ),
        pytest.param(
            "corepack enable && pnpm i",
            {
                "package.json": "{}",
                "pnpm-lock.yaml": "",
                "pnpm-workspace.yaml": "packages:\n  - 'apps/*'\n  - lib\n",
                ".pnpmfile.cjs": "",
                "apps/a/package.json": "{}",
                "lib/package.json": "{}",
            },
            "package.json pnpm-lock.yaml pnpm-workspace.yaml .pnpmfile.cjs ./\n"
            "COPY apps/a/package.json ./apps/a/\nCOPY lib/package.json ./lib/",
            id="pnpm-workspace",
        ),
        pytest.param(
            "bun install",
            {"package.json": "{}", "bun.lock": "", "bunfig.toml": ""},
            "package.json bun.lock bunfig.toml ./",
            id="bun",
        ),
        pytest.param(
            "npm ci",
            WORKSPACES | {"packages/a/package.json": "{}", "packages/b/package.json": "{}", "tools/package.json": "{}"},
            "package.json package-lock.json ./\nCOPY packages/a/package.json ./packages/a/\n"
            "COPY packages/b/package.json ./packages/b/\nCOPY tools/package.json ./tools/",
            id="npm-workspaces",
        ),
        pytest.param("go mod download", GO, "go.mod go.sum ./", id="go"),
        pytest.param(
            "cd client && npm ci",
            {"client/package.json": "{}", "client/package-lock.json": "{}"},
            "client/package.json client/package-lock.json ./client/",
            id="client-folder",
        ),
    ],
)
def test_manifests_of_every_manager(install: str, files: dict[str, str], copies: str) -> None:
    image = "golang:1.25" if install.startswith("go") else "node:22"
    start = f"FROM {image}\nWORKDIR /app\n"
    assert changed(f"{start}COPY . .\nRUN {install}\n", files) == f"{start}COPY {copies}\nRUN {install}\nCOPY . .\n"


@pytest.mark.parametrize(
    ("above", "copied"),
    [
        ("COPY package*.json ./\n", ""),
        ("COPY package.json ./\n", "COPY package-lock.json ./\n"),
        ("COPY package*.json /elsewhere/\n", "COPY package.json package-lock.json ./\n"),
    ],
)
def test_what_is_there_is_not_copied_again(above: str, copied: str) -> None:
    start = f"FROM node:22\nWORKDIR /app\n{above}"
    assert changed(f"{start}COPY . .\nRUN npm ci\n", NODE) == f"{start}{copied}RUN npm ci\nCOPY . .\n"


@pytest.mark.parametrize(
    ("install", "files"),
    [
        ("go mod vendor", GO),
        ("npm ci\nCOPY . .\nRUN npm ci --omit=dev", NODE),
    ],
)
def test_an_install_that_needs_the_source_or_comes_again(install: str, files: dict[str, str]) -> None:
    copy = "COPY . ." if files is GO else "COPY package*.json ./"
    assert offers(reorder_install, f"FROM golang:1.25\nWORKDIR /app\n{copy}\nRUN {install}\n", files) == []


def test_root_and_client_one_after_the_other() -> None:
    files = NODE | {"client/package.json": "{}", "client/package-lock.json": "{}"}
    text = "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\nRUN cd client && npm ci\n"
    first = changed(text, files)
    assert changed(first, files) == (
        "FROM node:22\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm ci\n"
        "COPY client/package.json client/package-lock.json ./client/\nRUN cd client && npm ci\nCOPY . .\n"
    )


@pytest.mark.parametrize(
    ("between", "why"),
    [
        (
            "WORKDIR /app/client\nRUN npm ci",
            "a WORKDIR stands between the COPY and the install, and the COPY goes to the one above it",
        ),
        ("RUN chmod +x a.sh\nRUN npm ci", "a RUN between the COPY and the install may need the source"),
        ("RUN make\nRUN npm ci", "a RUN between the COPY and the install may need the source"),
        ("COPY a b\nRUN npm ci", "another COPY stands between this one and the install"),
        ("RUN npm ci || npm install", "whether the install runs depends on other commands of its RUN"),
        ("RUN make && npm ci", "the install is not the first command of its RUN"),
        ("RUN <<EOF\nnpm ci\nEOF", "the install stands in a here-document"),
    ],
)
def test_what_stands_in_the_way(between: str, why: str) -> None:
    files = NODE | {"client/package.json": PACKAGE, "client/package-lock.json": LOCK}
    assert reason(f"FROM node:22\nWORKDIR /app\nCOPY . .\n{between}\n", files) == why


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ({"package-lock.json": LOCK}, "there is no package.json in the build context"),
        (
            NODE | {"Dockerfile.dockerignore": "package-lock.json\n"},
            "package-lock.json is kept back by Dockerfile.dockerignore",
        ),
        (
            NODE | {"package.json": '{"dependencies": {"lib": "file:./lib"}}'},
            "the dependency lib is the local folder ./lib",
        ),
        (WORKSPACES | {"packages/a b/package.json": "{}"}, "a COPY cannot simply name packages/a b/package.json"),
    ],
)
def test_what_is_missing(files: dict[str, str], why: str) -> None:
    assert reason("FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\n", files) == why


def test_a_local_module_of_go() -> None:
    files = GO | {"go.mod": "module a\n\nreplace b => ./b\n"}
    text = "FROM golang:1.25\nWORKDIR /app\nCOPY . .\nRUN go mod download\n"
    assert reason(text, files) == "go.mod replaces a module by the local folder ./b"


@pytest.mark.parametrize(
    ("files", "note"),
    [
        (NODE, ""),
        (
            NODE | {"package.json": '{"scripts": {"prepare": "husky"}}'},
            "package.json runs `prepare` when it is installed: check that this needs no source file",
        ),
        (
            NODE | {"package.json": '{"scripts": {"postinstall": "node a.js"}}'},
            "package.json runs `postinstall` when it is installed: check that this needs no source file",
        ),
        (
            NODE | {"node_modules/a/index.js": ""},
            "put node_modules into .dockerignore, or the COPY overwrites what is installed",
        ),
        (NODE | {"node_modules/a/index.js": "", ".dockerignore": "node_modules\n"}, ""),
    ],
)
def test_when_it_is_not_safe(files: dict[str, str], note: str) -> None:
    (offer,) = offers(reorder_install, "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\n", files)
    assert (offer.safety, offer.note) == (Safety.UNSAFE if note else Safety.SAFE, note)


@pytest.mark.parametrize(
    "text",
    [
        "FROM node:22\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci\nCOPY . .\n",
        "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm install -g pm2\n",
        "FROM node:22\nWORKDIR /app\nCOPY . /other\nRUN npm ci\n",
        "FROM node:22\nARG DIR\nWORKDIR $DIR\nCOPY . .\nRUN npm ci\n",
    ],
)
def test_nothing_to_gain(text: str) -> None:
    assert offers(reorder_install, text, NODE) == []


def test_the_offer_is_where_the_copy_is() -> None:
    text = "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\n"
    (offer,) = offers(reorder_install, text, NODE)
    assert offer.span == parse(text).instructions[2].span


def test_a_manifest_that_is_there_is_not_copied_again() -> None:
    text = (
        "FROM ruby:3.3\nWORKDIR /app\nCOPY Gemfile Gemfile.lock ./\nRUN bundle config set --local without test\n"
        'COPY . .\nRUN bundle install\nCMD ["ruby", "app.rb"]\n'
    )
    files = {"Gemfile": "", "Gemfile.lock": "", "app.rb": ""}
    assert refactored(reorder_install, text, files)[0] == (
        "FROM ruby:3.3\nWORKDIR /app\nCOPY Gemfile Gemfile.lock ./\nRUN bundle config set --local without test\n"
        'RUN bundle install\nCOPY . .\nCMD ["ruby", "app.rb"]\n'
    )


def test_a_destination_that_a_variable_tells() -> None:
    text = "FROM ruby:3.3\nENV HOME_DIR=/srv/app\nWORKDIR $HOME_DIR\nADD . $HOME_DIR\nRUN bundle install\nCMD rackup\n"
    assert refactored(reorder_install, text, {"Gemfile": "", "Gemfile.lock": "", "config.ru": ""})[0] == (
        "FROM ruby:3.3\nENV HOME_DIR=/srv/app\nWORKDIR $HOME_DIR\nCOPY Gemfile Gemfile.lock ./\nRUN bundle install\n"
        "ADD . $HOME_DIR\nCMD rackup\n"
    )
