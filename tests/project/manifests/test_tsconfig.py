"""tsconfig.json."""

from dockwright.project.manifests.tsconfig import TsConfig, parse_tsconfig


def test_what_is_read() -> None:
    text = """{
      // base
      "extends": "./tsconfig.base.json",
      "compilerOptions": {"outDir": "./dist", /* "outDir": "x", */ "rootDir": "src", "noEmit": false,},
      "include": ["src/**/*"], "files": ["a.ts"],
    }"""
    assert parse_tsconfig(text) == TsConfig("./dist", "src", False, ("./tsconfig.base.json",), ("src/**/*",), ("a.ts",))  # noqa: FBT003 - `noEmit`


def test_a_list_of_bases_and_a_silent_file() -> None:
    assert parse_tsconfig('{"extends": ["a", "b"]}') == TsConfig(None, None, None, ("a", "b"), (), ())
    assert parse_tsconfig("{") is None
