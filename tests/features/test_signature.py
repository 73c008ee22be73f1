"""Signature help: the form that is being written, with the parameter at the cursor marked in it."""

import pytest

from dockwright.features.signature import signature_help
from dockwright.features.snapshot import Snapshot
from dockwright.knowledge import reference
from dockwright.model.facts import facts_of
from dockwright.project.snapshot import UNKNOWN_PROJECT
from dockwright.rules.flags import FLAGS
from dockwright.syntax.nodes import KEYWORDS
from dockwright.syntax.parser import parse
from dockwright.text.document import open_document
from tests.support.marks import cursor, mark


def shown(marked: str) -> str | None:
    text, offset = cursor(marked)
    found = signature_help(Snapshot(open_document("", 0, text), facts_of(parse(text)), UNKNOWN_PROJECT), offset)
    if found is None:
        return None
    active = found.signatures[found.active]
    spans = () if found.parameter is None else (active.parameters[found.parameter],)
    return mark(active.label, spans)


_FROM = "FROM [--platform=<platform>] <image>[:<tag>][@<digest>] [AS <name>]"


def with_mark(form: str, parameter: str) -> str:
    assert form.count(parameter) == 1
    return form.replace(parameter, f"⟦{parameter}⟧")


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("FROM ‸", with_mark(_FROM, "<image>")),
        ("FROM --pl‸", with_mark(_FROM, "<platform>")),
        ("FROM a.example:5000/b‸", with_mark(_FROM, "<image>")),
        ("FROM a.example:5000/b:1‸", with_mark(_FROM, "<tag>")),
        ("FROM a@‸", with_mark(_FROM, "<digest>")),
        ("FROM a AS ‸", with_mark(_FROM, "<name>")),
        ("FROM --platform=‸ a", "FROM --platform=⟦<platform>⟧"),
        ("FROM a\nCOPY ‸", "COPY [flags] ⟦<source>⟧... <destination>"),
        ("FROM a\nCOPY -‸", "COPY ⟦[flags]⟧ <source>... <destination>"),
        ("FROM a\nCOPY a ‸ c", "COPY [flags] ⟦<source>⟧... <destination>"),
        ("FROM a\nCOPY a \\\n  ‸", "COPY [flags] <source>... ⟦<destination>⟧"),
        ('FROM a\nCOPY ["‸a", "b"]', 'COPY [flags] ["⟦<source>⟧", ... "<destination>"]'),
        ('FROM a\nADD ["a", "‸"]', 'ADD [flags] ["<source>", ... "⟦<destination>⟧"]'),
        ("FROM a\nCOPY <<E‸", "COPY [flags] <<⟦<delimiter>⟧ <destination>"),
        ("FROM a\nCOPY <<E ‸", "COPY [flags] <<<delimiter> ⟦<destination>⟧"),
        ("FROM a\nCOPY --chown=a:‸", "COPY --chown=<user>[:⟦<group>⟧]"),
        ("FROM a\nCOPY --link=‸", "COPY --link=⟦<true or false>⟧"),
        ("FROM a\r\n# 😋\r\nONBUILD RUN ‸", "RUN [flags] ⟦<command line>⟧"),
        ('FROM a\nRUN ["a", ‸', 'RUN [flags] ["<program>", "⟦<argument>⟧", ...]'),
        (
            "FROM a\nRUN --mount=type=tmpfs,dst=‸",
            "RUN --mount=type=tmpfs,⟦target=<path>⟧,readonly,readwrite,size=<size>",
        ),
        ("FROM a\nENV a=‸", "ENV <key>=⟦<value>⟧..."),
        ('FROM a\nENV a="b c" d‸', "ENV ⟦<key>⟧=<value>..."),
        ("FROM a\nENV a ‸", "ENV <key> ⟦<value>⟧"),
        ('FROM a\nLABEL a="b ‸', "LABEL <key>=⟦<value>⟧..."),
        ("FROM a\nARG A=‸", "ARG <name>[=⟦<default>⟧]..."),
        ("FROM a\nHEALTHCHECK ‸", "HEALTHCHECK ⟦[flags]⟧ CMD <command>"),
        ("FROM a\nHEALTHCHECK --retries=3 CMD ‸", "HEALTHCHECK [flags] CMD ⟦<command>⟧"),
        ("FROM a\nHEALTHCHECK N‸", "HEALTHCHECK NONE"),
        ("FROM a\nEXPOSE 80/‸", "EXPOSE <port>[-<port>][/⟦<protocol>⟧]..."),
        ("FROM a\nUSER 1:‸", "USER <uid>[:⟦<gid>⟧]"),
        ("FROM a\nONBUILD ‸", "ONBUILD ⟦<instruction>⟧"),
        ("# escape=`\nFROM a\nCOPY `\n ‸", "COPY [flags] ⟦<source>⟧... <destination>"),
        ("# escape=‸", "# escape=⟦<character>⟧"),
        ("FROM a\n# escape=‸", None),
        ("FROM a\nRU‸", None),
        ("FROM a\n‸", None),
        ("FROM a\nRUN <<EOF\necho ‸\nEOF\n", None),
        ("FROM a\nRUN x \\\n# ‸\n  y", None),
        ("FROM a\nXYZ ‸", None),
    ],
)
def test_the_parameter_at_the_cursor(marked: str, expected: str | None) -> None:
    assert shown(marked) == expected


@pytest.mark.parametrize("name", KEYWORDS)
def test_every_instruction_has_a_form(name: str) -> None:
    found = shown(f"FROM a\n{name.lower()} ‸")
    assert found is not None
    assert found.replace("⟦", "").replace("⟧", "") in reference.instructions()[name].forms


@pytest.mark.parametrize(("name", "flag"), [(name, flag) for name, flags in FLAGS.items() for flag in flags])
def test_every_flag_has_a_form(name: str, flag: str) -> None:
    found = shown(f"{name} --{flag}=‸")
    assert found is not None
    assert found.startswith(f"{name} --{flag}=")
