"""Splitting Next.js servers and sites of plain files."""

import json

import pytest

from dockwright.features.diagnostics import rules_for
from dockwright.features.settings import Settings
from dockwright.model.facts import facts_of
from dockwright.project.snapshot import from_files
from dockwright.refactor.split_stages import split_stages
from dockwright.rules.engine import check
from dockwright.rules.model import Severity
from dockwright.syntax.parser import parse
from tests.refactor.cases import LOCK, offers, refactored

BUILD = "WORKDIR /app\nCOPY package*.json ./\nRUN npm ci\nCOPY . .\nRUN npm run build\n"
NEXT = {
    "package.json": '{"scripts": {"build": "next build", "start": "next start"}, "dependencies": {"next": "15.0.0"}}',
    "package-lock.json": LOCK,
    "next.config.mjs": 'export default { output: "standalone" };\n',
    "public/a.txt": "",
    ".dockerignore": "node_modules\n.next\n.git\n.env*\n**/*.log\nDockerfile*\n",
}
SERVER = (
    "FROM node:22-slim AS runtime\nWORKDIR /app\nENV NODE_ENV=production\nENV HOSTNAME=0.0.0.0\n{port}"
    "COPY --from=builder /app/.next/standalone ./\nCOPY --from=builder /app/.next/static ./.next/static\n"
    "COPY --from=builder /app/public ./public\n"
)
SITE = {
    "package.json": '{"scripts": {"build": "vite build", "preview": "vite preview"}}',
    "package-lock.json": LOCK,
    ".dockerignore": "node_modules\ndist\n.git\n.env*\n**/*.log\nDockerfile*\n",
}


def served(port: str, last: str) -> str:
    return (
        "COPY <<'EOF' /etc/nginx/conf.d/default.conf\nserver {\n    " + f"listen {port};\n"
        "    root /usr/share/nginx/html;\n    location / {\n        try_files $uri $uri/ "
        + f"{last};\n    "
        + "}\n}\nEOF\n"
    )


def warnings(text: str, files: dict[str, str]) -> list[str]:
    found = check(facts_of(parse(text)), from_files(files), rules_for(Settings())).diagnostics
    return [each.rule.name for each in found if each.rule.severity in {Severity.ERROR, Severity.WARNING}]


@pytest.mark.parametrize(
    ("start", "after", "port"),
    [
        ("CMD npm start\n", 'CMD ["node", "server.js"]\n', ""),
        ('CMD ["npx", "next", "start", "-p", "3001"]\n', 'CMD ["node", "server.js"]\n', "ENV PORT=3001\n"),
        ("# go\nEXPOSE 3000\nCMD npm run start\n", '\n# go\nEXPOSE 3000\nCMD ["node", "server.js"]\n', ""),
    ],
)
def test_next_standalone(start: str, after: str, port: str) -> None:
    result, note = refactored(split_stages, f"FROM node:22\n{BUILD}{start}", NEXT)
    assert result == f"FROM node:22 AS builder\n{BUILD}\n{SERVER.format(port=port)}{after}"
    assert note.startswith("check that the server needs no file that Next.js does not trace")
    assert offers(split_stages, result, NEXT) == []
    assert warnings(result, NEXT) == []


@pytest.mark.parametrize(
    ("name", "config"),
    [
        ("next.config.mjs", "export default {}"),
        ("next.config.js", "// output: 'standalone'\nconst b = require('path')\nmodule.exports = {}"),
        ("next.config.mjs", "import type { A } from './a'\nimport a from 'next/x'\nexport default {}"),
    ],
)
def test_next_with_its_modules(name: str, config: str) -> None:
    files = {path: text for path, text in NEXT.items() if not path.startswith("next.config")}
    files |= {
        name: config,
        ".env.production": "",
        ".dockerignore": "node_modules\n.next\n.git\n**/*.log\nDockerfile*\n",
    }
    start = "# go\nEXPOSE 3000\nCMD npm start\n"
    result, note = refactored(split_stages, f"FROM node:22\n{BUILD}{start}", files)
    assert result == (
        f"FROM node:22 AS builder\n{BUILD}\nFROM node:22-slim AS runtime\nWORKDIR /app\nENV NODE_ENV=production\n"
        "COPY package*.json ./\nRUN npm ci --omit=dev --ignore-scripts\nCOPY --from=builder /app/.next ./.next\n"
        f"COPY --from=builder /app/{name} ./{name}\nCOPY --from=builder /app/public ./public\n\n{start}"
    )
    assert note == (
        "check that the server needs no other file at run time, nor a development dependency; "
        "that what .env.production says is given when the container is started"
    )
    assert offers(split_stages, result, files) == []


@pytest.mark.parametrize(
    ("name", "config", "reason"),
    [
        (
            "next.config.mjs",
            "export default {output: 'standalone', distDir: 'x'}",
            "next.config puts the output, or its root, elsewhere",
        ),
        ("next.config.js", "require('./i18n')", "next.config.js reads ./i18n, and what that needs is not known"),
        (
            "next.config.js",
            "const a = require('@next/bundle-analyzer/x')",
            "next.config.js needs @next/bundle-analyzer, which is a development dependency",
        ),
        (
            "next.config.ts",
            "",
            "next.config.ts is compiled when the server starts: whether that needs typescript is not known",
        ),
    ],
)
def test_next_without_evidence(name: str, config: str, reason: str) -> None:
    package = NEXT["package.json"].replace("}}", '}, "devDependencies": {"@next/bundle-analyzer": "15"}}')
    files = {path: text for path, text in NEXT.items() if not path.startswith("next.config")}
    text = f"FROM node:22\n{BUILD}CMD npm start\n"
    (offer,) = offers(split_stages, text, files | {"package.json": package, name: config})
    assert offer.disabled == reason


@pytest.mark.parametrize(
    ("start", "folder", "port", "last"),
    [
        ('CMD ["npx", "serve", "-s", "dist"]', "dist", "3000", "/index.html"),
        ("CMD npx --yes serve -s ./build/ -l 5000", "build", "5000", "/index.html"),
        ("CMD serve dist", "dist", "3000", "$uri.html =404"),
        ("CMD npm run preview", "dist", "4173", "/index.html"),
        ('CMD ["npx", "vite", "preview", "--host", "0.0.0.0", "--port=8000"]', "dist", "8000", "/index.html"),
        ("CMD npx http-server www -p 80", "www", "80", "$uri.html =404"),
    ],
)
def test_a_site_goes_to_nginx(start: str, folder: str, port: str, last: str) -> None:
    text = f"FROM node:22\r\n{BUILD}# serve\n{start}\n".replace("\r\n", "\n").replace("\n", "\r\n")
    result, note = refactored(split_stages, text, SITE)
    plain = result.replace("\r\n", "\n")
    head, _, stage = plain.partition("\n\nFROM nginx:")
    assert head == f"FROM node:22 AS builder\n{BUILD}".rstrip("\n")
    assert stage.partition("\n")[2] == (
        f"COPY --from=builder /app/{folder} /usr/share/nginx/html\n{served(port, last)}\n# serve\n"
        f"CMD {json.dumps(['nginx', '-g', 'daemon off;'])}\n"
    )
    assert result.count("\n") == result.count("\r\n")
    assert note.startswith(f"check that the site is nothing but the files in {folder}/")
    assert warnings(result, SITE) == []
    assert offers(split_stages, result, SITE) == []


@pytest.mark.parametrize(
    ("start", "reason"),
    [
        ("CMD serve -s src", "src, which is served, is not known to be made by the build"),
        ("CMD serve -s dist --ssl-cert a", "what `--ssl-cert` does to `serve` is not known to nginx"),
        ("USER node\nCMD serve -s dist", "the USER is for the image of Node.js and not for nginx:"),
        ("ARG PORT\nENV PORT=$PORT\nCMD serve -s dist", "the port that `serve` listens on is not known"),
    ],
)
def test_a_site_that_is_not_plain(start: str, reason: str) -> None:
    (offer,) = offers(split_stages, f"FROM node:22\n{BUILD}{start}\n", SITE)
    assert offer.disabled is not None
    assert offer.disabled.startswith(reason)


def test_the_outdir_of_vite() -> None:
    files = {**SITE, "vite.config.ts": "export default defineConfig({ build: { outDir: './out' } })"}
    result, _ = refactored(split_stages, f"FROM node:22\n{BUILD}CMD npm run preview\n", files)
    assert "COPY --from=builder /app/out /usr/share/nginx/html\n" in result


def test_an_old_syntax_has_no_file_in_the_dockerfile() -> None:
    text = f"# syntax=docker/dockerfile:1.3\nFROM node:22\n{BUILD}CMD npm run preview\n"
    (offer,) = offers(split_stages, text, SITE)
    assert offer.disabled is not None
    assert offer.disabled.startswith("a file is written into the last stage: it needs docker/dockerfile:1.4")
