"""What is shown of one project: both files build, the programs answer the same, and what that costs."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from dockwright.model.stages import build_stages
from dockwright.model.uses import stage_uses
from dockwright.syntax.parser import parse
from tests.lsp.editor import editor
from tests.lsp.test_article import ROUNDS, Person
from tests.proof import machine
from tests.proof.buildah import Build, Image, Step, Store, store
from tests.proof.projects import SETTINGS, Project
from tests.proof.standins import images, stand_in

_RUN_SECONDS = 120
_ASK = Path(__file__).with_name("ask.py")


class Answer(NamedTuple):
    """What a program says: a server's replies, or the output of one that ends, with its exit code."""

    said: str
    exit_code: int | None = None


class Side(NamedTuple):
    """One of the two Dockerfiles, built, run, built again after the source edit and run again.

    `bases` are the images that it is built from.
    """

    text: str
    bases: tuple[str, ...]
    image: Image
    build: Build
    answer: Answer
    rebuild: Build
    edited: Answer

    @property
    def above_base(self) -> int:
        """Bytes that the Dockerfile adds to its base image."""
        return self.image.size - self.image.base_size

    @property
    def reused(self) -> int:
        """How many steps the build after the edit took from the cache."""
        return sum(step.reused for step in self.rebuild.steps)

    @property
    def run_again(self) -> tuple[Step, ...]:
        """The commands that the build after the edit ran anew."""
        return tuple(step for step in self.rebuild.steps if not step.reused and step.text.upper().startswith("RUN "))


class Proof(NamedTuple):
    """Both sides of a project, and the titles of the actions that led from one to the other."""

    before: Side
    after: Side
    actions: tuple[str, ...]


class ServerError(Exception):
    """A server that was not there to be asked, with what it said."""


class MissingImageError(Exception):
    """A Dockerfile is built from an image that has no stand-in."""


def prove(project: Project) -> Proof:
    """Build and run a project's Dockerfile, and what a person makes of it by the server's actions."""
    with tempfile.TemporaryDirectory(prefix="dockwright-proof-") as name:
        before, after = (Path(name) / side / project.name for side in ("before", "after"))
        for folder in (before, after):
            shutil.copytree(project.folder, folder, ignore=shutil.ignore_patterns(SETTINGS))
        actions = repaired(after / "Dockerfile")
        return Proof(_side(project, before), _side(project, after), actions)


def repaired(path: Path) -> tuple[str, ...]:
    """Take every repair that a real server offers for a Dockerfile on disk; their titles."""
    titles: list[str] = []
    with editor() as client:
        person = Person(client, path)
        while len(titles) < ROUNDS and (title := person.repair()) is not None:
            titles.append(title)
        path.write_text(person.text, "utf-8")
        client.leave()
    return tuple(titles)


def _side(project: Project, folder: Path) -> Side:
    text = (folder / "Dockerfile").read_text("utf-8")
    bases = tuple(dict.fromkeys(_images(text)))
    with images(*bases) as below, store(below=below) as place, _settings() as options:

        def build() -> Build:
            return place.build(folder, "proof", "--layers", *options)

        first, image, answer = build(), place.image("proof"), _answer(place, project)
        source = folder / project.edit.file
        source.write_text(source.read_text("utf-8").replace(project.edit.old, project.edit.new), "utf-8")
        return Side(text, bases, image, first, answer, build(), _answer(place, project))


def _answer(place: Store, project: Project) -> Answer:
    """What the image named proof says when it runs as it is meant to."""
    # In a container of its own, not chroot isolation: the program is process 1, as it is in production.
    run = ("run", "--isolation", "oci", "--runtime", "runc", "--network", "host")
    with place.container("proof") as container:
        command = place.command(*run, container, "--", *place.image("proof").arguments)
        if project.port is not None:
            ask = ("unshare", "--net", sys.executable, _ASK, str(project.port), *project.paths, "--")
            command = [*map(str, ask), *command]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_RUN_SECONDS)
    if project.port is None:
        return Answer(done.stdout, done.returncode)
    if done.returncode != 0:
        raise ServerError(done.stderr)
    return Answer("\n".join(map(str, json.loads(done.stdout))))


def _images(text: str) -> Iterator[str]:
    """The images from outside that a Dockerfile needs; raises `MissingImageError` if one has no stand-in."""
    for use in stage_uses(build_stages(parse(text))):
        if use.image is None:
            continue
        if stand_in(use.image.text) is None:
            message = f"there is no stand-in for {use.image.text}"
            raise MissingImageError(message)
        yield use.image.text


@contextmanager
def _settings() -> Generator[tuple[str, ...]]:
    with tempfile.TemporaryDirectory(prefix="dockwright-proof-") as name:
        yield tuple(machine.mounts(Path(name)))
