"""What a Node.js program reads at run time beside the folder that its build makes."""

import posixpath
from collections.abc import Iterator

from dockwright.analysis.ecosystems.model import Artifact, Install, Manifests
from dockwright.analysis.ecosystems.node_manifests import package_json, uses_prisma
from dockwright.analysis.transfers import context_path_of
from dockwright.model.stages import Stage
from dockwright.project.manifests.package_json import PackageJson
from dockwright.project.paths import ProjectPath, join
from dockwright.project.snapshot import Project

_FOLDERS = ("public", "views", "static", "locales", "templates", "migrations", "prisma", "assets")
_DATA_FOLDERS = ("config", "emails", "email-templates", "graphql", "i18n", "lang", "mails", "proto", "protos")
_SOURCE = (".cjs", ".js", ".jsx", ".map", ".md", ".mjs", ".ts", ".tsx")
_ORM = tuple(f"ormconfig.{kind}" for kind in ("json", "js", "yml", "yaml", "xml", "env"))
_API = ("openapi.json", "openapi.yaml", "openapi.yml", "swagger.json", "swagger.yaml", "swagger.yml")
_READ_BY = {
    "config": ("config",),
    "elastic-apm-node": ("elastic-apm-node.js",),
    "express-openapi-validator": _API,
    "newrelic": ("newrelic.js",),
    "sequelize": (".sequelizerc",),
    "swagger-jsdoc": ("src",),
    "swagger-ui-express": _API,
    "tsconfig-paths": ("tsconfig.json",),
    "typeorm": _ORM,
}
"""The files and folders beside package.json that each package looks for by itself, or is usually told to read."""
_ENVIRONMENT = frozenset(
    {"@nestjs/config", "dotenv", "dotenv-expand", "dotenv-extended", "dotenv-flow", "dotenv-safe", "env-cmd", "next"}
)
"""Packages that read `.env` files."""
_EXAMPLES = (".example", ".sample", ".template", ".dist")


def beside(stage: Stage, install: Install, read: Manifests, project: Project, output: str) -> Iterator[Artifact]:
    """Folders and files of the context that the builder has, and the client that Prisma generates."""
    context = install.context or ProjectPath("")
    package = package_json(project, context)
    if package is not None and uses_prisma(package):
        path = posixpath.join(install.directory, "node_modules/.prisma")
        yield Artifact(path, path)
    for name in dict.fromkeys(_names(package, project, context)):
        entry = join(context, name)
        path = posixpath.join(install.directory, name)
        if name == output or entry in read.folders or not project.exists(entry):
            continue
        inside = f"{path}/x" if project.is_dir(entry) else path
        if not project.is_ignored(entry) and context_path_of(stage, stage.end, inside, project) is not None:
            yield Artifact(path, path)


def _names(package: PackageJson | None, project: Project, context: ProjectPath) -> Iterator[str]:
    yield from (name for name in _FOLDERS if project.is_dir(join(context, name)))
    for name in _DATA_FOLDERS:
        folder = join(context, name)
        if project.is_dir(folder) and any(not path.endswith(_SOURCE) for path in project.files(folder)):
            yield name
    for dependency in package.dependencies if package is not None else ():
        yield from _READ_BY.get(dependency, ())


def environment_files(stage: Stage, install: Install, project: Project) -> tuple[str, ...]:
    """The `.env` files that the builder has and the program may read: they are not taken over, as they hold secrets."""
    context = install.context or ProjectPath("")
    package = package_json(project, context)
    if package is None or _ENVIRONMENT.isdisjoint((*package.dependencies, *package.dev_dependencies)):
        return ()
    names = (path.rpartition("/")[2] for path in project.children(context) if not project.is_ignored(path))
    return tuple(
        name
        for name in names
        if (name == ".env" or name.startswith(".env."))
        and not name.endswith(_EXAMPLES)
        and context_path_of(stage, stage.end, posixpath.join(install.directory, name), project) is not None
    )
