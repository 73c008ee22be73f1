"""cargo, bundler and composer and their lockfiles, in shapes that the rules' examples do not show."""

import pytest

from tests.analysis.test_lockfiles import found

CARGO = {
    "Cargo.toml": '[workspace]\nmembers = ["api"]\n',
    "Cargo.lock": "",
    "api/Cargo.toml": '[package]\nname = "a"\n',
}
RUBY = {"Gemfile": "", "Gemfile.lock": "GEM\n\nPLATFORMS\n  arm64-darwin-23\n"}
PHP = {"composer.json": "{}", "composer.lock": "{}"}


@pytest.mark.parametrize(
    ("rule", "run", "files", "titles"),
    [
        ("cargo-build-unlocked", "cargo build", CARGO, ["Add --locked"]),
        ("cargo-build-unlocked", "cd api && cargo build", CARGO, ["Add --locked"]),
        ("cargo-build-unlocked", '["cargo", "build"]', CARGO, []),
        ("bundle-install-unlocked", "bundle", RUBY, ["Set BUNDLE_FROZEN=1"]),
        ("composer-update", "composer update --with-dependencies", PHP, []),
        ("composer-update", "composer update symfony/*", PHP, []),
        ("composer-update", "composer u -n", PHP, ["Use composer install"]),
        ("composer-update", "composer update", {"composer.json": "{}"}, []),
    ],
)
def test_found(rule: str, run: str, files: dict[str, str], titles: list[str]) -> None:
    (finding,) = found(rule, f"FROM debian:13\nWORKDIR /app\nCOPY . .\nRUN {run}\n", files)
    assert [fix.title for fix in finding.fixes] == titles


@pytest.mark.parametrize(
    ("rule", "run", "files"),
    [
        ("cargo-build-unlocked", "cargo build --locked", CARGO),
        ("cargo-build-unlocked", "cargo build --frozen", CARGO),
        ("cargo-build-unlocked", "cargo install ripgrep", CARGO),
        ("cargo-build-unlocked", "cargo build", CARGO | {".dockerignore": "Cargo.lock\n"}),
        ("bundle-install-unlocked", "bundle config set --local deployment true && bundle install", RUBY),
        ("bundle-install-unlocked", "BUNDLE_FROZEN=true bundle install", RUBY),
        ("bundle-install-unlocked", "bundle install --deployment", RUBY),
        ("bundle-install-unlocked", "bundle install", {"Gemfile": ""}),
        ("composer-update", "composer self-update", PHP),
        ("composer-update", "composer global update", PHP),
        ("missing-lockfile", "cargo build --locked", CARGO),
        ("missing-lockfile", "cargo build", {"Cargo.toml": ""}),
    ],
)
def test_silent(rule: str, run: str, files: dict[str, str]) -> None:
    assert found(rule, f"FROM debian:13\nWORKDIR /app\nCOPY . .\nRUN {run}\n", files) == []


@pytest.mark.parametrize(
    ("run", "files", "message"),
    [
        ("cargo build --locked", {"Cargo.toml": ""}, "there is no Cargo.lock in the build context"),
        ("cargo build --locked", CARGO | {".dockerignore": "*.lock\n"}, ".dockerignore keeps Cargo.lock back"),
        ("bundle install --deployment", {"Gemfile": ""}, "there is no Gemfile.lock in the build context"),
    ],
)
def test_missing(run: str, files: dict[str, str], message: str) -> None:
    (finding,) = found("missing-lockfile", f"FROM debian:13\nWORKDIR /app\nCOPY . .\nRUN {run}\n", files)
    assert finding.message.endswith(f"fails: {message}")
