"""Rust: cargo, programs that need a libc, and static ones."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from dockwright.analysis.ecosystems.data_files import data_beside
from dockwright.analysis.ecosystems.directories import directory_of
from dockwright.analysis.ecosystems.go_system import needs_system
from dockwright.analysis.ecosystems.model import Artifact, Install, Manifests, Missing, RuntimePlan, Start
from dockwright.analysis.ecosystems.programs import (
    CERTIFICATES,
    SYSTEM_PATH,
    beside,
    cleans_up,
    in_cache_mount,
    placements,
    start_paths,
)
from dockwright.analysis.ecosystems.rust_libraries import libraries, linked
from dockwright.analysis.ecosystems.rust_targets import (
    Output,
    context_of,
    crates,
    manifest_at,
    output_of,
    workspace_root,
)
from dockwright.analysis.ecosystems.users import missing_user
from dockwright.analysis.images import is_alpine, runtime_base
from dockwright.analysis.images import system as system_of
from dockwright.analysis.needed_packages import needed_packages
from dockwright.analysis.roles import Role, role
from dockwright.analysis.starts import Started, started
from dockwright.knowledge import images
from dockwright.model.packages.caches import cache_mounts
from dockwright.model.packages.kinds import Manager, Verb
from dockwright.model.packages.model import PackageCommand
from dockwright.model.references import ImageReference
from dockwright.model.run_commands import run_commands
from dockwright.model.stages import Stage
from dockwright.project.manifests.cargo import LockedCrate
from dockwright.project.paths import ProjectPath, join
from dockwright.project.snapshot import Project
from dockwright.syntax import nodes
from dockwright.syntax.nodes import Placed, Run

MANAGERS = frozenset({Manager.CARGO})
_NOBODY = "65532:65532"
_LOWEST_FREE_PORT = 1024
_SETTINGS = ("Rocket.toml", "config.toml", "config.yaml", "config.yml", "log4rs.yaml", "log4rs.yml", "dist")
_TLS = frozenset(
    {"boring-sys", "native-tls", "openssl-sys", "rustls-native-certs", "rustls-platform-verifier", "s2n-tls-sys"}
)
"""The crates that read the certificates of the system."""
_VARIABLES = frozenset(
    {
        "CARGO_BUILD_TARGET",
        "CARGO_HOME",
        "CARGO_INCREMENTAL",
        "CARGO_NET_GIT_FETCH_WITH_CLI",
        "CARGO_PROFILE_RELEASE_LTO",
    }
    | {"CARGO_TARGET_DIR", "CARGO_TERM_COLOR", "OPENSSL_DIR", "OPENSSL_STATIC", "PKG_CONFIG_ALLOW_CROSS", "RUSTFLAGS"}
    | {"RUSTUP_HOME", "SQLX_OFFLINE", "CARGO_REGISTRIES_CRATES_IO_PROTOCOL"}
)
_CACHE_MOUNTS = (
    "cargo compiles the dependencies together with the source; cache mounts for /usr/local/cargo/registry "
    "and the target folder keep them between builds"
)


def installs(stage: Stage, project: Project) -> tuple[Install, ...]:
    """`cargo fetch`, and the first `cargo build`, which compiles the dependencies too."""
    return tuple(_installs(stage, project))


def _installs(stage: Stage, project: Project) -> Iterator[Install]:
    for run, command in run_commands(stage):
        if command.manager is Manager.CARGO and command.verb is Verb.INSTALL_PROJECT:
            # `cargo chef cook` has compiled the dependencies.
            return
        if command.manager is not Manager.CARGO or not (is_build(command) or command.verb is Verb.DOWNLOAD):
            continue
        directory = directory_of(stage, run.at, command)
        if directory is None or cache_mounts(run.node):
            return
        context = context_of(stage, run, command, project)
        if context is not None and any(crate.source for crate in crates(project, workspace_root(project, context))):
            yield Install(run, command, directory, context)
        return


def manifests(install: Install, project: Project) -> Manifests:
    """Cargo.toml and Cargo.lock; they are of no use without the source, for cargo wants something to compile."""
    folder = install.context or ProjectPath("")
    lock = join(folder, "Cargo.lock")
    return Manifests(
        required=(join(folder, "Cargo.toml"),),
        optional=(lock,) if project.exists(lock) else (),
        lockfile=lock if project.exists(lock) else None,
        needs_source=_CACHE_MOUNTS,
        is_one_step=True,
    )


def is_build(command: PackageCommand) -> bool:
    """Whether cargo compiles the source that it is given."""
    return command.verb is Verb.BUILD or (command.verb_name == "install" and command.option("--path") is not None)


class Program(NamedTuple):
    """The program that is started: who makes it, where it is, and the RUN that puts it there."""

    output: Output
    path: str
    start: Started


def plan(stage: Stage, project: Project) -> RuntimePlan | Missing | None:
    """The binary on a slim image of the builder's libc; on scratch if it is static."""
    reference = stage.reference
    if reference is None:
        return None
    found = [(run, command) for run, command in run_commands(stage) if command.manager is Manager.CARGO]
    builds = [(run, command) for run, command in found if is_build(command) or command.verb_name == "install"]
    start = started(stage)
    if not builds:
        runs_cargo = start is not None and start.words[:1] == ("cargo",) and reference.repository == "rust"
        return (
            Missing("the container compiles the program when it starts: build it in a RUN first")
            if runs_cargo
            else None
        )
    if start is None or not start.words:
        return Missing("what the container starts is not one plain command")
    if start.words[:2] == ("cargo", "watch") or cleans_up(stage):
        return None
    if start.is_alone:
        return Missing("the shell of the ENTRYPOINT keeps the CMD from the program")
    outputs = [output for run, command in builds if (output := output_of(stage, run, command, project)) is not None]
    if not outputs:
        return Missing("where cargo puts the program is not known")
    program = _by_cargo(stage, builds, outputs, start, project) or _program(stage, outputs, start)
    if isinstance(program, Program):
        return _plan(stage, reference, project, builds, program)
    return program if any(is_build(command) for _, command in builds) else None


def _program(stage: Stage, outputs: list[Output], start: Started) -> Program | Missing:
    """The program that is started, where cargo put it or where it was copied to."""
    copied = {placed.target: placed for placed in placements(stage)}
    for path in start_paths(stage, start):
        for output in outputs:
            if output.has(path):
                if in_cache_mount(output.run, path):
                    return Missing(f"{path} is in a cache mount, not in a layer: copy it out of there in the same RUN")
                return Program(output, path, start)
            placed = copied.get(path)
            if placed is not None and output.has(placed.source):
                return Program(output, path, start)
    made = sorted(f"{output.folder}/{name}" for output in outputs for name in output.names or ())
    if not made:
        return Missing(f"the container starts {start.words[0]}, which is not known to be made by cargo")
    return Missing(f"the container starts {start.words[0]}, but cargo makes {', '.join(made[:3])}")


def _by_cargo(
    stage: Stage,
    builds: list[tuple[Placed[Run], PackageCommand]],
    outputs: list[Output],
    start: Started,
    project: Project,
) -> Program | Missing | None:
    """The program of `cargo run`, if it was built before in the same profile."""
    if start.words[:2] not in {("cargo", "run"), ("cargo", "r")}:
        return None
    if start.own != start.words:
        return Missing(f"ENTRYPOINT and CMD together start `{' '.join(start.words)}`")
    options = start.words[2 : start.words.index("--")] if "--" in start.words else start.words[2:]
    arguments = start.words[start.words.index("--") + 1 :] if "--" in start.words else ()
    profile = "release" if {"--release", "-r"} & set(options) else "debug"
    output = next((each for each in outputs if each.is_target and each.folder.endswith(f"/{profile}")), None)
    if output is None:
        return Missing(f"`{' '.join(start.words)}` compiles the program when it starts: build it in a RUN first")
    named = [after for word, after in pairwise(options) if word == "--bin"]
    if set(options) - {"--release", "-r", "--bin", "--locked", "--offline", "--quiet", "-q", *named}:
        return Missing(f"what `{' '.join(start.words)}` starts is not known")
    context = context_of(stage, *builds[0], project)
    manifest = manifest_at(project, context) if context is not None else None
    default = manifest.default_run if manifest is not None else None
    names = named or ([default] if default else sorted(output.names or ()))
    if len(names) != 1:
        return Missing(f"which program `{' '.join(start.words)}` starts is not known")
    path = f"{output.folder}/{names[0]}"
    if in_cache_mount(output.run, path):
        return Missing(f"{path} is in a cache mount, not in a layer: copy it out of there in the same RUN")
    return Program(output, path, start._replace(own=(path, *arguments)))


def _plan(
    stage: Stage,
    reference: ImageReference,
    project: Project,
    builds: list[tuple[Placed[Run], PackageCommand]],
    program: Program,
) -> RuntimePlan | Missing:
    context = context_of(stage, *builds[0], project)
    locked = crates(project, workspace_root(project, context)) if context is not None else ()
    if system_of(reference) is None and images.libc(reference.repository, reference.tag) is None:
        return Missing(f"which system {reference.text} is built on is not known")
    static = _is_static(stage, reference, program.output, locked)
    reason = needs_system(stage)
    scratch = static and reason is None
    image = "scratch" if scratch else runtime_base(reference)
    stranger = missing_user(stage, image) if not scratch else None
    if stranger is not None:
        return stranger
    packages = _packages(stage, reference, image, locked)
    if isinstance(packages, Missing) and not static:
        return packages
    target = _target(program, scratch=scratch)
    context = context if context is not None else ProjectPath("")
    folders = tuple(beside(stage, stage.end, project, context, (*_SETTINGS, *data_beside(project, context))))
    moved = target != program.path
    word = target if moved and (scratch or "/" in program.start.own[0]) else program.start.own[0]
    words = (*(() if scratch else program.start.init), word, *program.start.own[1:])
    is_changed = program.start.is_shell or word != program.start.words[0]
    notes = ["check that the program needs no other file at run time"]
    if static and reason is not None:
        notes.insert(0, f"not on scratch: {reason}")
    return RuntimePlan(
        image=image,
        artifacts=(*_certificates(reference, locked, scratch=scratch), Artifact(program.path, target), *folders),
        start=Start(program.start.placed.at, words) if is_changed else None,
        packages=() if scratch or isinstance(packages, Missing) else packages,
        builds=frozenset(_builds(stage, program)),
        build_variables=_VARIABLES,
        user=_NOBODY if scratch and not needs_low_port(stage) else None,
        has_shell=not scratch,
        keeps_workdir=bool(folders) or not scratch,
        notes=tuple(notes),
    )


def _certificates(reference: ImageReference, locked: tuple[LockedCrate, ...], *, scratch: bool) -> tuple[Artifact, ...]:
    """The certificates, where the builder is known to have them and a crate reads them, or which do is not known."""
    is_needed = not locked or not _TLS.isdisjoint(crate.name for crate in locked)
    is_there = reference.repository == "rust"
    return (Artifact(CERTIFICATES, CERTIFICATES),) if is_there and (scratch or is_needed) else ()


def _is_static(stage: Stage, reference: ImageReference, output: Output, locked: tuple[LockedCrate, ...]) -> bool:
    """Whether nothing is needed at run time: linked to musl, which rustc does statically unless it is told not to."""
    flags = stage.scope.find("RUSTFLAGS")
    if flags is not None and (flags.value is None or "-crt-static" in flags.value):
        return False
    if output.triple:
        return output.triple.endswith("-musl")
    # Alpine's own rust, installed by apk, links dynamically; that of the official image does not.
    return reference.repository == "rust" and is_alpine(reference) and not linked(locked)


def _packages(
    stage: Stage, reference: ImageReference, image: str, locked: tuple[LockedCrate, ...]
) -> tuple[str, ...] | Missing:
    system = system_of(reference)
    bound = linked(locked)
    if bound and system is None:
        known = (
            f"which system {reference.text} is built on is not known, nor the name of the library for {bound[0].name}"
        )
        return Missing(f"{known}: name the system in the tag, as in rust:1-bookworm")
    found = libraries(locked, system) if system is not None else ()
    uses_tls = reference.repository != "rust" and not _TLS.isdisjoint(crate.name for crate in locked)
    certificates = ("ca-certificates",) if uses_tls else ()
    return tuple(dict.fromkeys((*certificates, *needed_packages(stage, image), *found)))


def _builds(stage: Stage, program: Program) -> Iterator[int]:
    """The RUNs of cargo and rustup, and those that copy the program."""
    for run in stage.every(Run):
        mentions = "cargo" in run.node.text or "rustup" in run.node.text
        if mentions and role(stage, run) in {Role.BUILD, Role.UNKNOWN}:
            yield run.at
    yield from (placed.run.at for placed in placements(stage) if placed.target == program.path)


def _target(program: Program, *, scratch: bool) -> str:
    """Where the program is in the last stage: where it is, unless that is a folder of the build."""
    folder, _, name = program.path.rpartition("/")
    if scratch:
        return f"/{name}"
    return program.path if folder in SYSTEM_PATH or folder != program.output.folder else f"/usr/local/bin/{name}"


def needs_low_port(stage: Stage) -> bool:
    """Whether the program listens on a port that only root may open everywhere."""
    ports = (word.value.partition("/")[0] for placed in stage.every(nodes.Expose) for word in placed.node.arguments)
    return any(port.isdigit() and 0 < int(port) < _LOWEST_FREE_PORT for port in ports)
