"""package.json."""

from dockwright.project.manifests.package_json import PackageJson, parse_package_json

TEXT = """\
{
  "name": "@acme/web",
  "main": "dist/server.js",
  "type": "module",
  "packageManager": "pnpm@9.1.0+sha512.abc",
  "engines": {"node": ">=20", "npm": 10},
  "volta": {"node": "20.11.1"},
  "scripts": {"build": "tsc", "prepare": "husky", "preinstall": "node check.js"},
  "dependencies": {"express": "^4.19.0", "ui": "file:../ui", "shared": "workspace:*"},
  "devDependencies": {"typescript": "5", "lint": "link:./tools/lint"},
  "optionalDependencies": {"fsevents": "2"},
  "overrides": {"left-pad": "file:vendor/left-pad", "a": {"b": "1"}},
  "workspaces": ["packages/*"],
  "pnpm": {"overrides": {"c": "2"}, "patchedDependencies": {"x@1": "patches/x.patch"}}
}
"""


def test_what_is_read() -> None:
    assert parse_package_json(TEXT) == PackageJson(
        name="@acme/web",
        main="dist/server.js",
        type="module",
        package_manager="pnpm@9.1.0+sha512.abc",
        scripts={"build": "tsc", "prepare": "husky", "preinstall": "node check.js"},
        dependencies={"express": "^4.19.0", "ui": "file:../ui", "shared": "workspace:*"},
        dev_dependencies={"typescript": "5", "lint": "link:./tools/lint"},
        optional_dependencies={"fsevents": "2"},
        engines={"node": ">=20"},
        volta={"node": "20.11.1"},
        overrides={"left-pad": "file:vendor/left-pad", "c": "2"},
        workspaces=("packages/*",),
        patched=("patches/x.patch",),
    )


def test_what_an_install_reads_and_runs() -> None:
    package = parse_package_json(TEXT)
    assert package is not None
    assert package.install_scripts == ("preinstall", "prepare")
    assert package.local_dependencies == {"ui": "../ui", "lint": "./tools/lint", "left-pad": "vendor/left-pad"}


def test_workspaces_in_the_form_of_yarn() -> None:
    package = parse_package_json('{"workspaces": {"packages": ["a", "b"], "nohoist": ["**"]}}')
    assert package is not None
    assert package.workspaces == ("a", "b")


def test_an_empty_object_is_a_package_and_a_broken_one_is_none() -> None:
    assert parse_package_json("{}") is not None
    assert parse_package_json('{"name": ') is None
    assert parse_package_json("[]") is None
