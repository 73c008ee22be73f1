"""The split into builder and runtime stage, on whole texts: messy shapes, every manager, and what cannot be split."""

import pytest

from dockwright.refactor.split_stages import split_stages
from tests.refactor.cases import GO, LOCK, NODE, PACKAGE, offers, refactored

FILES = "check that the program needs no file outside dist/ at run time"
GO_FILES = "check that the program needs no other file at run time"
CERTIFICATES = "COPY --from=builder /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt\n"
BUILD = "WORKDIR /app\nCOPY package*.json ./\nRUN npm ci\nCOPY . .\nRUN npm run build\n"
RUNTIME = (
    "WORKDIR /app\nENV NODE_ENV=production\nCOPY package*.json ./\nRUN npm ci --omit=dev --ignore-scripts\n"
    "COPY --from=builder /app/dist ./dist\n"
)
START = 'CMD ["node", "dist/server.js"]\n'
OWNED = RUNTIME.replace("--from=builder /app/dist", "--from=builder --chown=node /app/dist")


def check(before: str, after: str, files: dict[str, str] | None, note: str) -> None:
    assert refactored(split_stages, before, files) == (after, note)
    assert offers(split_stages, after, files) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            f"FROM node:22\n{BUILD}{START}",
            f"FROM node:22 AS builder\n{BUILD}\nFROM node:22-slim AS runtime\n{RUNTIME}{START}",
            id="plain",
        ),
        pytest.param(
            "# syntax=docker/dockerfile:1\r\n# the base\r\nFROM node:22\r\n\r\n# the port\r\n"
            "EXPOSE 3000\r\nWORKDIR /app\r\n# manifests\r\nCOPY package*.json ./\r\nRUN npm ci\r\n# source\r\n"
            "COPY . .\r\nRUN npm run build\r\n\r\n# start\r\nCMD npm start\r\n",
            "# syntax=docker/dockerfile:1\r\n# the base\r\nFROM node:22 AS builder\r\n\r\nWORKDIR /app\r\n"
            "# manifests\r\nCOPY package*.json ./\r\nRUN npm ci\r\n# source\r\nCOPY . .\r\nRUN npm run build\r\n\r\n"
            "FROM node:22-slim AS runtime\r\nWORKDIR /app\r\nENV NODE_ENV=production\r\n"
            "# manifests\r\nCOPY package*.json ./\r\nRUN npm ci --omit=dev --ignore-scripts\r\n"
            "COPY --from=builder /app/dist ./dist\r\n# the port\r\nEXPOSE 3000\r\n\r\n# start\r\n"
            'CMD ["node", "dist/server.js"]\r\n',
            id="comments-and-crlf",
        ),
        pytest.param(
            "from node:22\nlabel a=b\nexpose 3000\nenv PORT=3000 \\\n  B=2\nworkdir /app\ncopy package*.json ./\n"
            "run npm ci\ncopy . .\nrun npm run build\ncmd npm start",
            "from node:22 as builder\nenv PORT=3000 \\\n  B=2\nworkdir /app\ncopy package*.json ./\n"
            "run npm ci\ncopy . .\nrun npm run build\n\n"
            "from node:22-slim as runtime\nenv PORT=3000 \\\n  B=2\nworkdir /app\nenv NODE_ENV=production\n"
            "copy package*.json ./\nrun npm ci --omit=dev --ignore-scripts\ncopy --from=builder /app/dist ./dist\n"
            'label a=b\nexpose 3000\ncmd ["node", "dist/server.js"]',
            id="lower-case-and-no-final-line-end",
        ),
        pytest.param(
            "# escape=`\nFROM node:22\nWORKDIR /app\nCOPY package*.json `\n  ./\nRUN npm ci\nCOPY . .\n"
            "RUN npm run build `\n  --silent\nCMD npm run start\n",
            "# escape=`\nFROM node:22 AS builder\nWORKDIR /app\nCOPY package*.json `\n  ./\nRUN npm ci\nCOPY . .\n"
            "RUN npm run build `\n  --silent\n\n"
            "FROM node:22-slim AS runtime\nWORKDIR /app\nENV NODE_ENV=production\nCOPY package*.json `\n  ./\n"
            f"RUN npm ci --omit=dev --ignore-scripts\nCOPY --from=builder /app/dist ./dist\n{START}",
            id="escape-directive",
        ),
        pytest.param(
            "FROM node:22\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci\nUSER node\nCOPY . .\nRUN npm run build\n"
            f"VOLUME /data\n{START}",
            "FROM node:22 AS builder\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci\nUSER node\nCOPY . .\n"
            f"RUN npm run build\n\nFROM node:22-slim AS runtime\n{RUNTIME}USER node\nVOLUME /data\n{START}",
            id="user-in-the-middle",
        ),
        pytest.param(
            f"ARG TAG=22\nFROM node:${{TAG}}\nARG VERSION=1\nENV APP=$VERSION\nARG UNUSED\n{BUILD}{START}",
            f"ARG TAG=22\nFROM node:${{TAG}} AS builder\nARG VERSION=1\nENV APP=$VERSION\nARG UNUSED\n{BUILD}\n"
            f"FROM node:${{TAG}}-slim AS runtime\nARG VERSION=1\nENV APP=$VERSION\n{RUNTIME}{START}",
            id="arguments",
        ),
        pytest.param(
            "FROM node:22\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci\nCOPY . .\n# go\nCMD npm start\n\n"
            "RUN npm run build",
            "FROM node:22 AS builder\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci\nCOPY . .\n\n"
            f"RUN npm run build\n\nFROM node:22-slim AS runtime\n{RUNTIME}# go\n{START}".removesuffix("\n"),
            id="start-above-the-build",
        ),
        pytest.param(
            f"FROM node:22 AS app\n{BUILD}{START}",
            f"FROM node:22 AS builder\n{BUILD}\nFROM node:22-slim AS app\n{RUNTIME}{START}",
            id="a-name-that-others-build",
        ),
        pytest.param(
            f"FROM node:22 AS Build\n{BUILD}{START}",
            f"FROM node:22 AS Build\n{BUILD}\nFROM node:22-slim AS runtime\n"
            f"{RUNTIME.replace('builder', 'build')}{START}",
            id="a-builder-by-name",
        ),
        pytest.param(
            f"FROM debian:13 AS builder\nRUN true\nFROM debian:13 AS runtime\nRUN true\nFROM node:22\n{BUILD}{START}",
            "FROM debian:13 AS builder\nRUN true\nFROM debian:13 AS runtime\nRUN true\n"
            f"FROM node:22 AS builder-2\n{BUILD}\nFROM node:22-slim AS runtime-2\n"
            f"{RUNTIME.replace('builder', 'builder-2')}{START}",
            id="names-that-are-taken",
        ),
        pytest.param(
            f'FROM --platform=linux/amd64 node:22-alpine\n{BUILD}ENTRYPOINT ["node"]\nCMD ["dist/server.js"]\n',
            f"FROM --platform=linux/amd64 node:22-alpine AS builder\n{BUILD}\n"
            f"FROM --platform=linux/amd64 node:22-alpine AS runtime\n{RUNTIME}"
            'ENTRYPOINT ["node"]\nCMD ["dist/server.js"]\n',
            id="alpine-platform-entrypoint",
        ),
        pytest.param(
            f'FROM node:22\n{BUILD}ENTRYPOINT ["tini", "--"]\nCMD npm start\n',
            f"FROM node:22 AS builder\n{BUILD}\nFROM node:22-slim AS runtime\n{RUNTIME}"
            f'ENTRYPOINT ["tini", "--"]\n{START}',
            id="init-in-the-entrypoint",
        ),
        pytest.param(
            f"FROM node:22\nENV NODE_ENV=production\n{BUILD}{START}",
            f"FROM node:22 AS builder\nENV NODE_ENV=production\n{BUILD.replace('npm ci', 'npm ci --include=dev')}\n"
            f"FROM node:22-slim AS runtime\nENV NODE_ENV=production\n"
            f"{RUNTIME.replace('ENV NODE_ENV=production' + chr(10), '')}{START}",
            id="production-in-the-builder",
        ),
        pytest.param(
            "FROM node:22\nCOPY . /src\nRUN cd /src && npm i\nRUN cd /src && npm run build\nWORKDIR /src\n" + START,
            "FROM node:22 AS builder\nCOPY . /src\nRUN cd /src && npm i\nRUN cd /src && npm run build\n\n"
            "FROM node:22-slim AS runtime\nWORKDIR /src\nENV NODE_ENV=production\n"
            "COPY package.json package-lock.json /src/\nRUN npm ci --omit=dev --ignore-scripts\n"
            f"COPY --from=builder /src/dist ./dist\nWORKDIR /src\n{START}",
            id="cd-instead-of-workdir",
        ),
        pytest.param(
            f"FROM node:22\n{BUILD}WORKDIR /app/dist\nCMD node server.js\n",
            f"FROM node:22 AS builder\n{BUILD}\nFROM node:22-slim AS runtime\n{RUNTIME}WORKDIR /app/dist\n"
            'CMD ["node", "server.js"]\n',
            id="workdir-after-the-build",
        ),
        pytest.param(
            "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN <<EOF\nnpm install\nnpm run build\nEOF\n" + START,
            "FROM node:22 AS builder\nWORKDIR /app\nCOPY . .\nRUN <<EOF\nnpm install\nnpm run build\nEOF\n\n"
            "FROM node:22-slim AS runtime\nWORKDIR /app\nENV NODE_ENV=production\n"
            "COPY package.json package-lock.json ./\nRUN npm ci --omit=dev --ignore-scripts\n"
            f"COPY --from=builder /app/dist ./dist\n{START}",
            id="here-document",
        ),
        pytest.param(
            'FROM node:22\nWORKDIR /app\nCOPY ["package.json", "package-lock.json", "./"]\nRUN ["npm", "ci"]\n'
            "ADD . /app\nRUN npm run build && npm prune --production\n" + START,
            'FROM node:22 AS builder\nWORKDIR /app\nCOPY ["package.json", "package-lock.json", "./"]\n'
            'RUN ["npm", "ci"]\nADD . /app\nRUN npm run build && npm prune --production\n\n'
            "FROM node:22-slim AS runtime\nWORKDIR /app\nENV NODE_ENV=production\n"
            'COPY ["package.json", "package-lock.json", "./"]\nRUN npm ci --omit=dev --ignore-scripts\n'
            f"COPY --from=builder /app/dist ./dist\n{START}",
            id="json",
        ),
        pytest.param(
            "FROM node:22\nWORKDIR /app\nCOPY package*.json ./\n"
            "RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci\nCOPY . .\nRUN npm run build\n" + START,
            "FROM node:22 AS builder\nWORKDIR /app\nCOPY package*.json ./\n"
            "RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci\nCOPY . .\nRUN npm run build\n\n"
            "FROM node:22-slim AS runtime\nWORKDIR /app\nENV NODE_ENV=production\nCOPY package*.json ./\n"
            "RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci --omit=dev --ignore-scripts\n"
            f"COPY --from=builder /app/dist ./dist\n{START}",
            id="mounts",
        ),
        pytest.param(
            "FROM node:22\nRUN apt-get update && apt-get install -y python3 make g++ libvips-dev curl\n"
            f"RUN mkdir -p /data && chown node /data\nCOPY tls.pem /etc/app/\n{BUILD}"
            f"RUN chown -R node /app/dist\nHEALTHCHECK CMD curl -f localhost\n{START}",
            "FROM node:22 AS builder\nRUN apt-get update && apt-get install -y python3 make g++ libvips-dev curl\n"
            f"RUN mkdir -p /data && chown node /data\nCOPY tls.pem /etc/app/\n{BUILD}\n"
            "FROM node:22-slim AS runtime\n"
            "RUN apt-get update && apt-get install -y libvips42 curl "
            "&& rm -rf /var/lib/apt/lists/*\n"
            f"RUN mkdir -p /data && chown node /data\nCOPY tls.pem /etc/app/\n{OWNED}"
            f"RUN chown node /app/dist\nHEALTHCHECK CMD curl -f localhost\n{START}",
            id="packages-folders-and-files",
        ),
        pytest.param(
            f"FROM node:22\nRUN adduser --system app\n{BUILD}HEALTHCHECK CMD wget -q localhost || exit 1\n{START}",
            f"FROM node:22 AS builder\nRUN adduser --system app\n{BUILD}\nFROM node:22-slim AS runtime\n"
            "RUN apt-get update && apt-get install -y --no-install-recommends adduser wget "
            "&& rm -rf /var/lib/apt/lists/*\n"
            f"RUN adduser --system app\n{RUNTIME}HEALTHCHECK CMD wget -q localhost || exit 1\n{START}",
            id="programs-that-slim-has-not",
        ),
    ],
)
def test_node(before: str, after: str) -> None:
    check(before, after, NODE, FILES)


@pytest.mark.parametrize(
    ("lock", "tools", "install", "production"),
    [
        ("yarn.lock", "", "yarn install --frozen-lockfile", "yarn install --frozen-lockfile --production"),
        ("pnpm-lock.yaml", "RUN corepack enable\n", "pnpm i", "pnpm install --frozen-lockfile --prod"),
        ("pnpm-lock.yaml", "RUN npm install -g pnpm@9\n", "pnpm i", "pnpm install --frozen-lockfile --prod"),
        ("pnpm-lock.yaml", "", "corepack enable && pnpm i", "corepack enable && pnpm install --frozen-lockfile --prod"),
        ("bun.lock", "", "bun install", "bun install --frozen-lockfile --production"),
    ],
)
def test_managers(lock: str, tools: str, install: str, production: str) -> None:
    manager = install.split()[-2] if "&&" in install else install.split(maxsplit=1)[0]
    image = "oven/bun:1" if manager == "bun" else "node:22-alpine"
    start = f"{tools}WORKDIR /app\nCOPY package.json {lock} ./\nRUN {install}\nCOPY . .\nRUN {manager} run build\n"
    check(
        f"FROM {image}\n{start}CMD {manager} run start\n",
        f"FROM {image} AS builder\n{start}\nFROM {image} AS runtime\n{tools}WORKDIR /app\nENV NODE_ENV=production\n"
        f"COPY package.json {lock} ./\nRUN {production}\nCOPY --from=builder /app/dist ./dist\n{START}",
        NODE | {lock: ""},
        FILES,
    )


def test_folders_beside_the_program_and_what_prisma_makes() -> None:
    package = PACKAGE.replace('"express"', '"@prisma/client": "^6.0.0", "express"')
    files = NODE | {"package.json": package, "prisma/schema.prisma": "", "public/a.css": "", ".npmrc": "a=${TOKEN}\n"}
    start = "ARG TOKEN\nWORKDIR /app\nCOPY . .\nRUN npm ci\nRUN npx prisma generate && npm run build\n"
    check(
        f"FROM node:22\n{start}{START}",
        f"FROM node:22 AS builder\n{start}\nFROM node:22-slim AS runtime\nARG TOKEN\nWORKDIR /app\n"
        "ENV NODE_ENV=production\nCOPY package.json package-lock.json .npmrc ./\nCOPY prisma ./prisma/\n"
        "RUN npm ci --omit=dev --ignore-scripts\nCOPY --from=builder /app/dist ./dist\n"
        "COPY --from=builder /app/node_modules/.prisma ./node_modules/.prisma\n"
        f"COPY --from=builder /app/public ./public\n{START}",
        files,
        FILES,
    )


SCRIPTS = """{"lockfileVersion": 3, "packages": {"node_modules/bcrypt": {"hasInstallScript": true}}}"""
PRUNE_YARN = "yarn install --frozen-lockfile --production --ignore-scripts --prefer-offline"
MODULES = (
    "WORKDIR /app\nENV NODE_ENV=production\nCOPY --from=builder /app/dist ./dist\n"
    "COPY --from=builder /app/node_modules ./node_modules\n"
    "COPY --from=builder /app/package.json ./package.json\n"
)


def test_packages_with_install_scripts_keep_them() -> None:
    check(
        f"FROM node:22-slim\n{BUILD}{START}",
        f"FROM node:22-slim AS builder\n{BUILD}\nFROM node:22-slim AS runtime\n"
        f"{RUNTIME.replace(' --ignore-scripts', '')}{START}",
        NODE | {"package-lock.json": SCRIPTS},
        FILES,
    )


@pytest.mark.parametrize(
    ("files", "note"),
    [
        pytest.param(
            {"package-lock.json": SCRIPTS},
            f"{FILES}; that bcrypt needs no library of the full image that node:22-slim has not",
            id="scripts-for-which-slim-has-no-compiler",
        ),
        pytest.param({"package-lock.json": None}, FILES, id="no-lockfile"),
        pytest.param(
            {
                "package.json": PACKAGE.replace('"scripts": {', '"scripts": {"prepare": "husky", '),
                "package-lock.json": '{"lockfileVersion": 1}',
            },
            FILES,
            id="a-script-of-the-project-that-calls-a-development-dependency",
        ),
    ],
)
def test_modules_are_taken_from_the_builder_where_an_install_may_fail(files: dict[str, str | None], note: str) -> None:
    project = {path: text for path, text in (NODE | files).items() if text is not None}
    check(
        f"FROM node:22\n{BUILD}{START}",
        f"FROM node:22 AS builder\n{BUILD}RUN npm prune --omit=dev\n\nFROM node:22-slim AS runtime\n{MODULES}{START}",
        project,
        note,
    )


@pytest.mark.parametrize(
    ("image", "install", "prune"),
    [
        ("node:14-alpine", "npm install", "RUN npm prune --only=production\n"),
        ("node:lts-alpine", "npm ci --omit=dev", ""),
        ("node:8-alpine", "yarn", f"RUN {PRUNE_YARN}\n"),
        ("node:22-alpine", "npm ci && cd /srv", "RUN npm prune --omit=dev\n"),
    ],
)
def test_modules_that_are_compiled_are_taken_from_the_builder(image: str, install: str, prune: str) -> None:
    build = f"RUN apk add build-base python3\nWORKDIR /app\nCOPY . .\nRUN {install}\nRUN npm run build\n"
    check(
        f"FROM {image}\n{build}{START}",
        f"FROM {image} AS builder\n{build}{prune}\nFROM {image} AS runtime\n{MODULES}{START}",
        NODE | {"package-lock.json": SCRIPTS, "yarn.lock": ""},
        FILES,
    )


def test_an_install_that_pnpm_might_not_do_again_is_refused() -> None:
    package = PACKAGE.replace('"scripts": {', '"scripts": {"prepare": "husky", ')
    build = "RUN corepack enable\nWORKDIR /app\nCOPY . .\nRUN pnpm i\nRUN pnpm build\n"
    (offer,) = offers(
        split_stages, f"FROM node:22\n{build}{START}", NODE | {"package.json": package, "pnpm-lock.yaml": ""}
    )
    assert offer.disabled == "package.json runs `prepare` when it is installed, which may need development dependencies"


def test_old_versions_of_npm() -> None:
    check(
        f"FROM node:9-alpine\n{BUILD}{START}",
        f"FROM node:9-alpine AS builder\n{BUILD}\nFROM node:9-alpine AS runtime\n"
        f"{RUNTIME.replace('npm ci --omit=dev', 'npm install --only=production')}{START}",
        NODE,
        FILES,
    )


def test_files_that_packages_look_for_beside_the_program() -> None:
    package = """{
      "scripts": {"start": "node dist/server.js", "build": "tsc"},
      "dependencies": {"typeorm": "0.2", "config": "3", "swagger-jsdoc": "6", "dotenv": "16"}
    }"""
    others = {"ormconfig.json": "{}", "config/default.json": "{}", "i18n/en.json": "{}", "lang/a.ts": "", ".env": ""}
    check(
        f"FROM node:22-slim\n{BUILD}{START}",
        f"FROM node:22-slim AS builder\n{BUILD}\nFROM node:22-slim AS runtime\n{RUNTIME}"
        "COPY --from=builder /app/config ./config\nCOPY --from=builder /app/i18n ./i18n\n"
        "COPY --from=builder /app/ormconfig.json ./ormconfig.json\nCOPY --from=builder /app/src ./src\n"
        f"{START}",
        NODE | others | {"package.json": package},
        f"{FILES}; that what .env says is given when the container is started: it is not taken over",
    )


def test_scripts_of_the_project_itself() -> None:
    (offer,) = offers(
        split_stages,
        f"FROM node:22\n{BUILD}{START}",
        NODE | {"package.json": '{"scripts": {"postinstall": "node a.js"}}'},
    )
    assert offer.note == (
        f"{FILES}; package.json runs `postinstall` when it is installed: check that this needs no source file"
    )


def test_without_a_known_context_the_file_says_what_is_installed() -> None:
    check(
        f"FROM node:22\n{BUILD}{START}",
        f"FROM node:22 AS builder\n{BUILD}\nFROM node:22-slim AS runtime\n"
        f"{RUNTIME.replace(' --ignore-scripts', '')}{START}",
        None,
        FILES,
    )


@pytest.mark.parametrize(
    ("text", "files", "why"),
    [
        (
            "COPY . .\nRUN npm ci\nRUN npm run build\nCMD node dist/server.js\n",
            None,
            "the build context is not known, nor which files the install reads",
        ),
        (
            "COPY . .\nRUN npm ci\nRUN npm run build\nCMD node dist/server.js\n",
            NODE | {".dockerignore": "package-lock.json\n"},
            "package-lock.json is kept back by .dockerignore",
        ),
        (
            "COPY . .\nRUN npm ci\nRUN npm run build\nCMD node dist/server.js\n",
            NODE | {"package.json": '{"dependencies": {"lib": "file:./lib"}}'},
            "the dependency lib is the local folder ./lib",
        ),
        (
            "COPY . .\nRUN npm ci\nRUN npm run build\nCMD node dist/server.js\n",
            NODE | {"package.json": '{"workspaces": ["a"]}', "a/package.json": "{}"},
            "which of the workspaces the program needs is not known",
        ),
        (
            "COPY . .\nRUN npm ci && npm ci --prefix client\nRUN npm run build\nCMD node dist/server.js\n",
            NODE | {"client/package.json": PACKAGE, "client/package-lock.json": LOCK},
            "dependencies are installed in /app and /app/client: which of them run is not known",
        ),
        (
            "COPY . .\nRUN pnpm i\nRUN pnpm build\nCMD node dist/server.js\n",
            NODE | {"pnpm-lock.yaml": ""},
            "how pnpm comes into the image is not known",
        ),
        (
            "COPY . .\nRUN npm ci\nRUN npm run build\n",
            NODE,
            "what the container starts is not one plain command",
        ),
        (
            "COPY . .\nRUN npm ci\nRUN npm run build\nCMD npm\n",
            NODE,
            "the container starts npm, not node",
        ),
        (
            "COPY . .\nRUN npm ci\nRUN npm run build\nCMD npm start -- --port 80\n",
            NODE,
            "the container starts npm, not node",
        ),
        (
            "COPY . .\nRUN npm ci\nRUN npm run build\nCMD npm run serve\n",
            NODE,
            "what `npm run serve` starts is not a plain `node FILE` in package.json",
        ),
        (
            "COPY . .\nRUN npm ci\nRUN npm run build\nENTRYPOINT node dist/server.js\nCMD --port 80\n",
            NODE,
            "the shell of the ENTRYPOINT keeps the CMD from the program",
        ),
        (
            "COPY . .\nRUN npm ci\nRUN npm run build\nCMD node server.js\n",
            NODE,
            "the started file server.js is not in a folder that the build makes",
        ),
        (
            "COPY . .\nRUN npm ci\nRUN npm run build\nCMD node src/server.js\n",
            NODE,
            "src/, where the started file is, is not known to be made by the build",
        ),
        (
            (
                "RUN curl -sL https://example.org/tool | sh\nCOPY . .\nRUN npm ci\nRUN npm run build\n"
                "CMD node dist/server.js\n"
            ),
            NODE,
            "whether the program needs what `RUN curl -sL https://example.org/tool | sh` does is not known",
        ),
        (
            "COPY . .\nRUN npm ci\nRUN npm run build\nRUN ./finish.sh\nCMD node dist/server.js\n",
            NODE,
            "a RUN after the last build step may change what runs, and its effect is not known",
        ),
    ],
)
def test_why_a_node_stage_is_not_split(text: str, files: dict[str, str] | None, why: str) -> None:
    assert refactored(split_stages, f"FROM node:22\nWORKDIR /app\n{text}", files)[1] == why


@pytest.mark.parametrize(
    "text",
    [
        "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\nCMD node server.js\n",
        f"FROM node:22 AS base\nFROM base\n{BUILD}{START}",
        "FROM golang:1.25 AS b\nRUN go build -o /tool .\nFROM alpine:3\nCOPY --from=b /tool /tool\nCMD /tool\n",
        "FROM debian:13\nRUN make\nCMD ./tool\n",
        "FROM\n",
        "",
    ],
)
def test_nothing_to_split(text: str) -> None:
    assert offers(split_stages, text, NODE | GO) == []


GO_START = "FROM golang:1.25\nWORKDIR /src\nCOPY . .\n"
GO_BUILDER = "FROM golang:1.25 AS builder\nWORKDIR /src\nCOPY . .\n"


@pytest.mark.parametrize(
    ("build", "start", "binary", "last"),
    [
        ("go build", "CMD ./tool", "/src/tool", 'CMD ["/tool"]'),
        ("go build -o /bin/api .", 'CMD ["api", "-v"]', "/bin/api", 'CMD ["/api", "-v"]'),
        ("go build -o bin/ ./cmd/api", "CMD bin/api", "/src/bin/api", 'CMD ["/api"]'),
        ("go build -o /bin/ ./...", 'CMD ["/bin/worker"]', "/bin/worker", 'CMD ["/worker"]'),
        ("go install ./...", 'CMD ["api"]', "/go/bin/api", 'CMD ["/api"]'),
        (
            "go build -o /api ./cmd/api",
            'ENTRYPOINT ["/api"]\nCMD ["serve"]',
            "/api",
            'ENTRYPOINT ["/api"]\nCMD ["serve"]',
        ),
        ("go build -o /x/api .", 'ENTRYPOINT ["tini", "--", "/x/api"]', "/x/api", 'ENTRYPOINT ["/api"]'),
    ],
)
def test_go_on_scratch(build: str, start: str, binary: str, last: str) -> None:
    files = GO | {"cmd/api/main.go": "package main\n", "cmd/worker/main.go": "package main\n"}
    name = binary.rpartition("/")[2]
    check(
        f"{GO_START}RUN {build}\nEXPOSE 8080\n{start}\n",
        f"{GO_BUILDER}RUN CGO_ENABLED=0 {build}\n\nFROM scratch AS runtime\n{CERTIFICATES}"
        f"COPY --from=builder {binary} /{name}\nUSER 65532:65532\nEXPOSE 8080\n{last}\n",
        files,
        GO_FILES,
    )


@pytest.mark.parametrize(
    ("above", "files", "lines"),
    [
        pytest.param(
            "",
            {"templates/a.html": "", "web/a.js": ""},
            "WORKDIR /src\n{}COPY --from=builder /src/templates ./templates\n"
            "COPY --from=builder /src/web ./web\nUSER 65532:65532\n",
            id="folders",
        ),
        pytest.param("USER 1000:1000\n", {}, "{}USER 1000:1000\n", id="user"),
        pytest.param("EXPOSE 80\n", {}, "{}EXPOSE 80\n", id="low-port"),
        pytest.param(
            "COPY a.yaml /etc/a/\n", {"a.yaml": ""}, "COPY a.yaml /etc/a/\n{}USER 65532:65532\n", id="files-elsewhere"
        ),
        pytest.param(
            "ENV CGO_ENABLED=0\nRUN go env -w GOPROXY=direct\n",
            {"go.mod": "module a\n\nrequire github.com/mattn/go-sqlite3 v1.0.0\n"},
            "{}USER 65532:65532\n",
            id="cgo-off",
        ),
        pytest.param(
            "RUN apt-get update && apt-get install -y make git\n", {}, "{}USER 65532:65532\n", id="build-packages"
        ),
    ],
)
def test_what_goes_with_a_static_binary(above: str, files: dict[str, str], lines: str) -> None:
    kept = "" if above.startswith("EXPOSE") else above
    cgo = "" if "CGO_ENABLED" in above else "CGO_ENABLED=0 "
    check(
        f"{GO_START}{above}RUN go build -o /tool .\nCMD /tool\n",
        f"{GO_BUILDER}{kept}RUN {cgo}go build -o /tool .\n\nFROM scratch AS runtime\n"
        + lines.format(f"{CERTIFICATES}COPY --from=builder /tool /tool\n")
        + 'CMD ["/tool"]\n',
        GO | files,
        GO_FILES,
    )


def test_time_zones_go_with_a_static_binary() -> None:
    start = "RUN apk add --no-cache git tzdata\nWORKDIR /src\nCOPY . .\n"
    check(
        f"FROM golang:1.25-alpine\n{start}RUN go build -o /tool .\nCMD /tool\n",
        f"FROM golang:1.25-alpine AS builder\n{start}RUN CGO_ENABLED=0 go build -o /tool .\n\n"
        f"FROM scratch AS runtime\n{CERTIFICATES}COPY --from=builder /usr/share/zoneinfo /usr/share/zoneinfo\n"
        'COPY --from=builder /tool /tool\nUSER 65532:65532\nCMD ["/tool"]\n',
        GO,
        GO_FILES,
    )


APT = "RUN apt-get update && apt-get install -y --no-install-recommends {} && rm -rf /var/lib/apt/lists/*\n"
TOOL = f"WORKDIR /src\n{CERTIFICATES}COPY --from=builder /src/tool ./tool\n"


@pytest.mark.parametrize(
    ("above", "below", "lines", "note"),
    [
        pytest.param(
            "",
            "HEALTHCHECK CMD curl -f localhost\n",
            APT.format("curl") + TOOL,
            "not on scratch: a HEALTHCHECK calls another program",
            id="healthcheck",
        ),
        pytest.param(
            "RUN adduser --system app\n",
            "USER app\n",
            APT.format("adduser") + f"RUN adduser --system app\n{TOOL}",
            "not on scratch: the user app is known by name",
            id="user",
        ),
        pytest.param(
            "RUN apt-get update && apt-get install -y ffmpeg gcc\n",
            "",
            APT.format("ffmpeg").replace("--no-install-recommends ", "") + TOOL,
            "not on scratch: the program may need ffmpeg",
            id="packages",
        ),
        pytest.param(
            "ENV CGO_ENABLED=1\n",
            "",
            TOOL,
            "the binary may use cgo (CGO_ENABLED=1), so it keeps the builder's libc",
            id="cgo",
        ),
    ],
)
def test_go_on_a_small_image(above: str, below: str, lines: str, note: str) -> None:
    cgo = "" if "CGO_ENABLED" in above else "CGO_ENABLED=0 "
    check(
        f"FROM golang:1.25-bookworm\n{above}WORKDIR /src\nCOPY . .\nRUN go build -o tool .\n{below}CMD ./tool\n",
        f"FROM golang:1.25-bookworm AS builder\n{above}WORKDIR /src\nCOPY . .\nRUN {cgo}go build -o tool .\n\n"
        f"FROM debian:bookworm-slim AS runtime\n{lines}{below}CMD ./tool\n",
        GO,
        f"{note}; {GO_FILES}",
    )


@pytest.mark.parametrize(
    "files",
    [
        {"go.mod": "module a\n\nrequire github.com/mattn/go-sqlite3 v1.14.0\n"},
        {"db.go": 'package main\n\nimport "C"\n'},
    ],
)
def test_cgo_keeps_the_libc(files: dict[str, str]) -> None:
    text, _ = refactored(split_stages, f"{GO_START}RUN go build -o /tool .\nCMD /tool\n", GO | files)
    assert "FROM scratch" not in text
    assert "CGO_ENABLED" not in text


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("RUN go build -o /tool .\nCMD /other\n", "the container starts /other, but `go build` makes /tool"),
        ("RUN go build -o $OUT .\nCMD /tool\n", "where `go build` puts the binary is not known"),
        ("RUN go build ./cmd/a ./cmd/b\nCMD ./a\n", "where `go build` puts the binary is not known"),
        ("RUN go build -o /tool .\nCMD /tool $PORT\n", "what the container starts is not one plain command"),
        (
            "CMD go run -race .\n",
            "the container compiles the program when it starts (`go run`): build it in a RUN first",
        ),
    ],
)
def test_why_a_go_stage_is_not_split(text: str, why: str) -> None:
    assert refactored(split_stages, f"{GO_START}{text}", GO)[1] == why
