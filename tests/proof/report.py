"""Writes docs/proof.md: builds every project and tells what came of it. `python -m tests.proof.report`."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from tests.proof.buildah import BuildError, store
from tests.proof.projects import not_built, projects
from tests.proof.prove import MissingImageError, Proof, ServerError, Side, prove
from tests.proof.standins import description, images

PAGE = Path(__file__).parents[2] / "docs" / "proof.md"

_OPENING = """\
# Proof

`scripts/prove` wrote this page on {day}. It took the small projects of [tests/projects](../tests/projects) and let \
a real server repair each Dockerfile by the quick fixes that it offers in an editor. It built the file before and \
after, ran both images, and compared what the programs answer. Then it edited one source file, built both again, \
ran both again, and counted the steps that came from the cache.

The base images are stand-ins. They have the names of the official images, but were made on the spot from Debian's \
packages and from wheels, so that no registry of images is needed. So read the sizes above the base, which are what \
the Dockerfile adds; those of whole images differ from what the official bases would give. Images were built by \
Buildah and run by runc. Sizes are those of all layers, not compressed; 1 MB is 10^6 bytes.
"""
_SIZES = """\
A cut below nothing means that the program was all that the Dockerfile added before: the gain is then the smaller base.
"""
_STEPS = """\
Steps are those of all stages without the FROMs. A step that came from the cache cost nothing.
"""
_EXITS = """\
Exit codes are those of the first build, of the build after the edit and, where it is no server, of the program.
"""


def main() -> int:
    """Write the page; exits with 1 if a project that should be proved was not."""
    proofs: dict[str, Proof] = {}
    failures: dict[str, str] = {}
    for project in projects():
        sys.stderr.write(f"{project.name}\n")
        try:
            proofs[project.name] = prove(project)
        except (BuildError, MissingImageError, ServerError) as error:
            failures[project.name] = str(error)
    PAGE.write_text(page(proofs, failures), "utf-8")
    return 1 if failures else 0


def page(proofs: dict[str, Proof], failures: dict[str, str]) -> str:
    """The whole page."""
    day = datetime.now(UTC).date()
    left_out = not_built() | {name: f"{why.strip()[-300:]}" for name, why in failures.items()}
    return (
        "\n".join(
            [
                _OPENING.format(day=day),
                "## Sizes\n",
                _SIZES,
                _table(("project", "image, MB", "above its base, MB", "cut above the base"), _rows(proofs, _sizes)),
                "## A build after one source file was edited\n",
                _STEPS,
                _table(("project", "steps from the cache", "commands run again"), _rows(proofs, _rebuilds)),
                "## Answers\n",
                _EXITS,
                _table(("project", "answer", "after the edit", "exit codes", "user"), _rows(proofs, _answers)),
                "## Not built\n",
                _table(("project", "why not"), sorted(left_out.items())) if left_out else "Every project was built.\n",
                "## What was done\n",
                *(_story(name, proof) for name, proof in proofs.items()),
                "## Stand-ins\n",
                _table(("image", "MB", "what it is here"), _stand_ins(proofs)),
            ]
        ).rstrip("\n")
        + "\n"
    )


def _rows(proofs: dict[str, Proof], cells: Callable[[Side, Side], Sequence[str]]) -> Iterator[Sequence[str]]:
    return ((name, *cells(proof.before, proof.after)) for name, proof in proofs.items())


def _sizes(before: Side, after: Side) -> Sequence[str]:
    cut = 1 - after.above_base / before.above_base
    return (
        f"{_mb(before.image.size)} → {_mb(after.image.size)}",
        f"{_mb(before.above_base)} → {_mb(after.above_base)}",
        f"{cut:.0%}",
    )


def _rebuilds(before: Side, after: Side) -> Sequence[str]:
    sides = (before, after)
    return (
        " → ".join(f"{side.reused} of {len(side.rebuild.steps)}" for side in sides),
        " → ".join(", ".join(f"`{step.text[4:]}`" for step in side.run_again) or "none" for side in sides),
    )


def _answers(before: Side, after: Side) -> Sequence[str]:
    return (
        "the same" if before.answer == after.answer else "DIFFERENT",
        "the same, and changed" if before.edited == after.edited != after.answer else "DIFFERENT",
        " → ".join(_exit_codes(side) for side in (before, after)),
        f"{before.image.user} → {after.image.user}",
    )


def _exit_codes(side: Side) -> str:
    codes = (side.build.exit_code, side.rebuild.exit_code, side.answer.exit_code)
    return " ".join(str(code) for code in codes if code is not None)


def _story(name: str, proof: Proof) -> str:
    actions = "\n".join(f"1. {action}" for action in proof.actions)
    before, after = (f"```dockerfile\n{side.text.rstrip()}\n```\n" for side in (proof.before, proof.after))
    return f"### {name}\n\n{before}\n{actions}\n\n{after}"


def _stand_ins(proofs: dict[str, Proof]) -> Iterator[Sequence[str]]:
    names = sorted({name for before, after, _ in proofs.values() for side in (before, after) for name in side.bases})
    with images(*names) as below, store(below=below) as place:
        for name in names:
            yield name, _mb(place.image(name).size), description(name)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = (head, ["---"] * len(head), *rows)
    return "".join(f"| {' | '.join(map(_cell, line))} |\n" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _mb(size: int) -> str:
    return f"{size / 1e6:.1f}"


if __name__ == "__main__":
    sys.exit(main())
