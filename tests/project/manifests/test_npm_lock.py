"""package-lock.json and npm-shrinkwrap.json."""

from dockwright.project.manifests.npm_lock import NpmLock, parse_npm_lock

VERSION_3 = """\
{
  "name": "web", "lockfileVersion": 3, "requires": true,
  "packages": {
    "": {"name": "web", "dependencies": {"sharp": "1"}},
    "packages/lib": {"version": "1.0.0"},
    "node_modules/lib": {"resolved": "packages/lib", "link": true},
    "node_modules/sharp": {"version": "0.33.5", "hasInstallScript": true, "dependencies": {"color": "4"},
      "optionalDependencies": {"@img/sharp-linuxmusl-x64": "0.33.5"}},
    "node_modules/@img/sharp-linuxmusl-x64": {"version": "0.33.5", "optional": true, "os": ["linux"],
      "cpu": ["x64"], "libc": ["musl"]},
    "node_modules/bcrypt": {"version": "5.1.1", "hasInstallScript": true, "dependencies": {"node-addon-api": "5"}},
    "node_modules/esbuild": {"version": "0.21.0", "dev": true, "hasInstallScript": true},
    "node_modules/both": {"version": "1.0.0", "devOptional": true},
    "node_modules/a/node_modules/@s/b": {"name": "alias", "version": "2.0.0"}
  }
}
"""

VERSION_1 = """\
{
  "lockfileVersion": 1,
  "dependencies": {
    "a": {"version": "1.0.0", "requires": {"b": "2"}, "dependencies": {"b": {"version": "2.0.0", "dev": true}}},
    "c": {"version": "file:c"},
    "d": {"version": "4.0.0", "optional": true, "requires": {"nan": "2"}}
  }
}
"""


def lock(text: str) -> NpmLock:
    parsed = parse_npm_lock(text)
    assert parsed is not None
    return parsed


def names(packages: tuple[object, ...]) -> list[str]:
    return [getattr(package, "name", "") for package in packages]


def test_version_3_tells_scripts_platforms_and_development() -> None:
    parsed = lock(VERSION_3)
    assert (parsed.version, parsed.records_scripts) == (3, True)
    assert names(parsed.packages) == ["lib", "sharp", "@img/sharp-linuxmusl-x64", "bcrypt", "esbuild", "both", "alias"]
    assert names(parsed.production) == ["lib", "sharp", "@img/sharp-linuxmusl-x64", "bcrypt", "both", "alias"]
    assert names(parsed.install_scripts) == ["sharp", "bcrypt"]
    assert names(parsed.native) == ["@img/sharp-linuxmusl-x64", "bcrypt"]
    musl = parsed.packages[2]
    assert (musl.os, musl.cpu, musl.libc, musl.optional) == (("linux",), ("x64",), ("musl",), True)
    assert parsed.packages[0].link
    assert parsed.packages[5].optional
    assert parsed.packages[1].requires == ("color", "@img/sharp-linuxmusl-x64")


def test_version_1_is_nested_and_says_nothing_of_scripts() -> None:
    parsed = lock(VERSION_1)
    assert (parsed.version, parsed.records_scripts) == (1, False)
    assert {package.path: package.version for package in parsed.packages} == {
        "node_modules/a": "1.0.0",
        "node_modules/a/node_modules/b": "2.0.0",
        "node_modules/c": "file:c",
        "node_modules/d": "4.0.0",
    }
    assert names(parsed.native) == ["d"]
    assert [package.name for package in parsed.packages if package.dev] == ["b"]
    assert [package.name for package in parsed.packages if package.link] == ["c"]


def test_broken_and_empty_files() -> None:
    assert parse_npm_lock("<<<<<<< HEAD\n{}") is None
    assert parse_npm_lock("{}") == NpmLock(1, ())
    assert parse_npm_lock('{"lockfileVersion": "3", "packages": {"node_modules/x": null}}') is not None
