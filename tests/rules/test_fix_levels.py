"""How far fixes may be trusted where that hangs on what is around the finding."""

import pytest

from dockwright.analysis.images import KNOWN_IMAGES
from dockwright.model.facts import facts_of
from dockwright.project.snapshot import UNKNOWN_PROJECT
from dockwright.rules.engine import run_rule
from dockwright.rules.registry import find_rule
from dockwright.syntax.parser import parse

LATER = "RUN apt-get update && apt-get install -y curl\n"


@pytest.mark.parametrize(
    ("rule", "text", "levels"),
    [
        ("shell-form-command", "FROM python:3.13\nCMD python app.py\n", ["safe"]),
        ("shell-form-command", "FROM example.org/base:1\nCMD python app.py\n", ["unsafe"]),
        ("shell-form-command", "FROM example.org/base:1\nENTRYPOINT python app.py\n", ["safe"]),
        ("shell-form-command", 'FROM python:3.13\nENTRYPOINT ["tini"]\nCMD python app.py\n', ["unsafe"]),
        ("apt-lists-left", f"FROM debian:13\n{LATER}", ["safe"]),
        ("apt-lists-left", f"FROM debian:13 AS base\n{LATER}FROM base\n", ["unsafe"]),
        ("apt-lists-left", f"FROM debian:13\n{LATER}RUN apt-get install -y git\n", ["unsafe"]),
        ("apt-lists-left", f"FROM debian:13\n{LATER}RUN apt-get update && apt-get install -y git\n", ["safe", "safe"]),
        ("apt-lists-left", f"FROM debian:13\n{LATER}RUN yes | apt-get install git\n", []),
        ("apt-update-alone", "FROM debian:13\nRUN apt-get update\nENV A=b\nRUN apt-get install -y git\n", ["safe"]),
        ("apt-update-alone", "FROM debian:13\nRUN apt-get update\nRUN a\nRUN apt-get install -y git\n", ["unsafe"]),
        ("apt-update-alone", "FROM debian:13\nRUN apt-get update\nRUN ./install.sh\n", ["unsafe"]),
        ("shell-form-command", "FROM debian:13\nCMD app $A\n", ["safe"]),
        ("shell-form-command", "FROM example.org/base:1\nCMD app $A\n", ["unsafe"]),
        ("shell-form-command", "FROM debian:13\nCMD trap a TERM; app $A\n", []),
        ("shell-form-command", "FROM debian:13\nCMD . env && app\n", []),
        ("shell-form-command", "FROM debian:13\nCMD app & wait\n", []),
        ("shell-form-command", "FROM debian:13\nCMD (cd a && b)\n", []),
        ("shell-form-command", "FROM debian:13\nCMD a; cd b\n", []),
        ("world-writable", "FROM debian:13\nRUN chmod 777 /data\n", ["manual"]),
        ("npm-cache-left", 'FROM node:22\nRUN bash -c ". ~/.nvm/nvm.sh && npm install -g pm2"\n', []),
        ("cd-in-run", 'FROM debian:13\nRUN cd /src && make\nCMD ["/src/app"]\n', ["unsafe"]),
        ("cd-in-run", "FROM debian:13\nRUN cd src && make\nRUN cd src && make test\n", ["unsafe"]),
        ("cd-in-run", "FROM debian:13\nRUN cd src && make\nCOPY a ./\n", []),
        ("misplaced-directive", "# a\n\n# syntax=docker/dockerfile:1\nFROM a\n", ["safe"]),
        ("misplaced-directive", "# a\n\n# syntax=docker/dockerfile:1.0\nFROM a\n", ["unsafe"]),
        ("misplaced-directive", "# a\n\n# escape=`\nFROM a\nRUN b \\\n c\n", []),
        ("misplaced-directive", "# a\n\n# escape=`\nFROM a\nRUN dir `\n  c:\n", ["unsafe"]),
        ("deprecated-base-image", "FROM arm64v8/openjdk:17\n", ["manual"]),
    ],
)
def test_the_level_of_a_fix(rule: str, text: str, levels: list[str]) -> None:
    found = find_rule(rule)
    assert found is not None
    findings = list(run_rule(found, facts_of(parse(text), KNOWN_IMAGES), UNKNOWN_PROJECT))
    assert findings
    assert [fix.safety.value for finding in findings for fix in finding.fixes] == levels


@pytest.mark.parametrize(
    ("image", "instead"),
    [("openjdk:17", "eclipse-temurin:17"), ("arm64v8/openjdk:17", "arm64v8/eclipse-temurin:17")],
)
def test_another_image_is_from_the_same_place(image: str, instead: str) -> None:
    found = find_rule("deprecated-base-image")
    assert found is not None
    facts = facts_of(parse(f"FROM {image}\n"), KNOWN_IMAGES)
    [finding] = run_rule(found, facts, UNKNOWN_PROJECT)
    assert [fix.title for fix in finding.fixes] == [f"Use {instead}"]
