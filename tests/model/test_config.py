"""The configuration of an image where BuildKit's verdicts in test_conformance say nothing."""

import pytest

from dockwright.model.config import Config, HealthcheckConfig, config_of
from dockwright.model.facts import facts_of
from dockwright.syntax.parser import parse


def config(text: str) -> Config:
    final = facts_of(parse(text)).final
    assert final is not None
    return config_of(final)


def test_what_an_unknown_base_image_brings_is_unknown() -> None:
    found = config("FROM x\n")
    assert (found.cmd, found.entrypoint, found.workdir, found.user) == (None, None, None, None)
    assert found.env == {"PATH": None}


def test_scratch_brings_nothing() -> None:
    found = config("FROM scratch\n")
    assert (found.cmd, found.entrypoint, found.workdir, found.user) == ((), (), "", "")
    assert found.image_env == found.env


@pytest.mark.parametrize(
    ("text", "cmd", "entrypoint"),
    [
        ('FROM x\nCMD ["a", "b"]\n', ("a", "b"), None),
        ("FROM x\nCMD a  b\n", ("/bin/sh", "-c", "a  b"), None),
        ('FROM x\nSHELL ["bash", "-c"]\nENTRYPOINT a\n', (), ("bash", "-c", "a")),
        ('FROM x\nCMD ["a"]\nENTRYPOINT ["b"]\n', ("a",), ("b",)),
        ('FROM x AS p\nCMD ["a"]\nFROM p\nENTRYPOINT ["b"]\n', (), ("b",)),
        ('FROM x AS p\nONBUILD CMD ["a"]\nFROM p\nENTRYPOINT ["b"]\n', ("a",), ("b",)),
        ("FROM x\nENTRYPOINT []\n", (), ()),
    ],
)
def test_commands(text: str, cmd: tuple[str, ...] | None, entrypoint: tuple[str, ...] | None) -> None:
    found = config(text)
    assert (found.cmd, found.entrypoint) == (cmd, entrypoint)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("HEALTHCHECK NONE", HealthcheckConfig(("NONE",))),
        ("HEALTHCHECK --interval=5s CMD a b", HealthcheckConfig(("CMD-SHELL", "a b"), (("interval", "5s"),))),
        ('HEALTHCHECK CMD ["a"]', HealthcheckConfig(("CMD", "a"))),
        ("HEALTHCHECK a", None),
        ("HEALTHCHECK CMD", None),
        ("HEALTHCHECK", None),
    ],
)
def test_healthcheck(text: str, expected: HealthcheckConfig | None) -> None:
    assert config(f"FROM x\n{text}\n").healthcheck == expected


def test_ports() -> None:
    text = "FROM scratch\nARG P=80\nENV Q='1 2'\nEXPOSE $P 53/UDP 8000-8010 127.0.0.1:90:91 $Q $P\nARG R\nEXPOSE $R\n"
    found = config(text.replace("ARG R\n", "ARG R=${R?}\n"))
    assert found.ports == ("80/tcp", "53/udp", "8000-8010/tcp", "91/tcp", "1/tcp", "2/tcp")


def test_what_depends_on_something_unknown_is_none_or_left_out() -> None:
    found = config("FROM x\nARG A\nENV e=$A\nLABEL l=$A $A=1 m=2\nVOLUME $A /v\nSTOPSIGNAL $A\nEXPOSE $A\n")
    assert found.image_env == {"e": None}
    assert found.labels == {"l": None, "m": "2"}
    assert (found.volumes, found.stop_signal, found.ports) == (("/v",), None, ())


def test_onbuild_is_for_the_next_stage_only() -> None:
    text = "FROM x AS a\nONBUILD RUN <<EOF\nb\nEOF\n"
    assert config(text).on_build == ("RUN <<EOF\nb\nEOF",)
    assert config(f"{text}FROM a\n").on_build == ()
