"""npm packages with native code on musl."""

import re

import pytest

from dockwright.knowledge.native_modules import (
    MuslSupport,
    build_tools,
    checked_on,
    native_module,
    native_module_names,
)


@pytest.mark.parametrize(
    ("name", "musl", "may_compile"),
    [
        ("sharp", MuslSupport.PREBUILT, False),
        ("bcrypt", MuslSupport.PREBUILT, False),
        ("esbuild", MuslSupport.STATIC, False),
        ("better-sqlite3", MuslSupport.DOWNLOAD, True),
        ("node-rdkafka", MuslSupport.COMPILE, True),
        ("playwright", MuslSupport.UNSUPPORTED, False),
    ],
)
def test_on_musl(name: str, musl: MuslSupport, may_compile: bool) -> None:  # noqa: FBT001 - a column of the table
    module = native_module(name)
    assert module is not None
    assert (module.name, module.musl, module.may_compile) == (name, musl, may_compile)
    assert module.is_bound_to_libc is (name != "esbuild")


def test_plain_packages_are_not_told_of() -> None:
    assert native_module("express") is None


def test_entries_are_whole() -> None:
    for name in native_module_names():
        module = native_module(name)
        assert module is not None
        assert re.fullmatch(r"\d+\.\d+\.\d+", module.version), name
        assert not module.note.endswith("."), name


def test_what_compiling_needs() -> None:
    assert build_tools() == ("g++", "make", "python3")
    assert checked_on().year >= 2026
