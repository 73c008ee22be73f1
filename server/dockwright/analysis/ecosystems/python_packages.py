"""What a Python program needs of the distribution, where no RUN of its own installs it in the last stage."""

from collections.abc import Iterator

from dockwright.analysis.ecosystems.model import Missing
from dockwright.analysis.ecosystems.python_installs import installs, manifests
from dockwright.analysis.ecosystems.python_native import come_from_git, libraries_of, named_packages
from dockwright.analysis.ecosystems.python_start import started_scripts
from dockwright.analysis.images import is_alpine
from dockwright.analysis.needed_packages import needed_packages
from dockwright.analysis.roles import Role, role
from dockwright.analysis.system_packages import compiled_with, runtime_packages
from dockwright.knowledge.images import system_of
from dockwright.model.packages.kinds import Verb
from dockwright.model.references import ImageReference
from dockwright.model.run_commands import RunCommand, run_commands
from dockwright.model.stages import Stage
from dockwright.project.paths import ProjectPath
from dockwright.project.snapshot import Project
from dockwright.syntax.nodes import Placed

PROVIDED = frozenset(
    {
        "ca-certificates",
        "libbz2-1.0",
        "libffi8",
        "liblzma5",
        "libreadline8",
        "libreadline8t64",
        "libsqlite3-0",
        "libssl3",
    }
    | {"libssl3t64", "libuuid1", "netbase", "tzdata", "zlib1g"}
    | {"libbz2", "libcrypto3", "libffi", "readline", "sqlite-libs", "xz-libs", "zlib"}
)
"""What the interpreter itself needs, so that every image of Python has it: of Debian, and of Alpine."""


def python_packages(
    stage: Stage, image: str, uses: tuple[RunCommand, ...], project: Project
) -> tuple[str, ...] | Missing:
    """The packages, or what is not known of them; `uses` are the commands that install Python packages."""
    reference = stage.reference
    if reference is None:
        return ()
    files = _manifest_files(stage, project)
    commands = tuple(use.command for use in uses)
    libraries: tuple[str, ...] | Missing = ()
    if not is_alpine(reference):
        names = tuple(name for name in named_packages(files, commands, project) if name not in _brought(stage))
        libraries = libraries_of(names, reference, compiler_only=image == reference.text)
    if isinstance(libraries, Missing):
        return libraries
    scripts = tuple(project.read(path) or "" for path in started_scripts(stage, project) if not path.endswith(".conf"))
    asked = _asked(stage, reference, from_git=come_from_git(files, commands, project))
    return tuple(dict.fromkeys((*needed_packages(stage, image, scripts), *asked, *libraries)))


def _brought(stage: Stage) -> frozenset[str]:
    """The Python packages whose library comes with a package of the distribution that a RUN installs by name."""
    installed = {package.name for _, command in run_commands(stage) for package in command.packages}
    return frozenset({"wand"}) if "imagemagick" in installed else frozenset()


def _manifest_files(stage: Stage, project: Project) -> tuple[ProjectPath, ...]:
    found = (manifests(install, project) for install in installs(stage, project))
    return tuple(path for read in found for path in read.files)


def _asked(stage: Stage, reference: ImageReference, *, from_git: bool) -> Iterator[str]:
    """What RUNs install in one go with Python packages; git that none of these needs; what compiled code needs."""
    system = system_of(reference.repository, reference.tag)
    for run, command in run_commands(stage):
        if not command.manager.is_system or command.verb is not Verb.INSTALL_PACKAGES:
            continue
        if role(stage, Placed(run.at, run.node)) is Role.BUILD:
            yield from (name for name in runtime_packages(command, system) if name not in PROVIDED)
        if not from_git and any(package.name == "git" for package in command.packages):
            yield "git"
        yield from compiled_with(command)
