"""Python: pip, poetry, uv and pipenv, in a virtual environment that the last stage takes from the builder."""

import posixpath
import re
from collections.abc import Iterator

from dockwright.analysis.ecosystems.model import Artifact, Missing, RuntimePlan
from dockwright.analysis.ecosystems.python_environment import Environment, environment, given, uses_of
from dockwright.analysis.ecosystems.python_installs import MANAGERS, installs, manifests, without_dev
from dockwright.analysis.ecosystems.python_packages import PROVIDED, python_packages
from dockwright.analysis.ecosystems.python_sources import above_the_build, is_nothing_but_manifests
from dockwright.analysis.ecosystems.python_start import is_program, python_start
from dockwright.analysis.images import slim_image
from dockwright.analysis.roles import Role, role
from dockwright.analysis.system_packages import has_build_tools
from dockwright.analysis.transfers import context_copies
from dockwright.knowledge.images import same_version_variant
from dockwright.model.commands import calls_of
from dockwright.model.packages.kinds import Manager, Verb
from dockwright.model.packages.model import PackageCommand
from dockwright.model.references import ImageReference
from dockwright.model.run_commands import run_commands
from dockwright.model.stages import Stage
from dockwright.project.paths import ProjectPath
from dockwright.project.snapshot import Project
from dockwright.syntax import nodes
from dockwright.syntax.nodes import Copy, Placed, Run
from dockwright.text.edit import Edit, insert

__all__ = ["MANAGERS", "installs", "manifests", "plan"]

_UV_IMAGE = "ghcr.io/astral-sh/uv"
_PROGRAMS = frozenset(
    {"alembic", "django-admin", "flask", "gunicorn", "manage.py", "pip", "python", "python3", "pybabel", "uvicorn"}
    | {"hf", "huggingface-cli", "playwright", "spacy"}
)
"""Programs that the last stage has as well: those of the environment."""
_INSTALLER = re.compile(r"https://(?:install\.python-poetry\.org|astral\.sh/uv)")
_SYSTEM_BINARIES = frozenset({"/bin", "/usr/bin", "/usr/local/bin"})
_INSTALLERS = frozenset({"b2", "checkinstall", "cmake", "gmake", "make", "meson", "ninja"})
_BUILD_VARIABLES = ("PIP_", "PIPENV_", "POETRY_", "UV_")


def plan(stage: Stage, project: Project) -> RuntimePlan | Missing | None:
    """The environment and the source, on the slim image of the same version; None where nothing is gained."""
    image = _runtime_image(stage.reference) if stage.reference is not None else None
    uses = uses_of(stage)
    if stage.reference is None or image is None or not uses or not is_program(stage):
        return None
    if image == stage.reference.text and not any(_is_tool(stage, run) for run in stage.every(Run)):
        return None
    start = python_start(stage, project)
    found = environment(stage, uses)
    for missing in (start, found, _other_python(stage, project)):
        if isinstance(missing, Missing):
            return missing
    assert isinstance(found, Environment)  # noqa: S101 - for the type checker
    end = max(run.end for run in stage.every(Run) if _builds(stage, Placed(run.at, run.node)))
    sources = above_the_build(stage, project, end)
    packages = python_packages(stage, image, uses, project)
    for missing in (sources, packages, _lost(stage, end), _in_front(stage, uses[0].run.at)):
        if isinstance(missing, Missing):
            return missing
    assert not isinstance(sources, Missing)  # noqa: S101 - for the type checker
    assert not isinstance(packages, Missing)  # noqa: S101 - for the type checker
    edits = tuple(_without_dev(stage, project))
    return RuntimePlan(
        image=image,
        artifacts=tuple(_outermost((Artifact(found.path, found.path), *sources))),
        environment=() if found.is_on_path else (("PATH", f"{found.path}/bin:$PATH"),),
        start=start if not isinstance(start, Missing) else None,
        builder_edits=(*found.edits, *edits),
        builder_lines=found.lines,
        builder_only=frozenset(_builder_only(stage, project)),
        packages=packages,
        ends_at=end,
        programs=_PROGRAMS,
        provided=PROVIDED,
        notes=tuple(_notes(stage.reference, image, leaves_out=bool(edits))),
    )


def _runtime_image(reference: ImageReference) -> str | None:
    """The slim image of the same Python, None if the base image is another."""
    if reference.repository == "python":
        # Python 2 has no module venv.
        return None if (reference.tag or "").startswith("2") else slim_image(reference)
    if reference.repository != _UV_IMAGE or reference.tag is None or not reference.tag.startswith("python3."):
        return None
    tag = reference.tag.removeprefix("python").removesuffix("-slim")
    if "alpine" in tag:
        return f"python:{tag}"
    slim = same_version_variant("python", tag, "slim")
    return f"python:{slim}" if slim is not None else None


def _is_tool(stage: Stage, run: Placed[Run]) -> bool:
    """Whether a RUN leaves compilers, headers, poetry or pipenv behind."""
    commands = [command for found, command in run_commands(stage) if found.at == run.at]
    if any(command.verb is Verb.REMOVE for command in commands):
        return False
    return any(
        command.verb is Verb.INSTALL_PACKAGES
        and (
            (command.manager.is_system and has_build_tools(command))
            or (command.manager is Manager.PIP and _installs_manager(command))
        )
        for command in commands
    )


def _installs_manager(command: PackageCommand) -> bool:
    return any(package.name in {"pipenv", "poetry"} for package in command.packages)


def _other_python(stage: Stage, project: Project) -> Missing | None:
    """Why the environment would not find its interpreter: uv brings one of its own."""
    reference = stage.reference
    wanted = (project.read(ProjectPath(".python-version")) or "").strip()
    uses_uv = any(command.manager is Manager.UV and command.verb_name == "sync" for _, command in run_commands(stage))
    tag = (reference.tag or "").removeprefix("python") if reference is not None else ""
    if uses_uv and wanted and tag[:1].isdigit():
        version = tag.partition("-")[0].split(".")
        if wanted.split(".")[: len(version)] != version[: len(wanted.split("."))]:
            return Missing(f".python-version asks for {wanted}, and uv brings its own Python")
    for run in stage.every(Run):
        if "uv python install" in run.node.text:
            return Missing("uv brings its own Python")
    return None


def _without_dev(stage: Stage, project: Project) -> Iterator[Edit]:
    """Development dependencies are left out, unless a later step of the build may need them."""
    found = [(install, flag) for install in installs(stage, project) if (flag := without_dev(stage, install, project))]
    users = {Verb.TEST, Verb.EXECUTE, Verb.RUN_SCRIPT}
    if not found or any(command.verb in users for _, command in run_commands(stage)):
        return
    for run, command in run_commands(stage):
        form = run.node.command
        like = next((flag for install, flag in found if install.command.manager is command.manager), None)
        if like and command.verb is Verb.INSTALL_PROJECT and form is not None and not form.is_exec:
            yield insert(run.at + command.verb_span.end, f" {like}")


def _outermost(artifacts: tuple[Artifact, ...]) -> Iterator[Artifact]:
    """The artifacts without those that another one brings along."""
    for number, artifact in enumerate(artifacts):
        others = (*artifacts[:number], *artifacts[number + 1 :])
        inside = any(posixpath.commonpath((artifact.source, other.source)) == other.source for other in others)
        if not inside:
            yield artifact


def _builds(stage: Stage, run: Placed[Run]) -> bool:
    """Whether a RUN builds, or takes away what another one has installed to build with."""
    found = role(stage, run)
    removes = (command for at, command in run_commands(stage) if at.at == run.at and command.verb is Verb.REMOVE)
    return found is Role.BUILD or (found is Role.SYSTEM and any(True for _ in removes))


def _lost(stage: Stage, end: int) -> Missing | None:
    """What a RUN above `end` leaves outside of the environment and the source."""
    copies = context_copies(stage)
    first = copies[0].placed.at if copies else end
    for run in stage.every(Run):
        if run.at >= end:
            break
        names = [call.name for call in calls_of(run.node)]
        for call in calls_of(run.node):
            if call.name in _INSTALLERS and any(word.value in {"install", "--install"} for word in call.arguments):
                return Missing(
                    f"whether the program needs what `{call.name} install` puts into the system is not known"
                )
        is_python = any(name in _PROGRAMS or name.startswith("playwright") for name in names)
        if run.at > first and is_python and role(stage, Placed(run.at, run.node)) is Role.UNKNOWN:
            return Missing(f"whether the program needs what `{_first_line(run)}` does is not known")
    return None


def _in_front(stage: Stage, at: int) -> Missing | None:
    """What a PATH set below `at` puts in front of the environment, so that the interpreter of the image is found."""
    for placed in stage.every(nodes.Env):
        for pair in placed.node.assignments:
            if placed.at < at or pair.key.value != "PATH" or pair.value is None:
                continue
            before, path, _ = re.split(r"(\$PATH\b|\$\{PATH\}|$)", pair.value.value, maxsplit=1)
            if not path or not _SYSTEM_BINARIES.isdisjoint(before.split(":")):
                return Missing("PATH is set so that the Python of the image comes before a virtual environment")
    return None


def _first_line(run: Placed[Run]) -> str:
    return run.node.text.partition("\n")[0].rstrip("\\ ")


def _builder_only(stage: Stage, project: Project) -> Iterator[int]:
    """Settings of the managers, the managers themselves, what makes the environment, and manifests."""
    yield from (at for at, _ in given(stage))
    copies = {copy.placed.at: copy for copy in context_copies(stage)}
    for placed in stage.instructions:
        node = placed.node
        if isinstance(node, nodes.Env):
            if _is_for_building(node):
                yield placed.at
        elif isinstance(node, Copy) and node.source_stage is not None:
            if all(word.value.rpartition("/")[2] in {"uv", "uvx"} for word in node.sources):
                yield placed.at
        elif isinstance(node, Run):
            if _INSTALLER.search(node.text):
                yield placed.at
        elif placed.at in copies and is_nothing_but_manifests(copies[placed.at], stage, project):
            yield placed.at


def _is_for_building(node: nodes.Env) -> bool:
    """Whether it only sets up the managers, or puts their own folders on PATH."""
    for pair in node.assignments:
        value = pair.value
        if pair.key.value == "PATH" and value is not None:
            named = {found.name for found in value.substitutions} - {"PATH"}
            folders = [part for part in value.value.split(":") if part not in {"$PATH", "${PATH}"}]
            if named and all(name.startswith(_BUILD_VARIABLES) for name in named) and len(folders) <= len(named):
                continue
        if not pair.key.value.startswith(_BUILD_VARIABLES):
            return False
    return True


def _notes(reference: ImageReference, image: str, *, leaves_out: bool) -> Iterator[str]:
    if leaves_out:
        yield "development dependencies are left out: check that the program imports none"
    if image != reference.text:
        yield f"check that the program calls no git, curl or other program that {image} lacks"
    else:
        yield "check that the program needs no compiler at run time"
