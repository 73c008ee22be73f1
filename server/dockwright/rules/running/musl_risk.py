"""Native Node.js modules on Alpine."""

from collections.abc import Iterator

from dockwright.analysis.ecosystems.model import Install
from dockwright.analysis.ecosystems.node import installs
from dockwright.analysis.images import is_alpine
from dockwright.analysis.safety import Safety
from dockwright.knowledge import images
from dockwright.model.packages.kinds import Manager, Verb
from dockwright.model.references import ImageReference
from dockwright.model.run_commands import run_commands
from dockwright.model.stages import Stage
from dockwright.project.paths import ProjectPath
from dockwright.project.snapshot import Project
from dockwright.rules.model import Finding, Fix, Related, Severity, rule
from dockwright.text.edit import replace

_COMPILERS = frozenset({"build-base", "g++", "gcc", "clang"})
_SHOWN = 3


@rule(Severity.WARNING, on=Stage)
def musl_risk(stage: Stage, project: Project) -> Iterator[Finding]:
    """Native modules are installed on Alpine, whose libc is musl.

    Most ready-made binaries of npm packages are built for glibc. Where there
    is none for musl the package is compiled, and Alpine's image has no
    compiler: the install fails, or the module does not load. The `-slim` image is
    Debian's, little larger, and takes the ready-made ones.

    ```json file=package.json
    {"dependencies": {"better-sqlite3": "^12.0.0"}}
    ```

    ```json file=package-lock.json
    {
      "lockfileVersion": 3,
      "packages": {
        "node_modules/better-sqlite3": {
          "version": "12.0.0",
          "hasInstallScript": true,
          "dependencies": {"bindings": "^1.5.0", "prebuild-install": "^7.1.1"}
        }
      }
    }
    ```

    ```dockerfile bad
    FROM ⟦node:22-alpine⟧
    WORKDIR /app
    COPY package*.json ./
    RUN npm ci --omit=dev
    ```

    ```dockerfile fixed
    FROM node:22-slim
    WORKDIR /app
    COPY package*.json ./
    RUN npm ci --omit=dev
    ```

    ```dockerfile good
    FROM node:22-alpine
    WORKDIR /app
    RUN apk add --no-cache build-base python3
    COPY package*.json ./
    RUN npm ci --omit=dev
    ```
    """
    reference = stage.reference
    if reference is None or stage.image_span is None or not is_alpine(reference) or _has_compiler(stage):
        return
    for install in installs(stage, project):
        names = _native(install, project)
        if not names:
            continue
        shown = ", ".join(names[:_SHOWN])
        yield Finding(
            stage.image_span,
            f"{shown} has native parts, and Alpine is not glibc: use the -slim image",
            tuple(_fixes(stage, reference)),
            (Related(install.run.place(install.command.span), "it is installed here"),),
        )
        return


def _native(install: Install, project: Project) -> tuple[str, ...]:
    """The packages that are compiled or fetched for the libc at hand, by the lockfile."""
    lock = project.npm_lock(install.context or ProjectPath("")) if install.context is not None else None
    if lock is None or install.command.ignores_scripts:
        return ()
    return tuple(package.name for package in lock.native if package.has_install_script and not package.libc)


def _has_compiler(stage: Stage) -> bool:
    return any(
        package.name in _COMPILERS
        for link in stage.chain
        for _, command in run_commands(link)
        if command.manager is Manager.APK and command.verb is Verb.INSTALL_PACKAGES
        for package in command.packages
    )


def _fixes(stage: Stage, reference: ImageReference) -> Iterator[Fix]:
    tag = images.same_version_variant(reference.repository, reference.tag, "slim")
    span = stage.place_in_reference(reference.tag_span) if reference.tag_span is not None else None
    if tag is not None and span is not None:
        note = "packages that are installed with apk have other names with apt"
        yield Fix(f"Use {reference.with_tag(tag)}", (replace(span, tag),), Safety.UNSAFE, note)
