"""Installs bound to their lockfile: what is changed, what is left, and what is said where it cannot be done."""

import pytest

from dockwright.model.facts import facts_of
from dockwright.project.snapshot import from_files
from dockwright.rules.engine import run_rule
from dockwright.rules.model import Finding
from dockwright.rules.registry import rules_by_name
from dockwright.syntax.parser import parse
from dockwright.text.edit import apply

NPM = {"package.json": "{}", "package-lock.json": "{}"}
COPY = "COPY package*.json ./"


def found(rule: str, text: str, files: dict[str, str]) -> list[Finding]:
    return list(run_rule(rules_by_name()[rule], facts_of(parse(text)), from_files(files)))


def repaired(rule: str, copy: str, install: str, files: dict[str, str]) -> str:
    """The COPY and the RUN after the fixes."""
    start = "FROM node:22\nWORKDIR /app\n"
    text = f"{start}{copy}\nRUN {install}\n"
    edits = {edit: None for finding in found(rule, text, files) for fix in finding.fixes[:1] for edit in fix.edits}
    result = apply(text, edits)
    assert [finding for finding in found(rule, result, files) if finding.fixes] == []
    return result.removeprefix(start)


@pytest.mark.parametrize(
    ("install", "expected"),
    [
        ("npm install", "npm ci"),
        ("npm i", "npm ci"),
        ("npm install --production", "npm ci --omit=dev"),
        ("npm install --only=production --no-audit", "npm ci --omit=dev --no-audit"),
        ("npm install --save-exact --loglevel=error", "npm ci --loglevel=error"),
        ("npm --prefix . install", "npm --prefix . ci"),
        ("npm install && npm install -g pm2 && npm run build", "npm ci && npm install -g pm2 && npm run build"),
        ("--mount=type=cache,target=/root/.npm npm install", "--mount=type=cache,target=/root/.npm npm ci"),
        ("set -e; \\\n  npm \\\n  install", "set -e; \\\n  npm \\\n  ci"),
        ("<<EOF\nnpm install\nEOF", "<<EOF\nnpm ci\nEOF"),
        ('["npm", "install"]', '["npm", "ci"]'),
    ],
)
def test_npm(install: str, expected: str) -> None:
    assert repaired("npm-install", COPY, install, NPM) == f"{COPY}\nRUN {expected}\n"


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        ("node:9.11-alpine", None),
        ("node:8.11", None),
        ("node:14.2-slim", "npm ci --only=production"),
        ("node:lts-alpine", "npm ci --omit=dev"),
        ("debian:13", "npm ci --omit=dev"),
    ],
)
def test_the_npm_of_old_images(image: str, expected: str | None) -> None:
    text = f"FROM {image}\nWORKDIR /app\n{COPY}\nRUN npm install --only=production\n"
    fixes = [apply(text, fix.edits) for each in found("npm-install", text, NPM) for fix in each.fixes]
    assert fixes == ([text.replace("npm install --only=production", expected)] if expected is not None else [])


@pytest.mark.parametrize(
    ("start", "stage", "scripts", "is_reported"),
    [
        ('CMD ["npm", "start"]', "", '{"start": "node a.js"}', True),
        ('CMD ["npm", "start"]', "", '{"start": "nodemon a.js"}', False),
        ('CMD ["npm", "start"]', "", '{"start": "npm run serve", "serve": "nest start"}', False),
        ('CMD ["node", "-r", "ts-node/register", "a.ts"]', "", "{}", False),
        ('CMD ["node", "a.js"]', " AS local", "{}", False),
        ('CMD ["node", "a.js"]', " AS localhost", "{}", True),
        ("", "", "{}", False),
        ("ENTRYPOINT nodemon", "", "{}", False),
    ],
)
def test_who_is_started_by_a_development_dependency_needs_it(
    start: str, stage: str, scripts: str, *, is_reported: bool
) -> None:
    development = '"devDependencies": {"nodemon": "3", "ts-node": "10", "@nestjs/cli": "11"}'
    package = f'{{"scripts": {scripts}, {development}}}'
    text = f"FROM node:22{stage}\nWORKDIR /app\n{COPY}\nRUN npm ci\nCOPY . .\n{start}\n"
    assert bool(found("dev-dependencies-in-final-stage", text, NPM | {"package.json": package})) is is_reported


def test_no_fix_where_a_script_of_the_install_may_need_a_development_dependency() -> None:
    package = '{"scripts": {"prepare": "husky"}, "devDependencies": {"husky": "9"}}'
    text = f'FROM node:22\nWORKDIR /app\n{COPY}\nRUN npm ci\nCOPY . .\nCMD ["node", "a.js"]\n'
    (finding,) = found("dev-dependencies-in-final-stage", text, NPM | {"package.json": package})
    assert finding.fixes == ()


@pytest.mark.parametrize(
    "install",
    [
        "npm ci",
        "npm install express",
        "npm install -g pm2",
        "npm install --global",
        "echo npm install",
        "npm install ./lib",
    ],
)
def test_npm_is_left_alone(install: str) -> None:
    assert found("npm-install", f"FROM node:22\nWORKDIR /app\n{COPY}\nRUN {install}\n", NPM) == []


@pytest.mark.parametrize(
    ("copy", "expected"),
    [
        ("COPY package.json ./", "COPY package.json package-lock.json ./"),
        ("COPY --chown=node ./package.json /app/", "COPY --chown=node ./package.json ./package-lock.json /app/"),
        ("COPY . .", "COPY . ."),
    ],
)
def test_the_lockfile_comes_along(copy: str, expected: str) -> None:
    assert repaired("npm-install", copy, "npm install", NPM) == f"{expected}\nRUN npm ci\n"


@pytest.mark.parametrize(
    ("copy", "files"),
    [
        (COPY, {"package.json": "{}"}),
        ("COPY . .", NPM | {".dockerignore": "package-lock.json\n"}),
        ("COPY package.json ./", NPM | {".dockerignore": "*-lock.json\n"}),
        ("COPY package.json ./package.json", NPM),
        ('COPY ["package.json", "./"]', NPM),
        ("COPY src ./", NPM),
    ],
)
def test_no_fix_where_the_lockfile_does_not_come(copy: str, files: dict[str, str]) -> None:
    (finding,) = found("npm-install", f"FROM node:22\nWORKDIR /app\n{copy}\nRUN npm install\n", files)
    assert finding.fixes == ()


def test_how_to_get_a_lockfile_is_said() -> None:
    (finding,) = found("npm-install", f"FROM node:22\nWORKDIR /app\n{COPY}\nRUN npm install\n", {"package.json": "{}"})
    assert finding.message.endswith("; there is no package-lock.json in the build context, make one and commit it")


@pytest.mark.parametrize(
    ("rule", "lock", "install", "expected"),
    [
        ("yarn-install-unlocked", {"yarn.lock": "# yarn lockfile v1\n"}, "yarn", "yarn install --frozen-lockfile"),
        (
            "yarn-install-unlocked",
            {"yarn.lock": ""},
            "yarn install --silent",
            "yarn install --frozen-lockfile --silent",
        ),
        ("yarn-install-unlocked", {"yarn.lock": "__metadata:\n"}, "yarn install", "yarn install --immutable"),
        ("yarn-install-unlocked", {"yarn.lock": "", ".yarnrc.yml": ""}, "yarn", "yarn install --immutable"),
        ("pnpm-install-unlocked", {"pnpm-lock.yaml": ""}, "pnpm i --prod", "pnpm i --frozen-lockfile --prod"),
        ("bun-install-unlocked", {"bun.lock": ""}, "bun install", "bun install --frozen-lockfile"),
        ("yarn-install-unlocked", {"yarn.lock": ""}, '["yarn", "install"]', '["yarn", "install"]'),
    ],
)
def test_its_cousins(rule: str, lock: dict[str, str], install: str, expected: str) -> None:
    copy = f"COPY package.json {next(iter(lock))} ./"
    assert repaired(rule, copy, install, {"package.json": "{}"} | lock) == f"{copy}\nRUN {expected}\n"


@pytest.mark.parametrize(
    ("copy", "files", "message", "expected"),
    [
        (
            COPY,
            {"package.json": "{}"},
            "`npm ci` fails: there is no package-lock.json or npm-shrinkwrap.json in the build context",
            COPY,
        ),
        (
            "COPY . .",
            NPM | {".dockerignore": "package-lock.json\n"},
            "`npm ci` fails: .dockerignore keeps package-lock.json back",
            "COPY . .",
        ),
        (
            "COPY package.json ./",
            NPM,
            "`npm ci` fails: package-lock.json is not copied before it",
            "COPY package.json package-lock.json ./",
        ),
    ],
)
def test_a_lockfile_that_is_missing(copy: str, files: dict[str, str], message: str, expected: str) -> None:
    (finding,) = found("missing-lockfile", f"FROM node:22\nWORKDIR /app\n{copy}\nRUN npm ci\n", files)
    assert finding.message == message
    assert repaired("missing-lockfile", copy, "npm ci", files) == f"{expected}\nRUN npm ci\n"
