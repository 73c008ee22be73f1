"""Package managers in RUN: which, what for, with what."""

import pytest

from dockwright.model.packages import package_commands, packages_of
from dockwright.syntax.shell.parser import parse_script
from tests.model.packages.reading import run, show
from tests.support.marks import spans


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("sudo -E ⟦npm⟧ ci", ["npm INSTALL_PROJECT ci"]),
        ("env -u X NODE_ENV=production ⟦npm⟧ ci", ["npm INSTALL_PROJECT ci"]),
        ("timeout -s KILL 5m ⟦npm⟧ ci", ["npm INSTALL_PROJECT ci"]),
        ("exec nice -n 5 ⟦npm⟧ ci", ["npm INSTALL_PROJECT ci"]),
        ("gosu node ⟦npm⟧ ci", ["npm INSTALL_PROJECT ci"]),
        ("time ⟦npm⟧ ci", ["npm INSTALL_PROJECT ci"]),
        ("if [ -f yarn.lock ]; then ⟦yarn⟧; else ⟦npm⟧ i; fi", ["yarn INSTALL_PROJECT", "npm INSTALL_PROJECT install"]),
        ("cat list | xargs -r ⟦npm⟧ install", ["npm INSTALL_PACKAGES install"]),
        ("⟦python3 -m pip⟧ install .", ["pip INSTALL_PROJECT install [.]"]),
        ("⟦corepack pnpm⟧ i", ["pnpm INSTALL_PROJECT install"]),
        ("⟦npx⟧ --yes ⟦pnpm⟧ i", ["npx EXECUTE --yes : pnpm -- i", "pnpm INSTALL_PROJECT install"]),
        ("⟦poetry⟧ run ⟦pip⟧ install x", ["poetry EXECUTE run : pip -- install x", "pip INSTALL_PACKAGES install [x]"]),
        ('bash -lc "⟦npm⟧ ci && ⟦npm⟧ run build"', ["npm INSTALL_PROJECT ci", "npm RUN_SCRIPT run : build"]),
        ('sh -euxc "echo \\"a\\"; ⟦npm⟧ ci"', ["npm INSTALL_PROJECT ci"]),
        ('bash -o pipefail -c "⟦npm⟧ \\\n  ci \\\n && ⟦yarn⟧"', ["npm INSTALL_PROJECT ci", "yarn INSTALL_PROJECT"]),
        ("su - app -c '⟦npm⟧ ci'", ["npm INSTALL_PROJECT ci"]),
        ('["⟦npm⟧", "ci"]', ["npm INSTALL_PROJECT ci"]),
        ('["sh", "-c", "cd web && ⟦npm⟧ ci"]', ["npm INSTALL_PROJECT ci in web"]),
        ("<<EOF\nset -e\n⟦npm⟧ ci\n⟦npm⟧ run build\nEOF", ["npm INSTALL_PROJECT ci", "npm RUN_SCRIPT run : build"]),
        ("bash -e <<EOF\n⟦npm⟧ ci\nEOF", ["npm INSTALL_PROJECT ci"]),
        ("python3 <<EOF\nnpm ci\nEOF", []),
        ("command -v npm", []),
        ("echo npm ci", []),
        ("x=$(⟦npm⟧ bin)", ["npm OTHER bin"]),
        ("# npm ci", []),
    ],
)
def test_manager_is_found_behind_what_starts_it(marked: str, expected: list[str]) -> None:
    text, names = spans(f"RUN {marked}\n")
    found = packages_of(run(text))
    assert [show(command) for command in found] == expected
    assert tuple(command.name_span for command in found) == names


def test_packages_carry_the_spans_of_their_words() -> None:
    text, expected = spans(
        "RUN apt-get update \\\n"
        "  # what the build needs\n"
        " && apt-get install -y --no-install-recommends \\\n"
        "      ⟦ca-certificates⟧ \\\n"
        "      # for tests\n"
        '      ⟦"curl=7.88.*"⟧ \\\n'
        "      ⟦${EXTRA}⟧ \\\n"
        " && rm -rf /var/lib/apt/lists/*\n"
    )
    _, install = packages_of(run(text))
    assert tuple(package.span for package in install.packages) == expected
    assert [(package.name, package.version, package.is_dynamic) for package in install.packages] == [
        ("ca-certificates", None, False),
        ("curl", "7.88.*", False),
        ("${EXTRA}", None, True),
    ]


@pytest.mark.parametrize(
    ("line", "local", "remote"),
    [
        ("pip install .", True, False),
        ("pip install '.[dev]'", True, False),
        ("pip install ./pkg", True, False),
        ("pip install app-1.0.whl", True, False),
        ("pip install git+https://example.com/x.git", False, True),
        ("pip install 'x @ https://example.com/x.whl'", False, True),
        ("pip install flask", False, False),
        ("npm install file:../shared", True, False),
        ("npm install https://example.com/x.tgz", False, True),
        ("npm install github:a/b", False, True),
        ("npm install @scope/name@1", False, False),
        ("apt-get install /tmp/x.deb", True, False),
        ("dnf install https://example.com/x.rpm", False, True),
    ],
)
def test_packages_that_are_no_names(line: str, local: bool, remote: bool) -> None:  # noqa: FBT001
    (command,) = packages_of(run(line))
    (package,) = command.packages
    assert (package.is_local, package.is_remote) == (local, remote)


def test_official_image_style() -> None:
    node = run(
        "RUN set -eux; \\\n"
        "\t\\\n"
        '\tsavedAptMark="$(apt-mark showmanual)"; \\\n'
        "\tapt-get update; \\\n"
        "\tapt-get install -y --no-install-recommends \\\n"
        "\t\tdpkg-dev \\\n"
        "# comments may stand here\n"
        "\t\tgcc \\\n"
        "\t; \\\n"
        '\twget -O python.tar.xz "https://example.com/Python-$VERSION.tar.xz"; \\\n'
        "\tmkdir -p /usr/src/python; \\\n"
        "\tcd /usr/src/python; \\\n"
        '\tnproc="$(nproc)"; \\\n'
        '\tmake -j "$nproc"; \\\n'
        "\tmake install; \\\n"
        "\tcd /; \\\n"
        "\tapt-get purge -y --auto-remove -o APT::AutoRemove::RecommendsImportant=false; \\\n"
        "\tpip3 install --disable-pip-version-check 'setuptools==79.0.1' 'wheel<0.46'\n"
    )
    assert [show(command) for command in packages_of(node)] == [
        "apt UPDATE_INDEX update",
        "apt INSTALL_PACKAGES install [dpkg-dev gcc] -y --no-install-recommends",
        "apt REMOVE purge -y --auto-remove -o=APT::AutoRemove::RecommendsImportant=false in /",
        "pip INSTALL_PACKAGES install [setuptools@79.0.1 wheel@<0.46] --disable-pip-version-check in /",
    ]


def test_monorepo() -> None:
    node = run(
        "RUN --mount=type=cache,target=/root/.local/share/pnpm/store \\\n"
        "    corepack enable \\\n"
        " && pnpm install --frozen-lockfile --filter web... \\\n"
        " && pnpm --filter web build \\\n"
        " && (cd apps/api && npm ci --omit=dev) \\\n"
        " && pnpm deploy --filter=web --prod /out\n"
    )
    assert [show(command) for command in packages_of(node)] == [
        "corepack CONFIGURE enable",
        "pnpm INSTALL_PROJECT install --frozen-lockfile --filter=web...",
        "pnpm RUN_SCRIPT --filter=web : build",
        "npm INSTALL_PROJECT ci --omit=dev in apps/api",
        "pnpm OTHER deploy --filter=web --prod : /out",
    ]


def test_facts_are_derived_once() -> None:
    node = run("RUN npm ci")
    assert packages_of(node) is packages_of(node)


def test_shell_text_alone_gives_the_same() -> None:
    text, verbs = spans("cd web && npm ⟦ci⟧ && (cd ../api; yarn ⟦build⟧) && npm ⟦test⟧")
    found = package_commands(parse_script(text, lambda offset, _: offset))
    assert tuple(command.verb_span for command in found) == verbs
    assert [show(command) for command in found] == [
        "npm INSTALL_PROJECT ci in web",
        "yarn RUN_SCRIPT : build in api",
        "npm TEST test in web",
    ]
