"""Before and after a refactoring, on whole texts that BuildKit's own parser must read."""

import dockerfile

from dockwright.analysis.images import KNOWN_IMAGES
from dockwright.model.facts import facts_of
from dockwright.project.snapshot import UNKNOWN_PROJECT, Project, from_files
from dockwright.refactor.model import Context, Offer, Refactoring
from dockwright.refactor.split_stages import split_stages
from dockwright.rules.engine import check, default_rules
from dockwright.rules.model import Severity
from dockwright.rules.registry import all_rules
from dockwright.syntax.parser import parse
from dockwright.text.edit import apply

PACKAGE = """{
  "scripts": {"start": "node dist/server.js", "build": "tsc"},
  "dependencies": {"express": "^5.0.0"},
  "devDependencies": {"typescript": "^5.0.0"}
}"""
LOCK = """{
  "lockfileVersion": 3,
  "packages": {"": {"name": "x"}, "node_modules/express": {"version": "5.0.0"}}
}"""
NODE = {
    "package.json": PACKAGE,
    "package-lock.json": LOCK,
    "tsconfig.json": '{"compilerOptions": {"outDir": "dist"}}',
    "src/server.ts": "",
}
GO = {"go.mod": "module example.org/tool\n\ngo 1.25\n", "go.sum": "", "main.go": "package main\n"}


def offers(refactoring: Refactoring, text: str, files: dict[str, str] | None) -> list[Offer]:
    """What is offered for `text`; without files the build context is not known."""
    project: Project = from_files(files) if files is not None else UNKNOWN_PROJECT
    return list(refactoring.offers(Context(facts_of(parse(text), KNOWN_IMAGES), project)))


def refactored(refactoring: Refactoring, text: str, files: dict[str, str] | None) -> tuple[str, str]:
    """The text after the one offer, and its note; or the text as it is, and why it cannot be done."""
    (offer,) = offers(refactoring, text, files)
    if offer.disabled is not None:
        return text, offer.disabled
    result = apply(text, offer.build().edits)
    assert count(result) == len(parse(result).instructions)
    assert comments(text) == comments(result)
    return result, offer.note


def split(text: str, files: dict[str, str]) -> tuple[str, str]:
    """The text in two stages, and the note; or why not. Nothing new is warned of, and a second time changes nothing.

    What was to be warned of before is repaired by other refactorings and by quick fixes.
    """
    result, note = refactored(split_stages, text, files)
    if result != text:
        assert offers(split_stages, result, files) == []
        assert set(warnings(result, files)) <= set(warnings(text, files)) - {"single-stage-build"}
    return result, note


def warnings(text: str, files: dict[str, str]) -> list[str]:
    """The names of the rules that find something of weight; the end of an image's life is its user's business."""
    report = check(facts_of(parse(text), KNOWN_IMAGES), from_files(files), default_rules(all_rules()))
    assert report.crashes == ()
    found = {each.rule.name for each in report.diagnostics if each.rule.severity in {Severity.ERROR, Severity.WARNING}}
    return sorted(found - {"end-of-life-base-image"})


def count(text: str) -> int:
    """How many instructions BuildKit's parser reads; raises what it raises."""
    return len(dockerfile.parse_string(text))  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType]


def comments(text: str) -> set[str]:
    """The comment lines, without what stands before them."""
    return {line.strip() for line in text.split("\n") if line.lstrip().startswith("#")}
