"""What npm, yarn, pnpm and bun read when they install a project's dependencies."""

from collections.abc import Iterator

from dockwright.analysis.ecosystems.model import Manifests
from dockwright.model.packages.kinds import Manager
from dockwright.project.manifests.package_json import PackageJson
from dockwright.project.paths import ProjectPath, join
from dockwright.project.snapshot import Project

LOCKFILES: dict[Manager, tuple[str, ...]] = {
    Manager.NPM: ("package-lock.json", "npm-shrinkwrap.json"),
    Manager.YARN: ("yarn.lock",),
    Manager.PNPM: ("pnpm-lock.yaml",),
    Manager.BUN: ("bun.lock", "bun.lockb"),
}
"""The lockfiles of each manager; the first that exists counts."""

_OPTIONAL: dict[Manager, tuple[str, ...]] = {
    Manager.NPM: (".npmrc",),
    Manager.YARN: (".npmrc", ".yarnrc", ".yarnrc.yml", ".pnp.cjs", ".pnp.loader.mjs"),
    Manager.PNPM: (".npmrc", "pnpm-workspace.yaml", ".pnpmfile.cjs"),
    Manager.BUN: (".npmrc", "bunfig.toml"),
}
_FOLDERS = ("patches", ".yarn/releases", ".yarn/plugins", ".yarn/patches")


def package_json(project: Project, folder: ProjectPath) -> PackageJson | None:
    """The package.json of a folder of the build context."""
    return project.package_json(folder)


def lockfile(project: Project, folder: ProjectPath, manager: Manager) -> ProjectPath | None:
    """The lockfile of `manager` in a folder of the build context."""
    candidates = (join(folder, name) for name in LOCKFILES.get(manager, ()))
    return next((path for path in candidates if project.exists(path)), None)


def node_manifests(project: Project, folder: ProjectPath, manager: Manager) -> Manifests:
    """Every file and folder that an install in `folder` reads, as far as the build context has them."""
    package = package_json(project, folder)
    lock = lockfile(project, folder, manager)
    required = [join(folder, "package.json"), *([lock] if lock else [])]
    optional = [path for name in _OPTIONAL.get(manager, ()) if project.exists(path := join(folder, name))]
    members = tuple(_members(project, folder, package))
    optional.extend(members)
    folders = [path for name in _FOLDERS if project.is_dir(path := join(folder, name))]
    if package is not None and uses_prisma(package) and project.is_dir(join(folder, "prisma")):
        folders.append(join(folder, "prisma"))
    return Manifests(
        required=tuple(required),
        optional=tuple(optional),
        folders=tuple(folders),
        lockfile=lock,
        members=members,
        needs_source=_needs_source(package),
        caution=_caution(package),
    )


def _members(project: Project, folder: ProjectPath, package: PackageJson | None) -> Iterator[ProjectPath]:
    """The package.json of every workspace: npm and its kin refuse a lockfile that names one they do not find."""
    patterns = list(package.workspaces) if package is not None else []
    patterns.extend(_pnpm_workspaces(project, folder))
    found: dict[ProjectPath, None] = {}
    for pattern in patterns:
        if pattern.startswith("!"):
            continue
        base = pattern.removesuffix("/**").removesuffix("/")
        globs = [base, f"{base}/*"] if pattern.endswith("/**") else [base]
        for glob in globs:
            found.update(dict.fromkeys(project.match(f"{join(folder, glob)}/package.json")))
    yield from found


def _pnpm_workspaces(project: Project, folder: ProjectPath) -> Iterator[str]:
    """The `packages:` list of pnpm-workspace.yaml, which is a plain list of globs."""
    text = project.read(join(folder, "pnpm-workspace.yaml")) or ""
    inside = False
    for line in text.split("\n"):
        if not line.startswith((" ", "-", "\t")):
            inside = line.startswith("packages:")
        elif inside and line.strip().startswith("-"):
            yield line.strip()[1:].strip().strip("\"'")


def uses_prisma(package: PackageJson) -> bool:
    """Whether the package needs what Prisma generates from its schema."""
    return "@prisma/client" in package.dependencies or "prisma" in package.dev_dependencies


def _needs_source(package: PackageJson | None) -> str | None:
    if package is None or not package.local_dependencies:
        return None
    name, folder = next(iter(package.local_dependencies.items()))
    return f"the dependency {name} is the local folder {folder}"


def _caution(package: PackageJson | None) -> str:
    if package is None:
        return ""
    scripts = package.install_scripts
    if not scripts:
        return ""
    return f"package.json runs `{scripts[0]}` when it is installed: check that this needs no source file"
