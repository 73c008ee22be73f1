"""Ruby: bundler installs in a builder, and the source runs on a slim image with the gems."""

import posixpath
import re
from collections.abc import Iterator

from dockwright.analysis.ecosystems.directories import directory_of
from dockwright.analysis.ecosystems.interpreted import divide
from dockwright.analysis.ecosystems.model import Artifact, Install, Manifests, Missing, RuntimePlan
from dockwright.analysis.ecosystems.programs import cleans_up
from dockwright.analysis.ecosystems.ruby_gems import libraries, locked_gems
from dockwright.analysis.images import slim_image
from dockwright.analysis.images import system as system_of
from dockwright.analysis.needed_packages import needed_packages
from dockwright.analysis.system_packages import has_build_tools
from dockwright.analysis.transfers import context_copies, context_path_of
from dockwright.knowledge.repositories import canonical
from dockwright.model.packages.kinds import Manager, Verb
from dockwright.model.packages.starts import start_of
from dockwright.model.references import ImageReference
from dockwright.model.run_commands import run_commands
from dockwright.model.stages import Stage
from dockwright.project.paths import ProjectPath, join, parent
from dockwright.project.snapshot import Project
from dockwright.syntax.nodes import Cmd, Entrypoint
from dockwright.text.edit import Edit, insert

MANAGERS = frozenset({Manager.BUNDLER})
_GEMS = "/usr/local/bundle"
"""GEM_HOME of the official image, and where it has bundler keep its settings."""
_OPTIONAL = ("Gemfile.lock", ".ruby-version", ".tool-versions")
_SETTERS = frozenset({"dpkg-reconfigure", "locale-gen", "update-locale", "curl", "corepack", "install_packages"})
_BUILDERS = frozenset({"bundle", "rails", "rake", "ruby", "bootsnap", "webpack", "vite", "yarn", "npm", "node"})
_SHELLS = frozenset({"ash", "bash", "sh", "sleep", "tail", "zsh"})
_LOCAL = re.compile(r"""^[^#\n]*?(?:\bpath:\s*|:path\s*=>\s*|^\s*path\s+)["']([^"']+)""", re.MULTILINE)
_GEMSPEC = re.compile(r"^\s*gemspec\b", re.MULTILINE)
_OTHER_FILE = re.compile(r"^[^#\n]*(?:eval_gemfile|instance_eval|require_relative|File\.read)\b", re.MULTILINE)
_DEVELOPMENT = re.compile(r"(?:\bgroup\b|\bgroups?:|:groups?\s*=>)[^\n]*\b(development|test)\b")


def installs(stage: Stage, project: Project) -> tuple[Install, ...]:
    """The `bundle install`s of `stage`."""
    return tuple(_installs(stage, project))


def _installs(stage: Stage, project: Project) -> Iterator[Install]:
    for run, command in run_commands(stage):
        if command.manager is not Manager.BUNDLER or command.verb is not Verb.INSTALL_PROJECT:
            continue
        directory = directory_of(stage, run.at, command)
        if directory is not None:
            manifest = context_path_of(stage, run.at, posixpath.join(directory, "Gemfile"), project)
            yield Install(run, command, directory, parent(manifest) if manifest is not None else None)


def manifests(install: Install, project: Project) -> Manifests:
    """Gemfile and Gemfile.lock, the version file that they name, and gems that lie in the project."""
    folder = install.context or ProjectPath("")
    lock = join(folder, "Gemfile.lock")
    cache = join(folder, "vendor/cache")
    return Manifests(
        required=(join(folder, "Gemfile"),),
        optional=tuple(path for name in _OPTIONAL if project.exists(path := join(folder, name))),
        folders=(cache,) if project.is_dir(cache) else (),
        lockfile=lock if project.exists(lock) else None,
        needs_source=_needs_source(project.read(join(folder, "Gemfile")) or ""),
    )


def _needs_source(gemfile: str) -> str | None:
    local = _LOCAL.search(gemfile)
    if local is not None:
        return f"the Gemfile takes gems of the local folder {local[1]}"
    if _GEMSPEC.search(gemfile) is not None:
        return "the Gemfile reads a gemspec, which reads the source"
    if _OTHER_FILE.search(gemfile) is not None:
        return "the Gemfile reads other files"
    return None


def has_development_groups(project: Project, folder: ProjectPath) -> bool:
    """Whether the Gemfile has gems for development or tests only."""
    return _DEVELOPMENT.search(project.read(join(folder, "Gemfile")) or "") is not None


def plan(stage: Stage, project: Project) -> RuntimePlan | Missing | None:
    """The gems and the folder of the source, on the slim image of the same version."""
    reference = stage.reference
    if reference is None or canonical(reference.repository) != "ruby":
        return None
    found = installs(stage, project)
    if not found or cleans_up(stage) or _setting(stage) in {"development", "test"} or not _is_program(stage):
        return None
    if slim_image(reference) == reference.text and not _leaves_tools(stage):
        return None
    planned = _plan(stage, reference, project, found)
    # An image that nothing says is for production is one to develop in as a rule: what is in the way of it is no news.
    return planned if isinstance(planned, RuntimePlan) or _setting(stage) == "production" else None


def _is_program(stage: Stage) -> bool:
    """Whether the file itself says what runs, and that is no shell."""
    placed = stage.last(Entrypoint) or stage.last(Cmd)
    form = placed.node.command if placed is not None else None
    fact = start_of(form) if form is not None else None
    return fact is not None and (fact.program not in _SHELLS or (fact.program.endswith("sh") and bool(fact.arguments)))


def _leaves_tools(stage: Stage) -> bool:
    """Whether a RUN leaves compilers or headers in the image, or Node.js packages."""
    return any(
        (command.manager.is_system and command.verb is Verb.INSTALL_PACKAGES and has_build_tools(command))
        or command.manager in {Manager.NPM, Manager.YARN, Manager.PNPM}
        for _, command in run_commands(stage)
    )


def _plan(
    stage: Stage, reference: ImageReference, project: Project, found: tuple[Install, ...]
) -> RuntimePlan | Missing:
    install = found[0]
    directory = install.directory
    others = {other.directory for other in found} - {directory}
    if others:
        return Missing(f"dependencies are installed in {directory} and {min(others)}: which of them run is not known")
    if directory == "/" or not any(f"{directory}/".startswith(f"{copy.folder}/") for copy in context_copies(stage)):
        return Missing(f"the folder of the source, {directory}, is not one that a COPY fills")
    context = install.context if install.context is not None else ProjectPath("")
    if not project.known and slim_image(reference) != reference.text:
        return Missing("the build context is not known, nor which libraries the gems need")
    for name in ("Gemfile", "Gemfile.lock") if project.known else ():
        if not project.exists(join(context, name)):
            return Missing(f"there is no {join(context, name)} in the build context")
    gems = _gem_folders(stage, install)
    if isinstance(gems, Missing):
        return gems
    division = divide(stage, directory, _SETTERS, _BUILDERS, frozenset({"nodesource", "yarnpkg"}))
    if isinstance(division, Missing):
        return division
    image = slim_image(reference)
    system = system_of(reference)
    locked = locked_gems(project, context)
    packages = libraries(locked, system) if image != reference.text else ()
    if isinstance(packages, Missing):
        return packages
    folders = tuple(Artifact(folder, folder) for folder in (*gems, directory))
    return RuntimePlan(
        image=image,
        artifacts=folders,
        builder_edits=tuple(_without_development(stage, found, project)),
        tools=(*division.tools, *_upgrades(stage)),
        packages=(*needed_packages(stage, image), *packages),
        builds=division.builds - frozenset(_upgrades(stage)),
        notes=tuple(_notes(image, directory, stage, project, install)),
    )


def _gem_folders(stage: Stage, install: Install) -> tuple[str, ...] | Missing:
    """The folders with gems outside that of the source; that of the image has bundler's settings too."""
    binding = stage.scope.find("BUNDLE_PATH", install.run.at)
    option = install.command.option("--path")
    path = option.value if option is not None else binding.value if binding is not None else ""
    if path is None or "$" in path:
        return Missing("where bundler installs the gems is not known")
    for run, command in run_commands(stage):
        if command.manager is Manager.BUNDLER and command.verb is Verb.CONFIGURE:
            words = [word.value for word in command.arguments]
            if command.has("--global") or not (command.has("--local") or _has_gemfile(stage, run.at, install)):
                return Missing("`bundle config --global` keeps settings outside of what is copied: use --local")
            if run.at <= install.run.at and "path" in words[:-1]:
                path = words[words.index("path") + 1]
    folder = posixpath.normpath(posixpath.join(install.directory, path)) if path else _GEMS
    outside = folder not in {_GEMS, install.directory} and not folder.startswith(f"{install.directory}/")
    return (_GEMS, folder) if outside else (_GEMS,)


def _has_gemfile(stage: Stage, offset: int, install: Install) -> bool:
    """Whether the source is there, so that `bundle config` keeps its settings with it unless it is told otherwise."""
    folders = (copy.folder for copy in context_copies(stage) if copy.placed.at < offset)
    return any(f"{install.directory}/".startswith(f"{folder}/") for folder in folders if folder is not None)


def _without_development(stage: Stage, found: tuple[Install, ...], project: Project) -> Iterator[Edit]:
    """In production nobody loads the gems for development: bundler is told so where its settings are kept."""
    for install in found:
        command = install.command
        form = install.run.node.command
        if _setting(stage) != "production" or leaves_out(stage, install) or (form is not None and form.is_exec):
            continue
        if has_development_groups(project, install.context or ProjectPath("")):
            name = command.call.words[0].value
            at = install.run.at + command.command.span.start
            yield insert(at, f"{name} config set --local without 'development test' && ")


def _setting(stage: Stage) -> str | None:
    """What the file says that the program runs for: `production`, `development`; None if it does not say."""
    bindings = (stage.scope.find(name) for name in ("RAILS_ENV", "RACK_ENV", "APP_ENV"))
    return next((binding.value for binding in bindings if binding is not None and binding.value), None)


def leaves_out(stage: Stage, install: Install) -> bool:
    """Whether something says which groups of gems are not installed."""
    if install.command.development is not None or stage.scope.find("BUNDLE_WITHOUT", install.run.at) is not None:
        return True
    return any(
        command.manager is Manager.BUNDLER
        and command.verb is Verb.CONFIGURE
        and any(word.value in {"without", "with", "only"} for word in command.arguments)
        for _, command in run_commands(stage)
    )


def _upgrades(stage: Stage) -> Iterator[int]:
    """The RUNs that replace what the image has of RubyGems: it lies outside of what is copied."""
    for run, command in run_commands(stage):
        if command.manager is Manager.GEM and command.verb is Verb.UPGRADE:
            yield run.at


def _notes(image: str, directory: str, stage: Stage, project: Project, install: Install) -> Iterator[str]:
    yield f"check that the program needs nothing that a build step puts outside {directory}"
    lock = project.read(join(install.context or ProjectPath(""), "Gemfile.lock")) or ""
    if stage.reference is not None and image != stage.reference.text and f"\n{lock}".find("\nGIT\n") >= 0:
        yield "that the gems of git repositories load without git"
