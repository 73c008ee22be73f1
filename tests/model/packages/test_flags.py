"""What options mean, alike for all managers."""

import pytest

from dockwright.model.packages import PackageCommand, packages_of
from tests.model.packages.reading import run

FLAGS = (
    "is_global",
    "production_only",
    "frozen",
    "ignores_scripts",
    "assume_yes",
    "no_cache",
    "no_recommends",
    "installs_project",
)


def flags(command: PackageCommand) -> str:
    """The names of those that are true."""
    return " ".join(name for name in FLAGS if getattr(command, name))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("npm install", "installs_project"),
        ("npm ci", "frozen installs_project"),
        ("npm ci --omit=dev --ignore-scripts", "production_only frozen ignores_scripts installs_project"),
        ("npm ci --omit dev --include=dev", "frozen installs_project"),
        ("npm install --production", "production_only installs_project"),
        ("npm install --production=false", "installs_project"),
        ("npm install --only=prod", "production_only installs_project"),
        ("npm install --only production", "production_only installs_project"),
        ("npm install --only=dev", "installs_project"),
        ("NODE_ENV=production npm ci", "production_only frozen installs_project"),
        ("export NODE_ENV=production && npm i", "production_only installs_project"),
        ("env NODE_ENV=production npm i", "production_only installs_project"),
        ("NODE_ENV=production npm i --include=dev", "installs_project"),
        ("NODE_ENV=test npm i", "installs_project"),
        ("npm_config_ignore_scripts=true npm i", "ignores_scripts installs_project"),
        ("npm i -g serve", "is_global"),
        ("npm i --location=global serve", "is_global"),
        ("yarn --frozen-lockfile --production", "production_only frozen installs_project"),
        ("yarn install --production=false", "installs_project"),
        ("yarn --immutable --mode=skip-build", "frozen ignores_scripts installs_project"),
        ("yarn global add serve", "is_global"),
        ("pnpm i -P --frozen-lockfile", "production_only frozen installs_project"),
        ("pnpm i --no-frozen-lockfile", "installs_project"),
        ("pnpm i --frozen-lockfile=false", "installs_project"),
        ("bun install -p --frozen-lockfile", "production_only frozen installs_project"),
        ("pip install --no-cache-dir -r r.txt", "no_cache installs_project"),
        ("PIP_NO_CACHE_DIR=off pip install x", "no_cache"),
        ("pip install --require-hashes -r r.txt", "frozen installs_project"),
        ("uv sync --locked --no-dev --no-cache", "production_only frozen no_cache installs_project"),
        ("UV_FROZEN=1 uv sync --group dev", "frozen installs_project"),
        ("poetry install --only main", "production_only installs_project"),
        ("poetry install --without dev,docs", "production_only installs_project"),
        ("poetry install --with dev", "installs_project"),
        ("pipenv install --deploy", "production_only frozen installs_project"),
        ("pipenv sync --dev", "frozen installs_project"),
        ("cargo build --locked", "frozen"),
        ("go mod download", "installs_project"),
        ("dotnet restore --locked-mode", "frozen installs_project"),
        ("dotnet tool install -g x", "is_global"),
        ("bundle install --without development test", "production_only installs_project"),
        ("BUNDLE_WITHOUT=development:test BUNDLE_DEPLOYMENT=1 bundle", "production_only frozen installs_project"),
        ("composer install --no-dev --no-scripts", "production_only ignores_scripts installs_project"),
        ("COMPOSER_NO_DEV=1 composer install", "production_only installs_project"),
        ("uv sync --no-dev --all-groups", "installs_project"),
        ("composer global require a/b", "is_global"),
        ("MIX_ENV=prod mix deps.get", "production_only installs_project"),
        ("apk add --no-cache curl", "no_cache"),
    ],
)
def test_meaning(line: str, expected: str) -> None:
    (command,) = packages_of(run(line))
    assert command.assume_yes, "none of these managers asks"
    assert flags(command).replace("assume_yes ", "").replace("assume_yes", "").strip() == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("apt-get install curl", ""),
        ("apt-get install -y curl", "assume_yes"),
        ("apt-get install -qq curl", "assume_yes"),
        ("apt-get install -q curl", ""),
        ("apt-get install -q=2 curl", "assume_yes"),
        ("apt-get -qqy install --no-install-recommends curl", "assume_yes no_recommends"),
        ("apt-get install -o APT::Get::Assume-Yes=true -o APT::Install-Recommends=0 curl", "assume_yes no_recommends"),
        ("dnf install --setopt=install_weak_deps=False -y curl", "assume_yes no_recommends"),
        ("yum --assumeyes install curl", "assume_yes"),
        ("zypper -n in curl", "assume_yes"),
        ("zypper in curl", ""),
        ("conda install -yq numpy", "assume_yes"),
        ("pacman -S --noconfirm git", "assume_yes"),
    ],
)
def test_who_asks(line: str, expected: str) -> None:
    (command,) = packages_of(run(line))
    assert flags(command) == expected


@pytest.mark.parametrize(
    ("line", "development"),
    [("npm ci", None), ("npm ci --omit=dev", False), ("npm ci --include=dev", True), ("yarn --production=false", True)],
)
def test_development_dependencies_may_be_left_open(line: str, development: bool | None) -> None:  # noqa: FBT001
    (command,) = packages_of(run(line))
    assert command.development is development


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("npm run build -w web --workspace=api", ("web", "api")),
        ("yarn workspace web build", ("web",)),
        ("pnpm -F ./a --filter 'b...' build", ("./a", "b...")),
        ("cargo build -p api", ("api",)),
        ("npm ci", ()),
    ],
)
def test_workspaces(line: str, expected: tuple[str, ...]) -> None:
    (command,) = packages_of(run(line))
    assert command.workspaces == expected


@pytest.mark.parametrize(
    ("line", "script"),
    [
        ("npm run build", "build"),
        ("npm start", "start"),
        ("npm t", "test"),
        ("yarn build", "build"),
        ("pnpm -r build", "build"),
        ("npm run", None),
        ("npm ci", None),
        ("go test ./...", None),
    ],
)
def test_script(line: str, script: str | None) -> None:
    (command,) = packages_of(run(line))
    assert command.script == script


def test_options_are_found_by_any_of_their_names() -> None:
    (command,) = packages_of(run("pip install -r a.txt --requirement=b.txt -i https://example.com/simple --pre"))
    assert command.values("-r", "--requirement") == ("a.txt", "b.txt")
    option = command.option("--index-url", "-i")
    assert option is not None
    assert (option.name, option.value) == ("-i", "https://example.com/simple")
    assert (command.has("--pre"), command.has("--user"), command.option("--user")) == (True, False, None)
