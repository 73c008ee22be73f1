"""Files that pin the version of a language."""

import pytest

from dockwright.project.manifests.version_files import (
    VersionPin,
    parse_version_file,
    plain_version,
    version_files,
)


@pytest.mark.parametrize(
    ("name", "text", "pins"),
    [
        (".nvmrc", "v20.11.1\n", [("node", "v20.11.1", "20.11.1")]),
        (".nvmrc", "# ours\n\nlts/iron # old\n", [("node", "lts/iron", "20")]),
        (".nvmrc", "lts/*", [("node", "lts/*", None)]),
        (".node-version", "\ufeff22.x", [("node", "22.x", "22")]),
        (".python-version", "3.12.3\n3.11\n", [("python", "3.12.3", "3.12.3")]),
        ("runtime.txt", "python-3.11.4", [("python", "3.11.4", "3.11.4")]),
        ("Pipfile", '[requires]\npython_version = "3.11"\n', [("python", "3.11", "3.11")]),
        (".ruby-version", "ruby-3.3.1\n", [("ruby", "3.3.1", "3.3.1")]),
        (".go-version", "1.22.3", [("go", "1.22.3", "1.22.3")]),
        (".java-version", "temurin-21.0.3+9.0.LTS\n", [("java", "temurin-21.0.3+9.0.LTS", "21.0.3")]),
        ("rust-toolchain", "1.78\n", [("rust", "1.78", "1.78")]),
        ("rust-toolchain", '[toolchain]\nchannel = "nightly"\n', [("rust", "nightly", None)]),
        ("rust-toolchain.toml", '[toolchain]\nchannel = "1.78.0"', [("rust", "1.78.0", "1.78.0")]),
        ("rust-toolchain.toml", "[toolchain\nchannel = 1", []),
        ("global.json", '{"sdk": {"version": "8.0.204"}}', [("dotnet", "8.0.204", "8.0.204")]),
        (
            ".tool-versions",
            "nodejs 20.11.1 18.0.0\ngolang 1.22.3 # note\npython\njava zulu-17.50.19\nruby ref:x\n",
            [
                ("node", "20.11.1", "20.11.1"),
                ("go", "1.22.3", "1.22.3"),
                ("java", "zulu-17.50.19", "17.50.19"),
                ("ruby", "ref:x", None),
            ],
        ),
        (
            "mise.toml",
            '[tools]\nnode = "22"\npython = ["3.12", "3.11"]\n"core:go" = {version = "1.22"}\nx = 1\n',
            [("node", "22", "22"), ("python", "3.12", "3.12"), ("go", "1.22", "1.22")],
        ),
        ("mise.toml", "tools = 1", []),
        (".nvmrc", "\n# nothing\n", []),
        ("README.md", "20", []),
    ],
)
def test_pins(name: str, text: str, pins: list[tuple[str, str, str | None]]) -> None:
    assert parse_version_file(name, text) == tuple(VersionPin(*pin) for pin in pins)


@pytest.mark.parametrize("written", [">=20", "^3.11", "20 || 22", "latest", "", "20.11.1-rc1", "stable", "lts"])
def test_a_range_or_a_channel_is_no_plain_version(written: str) -> None:
    assert plain_version(written) is None


def test_every_file_survives_nonsense() -> None:
    for name in version_files():
        for text in ("", "\x00", "[", "{", "=\n", "[tools]\n= 1"):
            assert isinstance(parse_version_file(name, text), tuple)
