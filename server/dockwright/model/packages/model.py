"""What RUN instructions ask of package managers, as values."""

import re
from typing import NamedTuple

from dockwright.model.commands.calls import Call
from dockwright.model.commands.directories import join
from dockwright.model.packages import flags
from dockwright.model.packages.kinds import Manager, Verb
from dockwright.model.packages.options import Option, find
from dockwright.syntax.shell.nodes import Command, ShellWord
from dockwright.text.span import Span

__all__ = ["Manager", "Option", "Package", "PackageCommand", "Verb"]

_FILE = re.compile(r"\.(?:whl|tar\.gz|tgz|tar\.bz2|zip|deb|rpm|apk|gem|jar|txt)(?:\[[^\]]*\])?$", re.IGNORECASE)
_REMOTE = re.compile(r"(?:[\w+.-]+://|git@|(?:git|github|gitlab|bitbucket|hg|svn|bzr)[+:])")
_LOCAL = ("./", "../", "/", "~/", "file:", "link:")


class Package(NamedTuple):
    """One package that a command names.

    `version` is what stands behind the name: for the manager's plain way to
    ask for one version the version alone (`2.0` of `flask==2.0`, `5` of `typescript@5`),
    else with its operator (`>=2`); None without one. `span` is the whole word.
    """

    name: str
    version: str | None
    span: Span
    word: ShellWord

    @property
    def is_dynamic(self) -> bool:
        """Whether a variable stands in it: it may be anything, also several packages or none."""
        return self.word.dynamic

    @property
    def is_local(self) -> bool:
        """Whether it is a folder or file rather than a name to look up."""
        if self.is_remote:
            return False
        value = self.word.value.partition("[")[0]
        return value in {".", ".."} or value.startswith(_LOCAL) or _FILE.search(self.word.value) is not None

    @property
    def is_remote(self) -> bool:
        """Whether it is a URL or a repository rather than a name to look up."""
        return _REMOTE.match(self.word.value) is not None or " @ " in self.word.value


class PackageCommand(NamedTuple):
    """A package manager at work.

    `program` is the name it was called by (`apt` or `apt-get`), `verb_name`
    the verb's usual name whatever alias is written (`install` for `i`), `""` without one.
    `name_span` covers what names the manager (`python -m pip`), `verb_span` the verb's words as written; without
    a verb it is empty and stands after the name. `prefix` are words before the verb (`global`).
    `arguments` are the other words that are no options, `passed` those meant for another program (after `--`).
    """

    manager: Manager
    program: str
    verb: Verb
    verb_name: str
    call: Call
    name_span: Span
    verb_span: Span
    prefix: tuple[ShellWord, ...]
    options: tuple[Option, ...]
    arguments: tuple[ShellWord, ...]
    passed: tuple[ShellWord, ...]
    packages: tuple[Package, ...]

    @property
    def command(self) -> Command:
        """The simple command it stands in."""
        return self.call.command

    @property
    def span(self) -> Span:
        """From the manager's name to the last word."""
        return Span(self.name_span.start, max(self.name_span.end, self.call.span.end))

    def option(self, *names: str) -> Option | None:
        """The first option that is written as one of the names, dashes included."""
        return find(self.options, names)

    def values(self, *names: str) -> tuple[str, ...]:
        """The values of every option that is written as one of the names."""
        return tuple(option.value for option in self.options if option.name in names and option.value is not None)

    def has(self, *names: str) -> bool:
        """Whether one of the options is there and not `=false`."""
        return flags.has(self.options, names)

    @property
    def directory(self) -> str | None:
        """Where it works: after `cd`, and by its own option (`--prefix`, `-C`, `--manifest-path`).

        An absolute path, or one relative to the WORKDIR in force, which is
        `""`; None if unknown.
        """
        option = None if self.is_global else find(self.options, flags.DIRECTORY.get(self.manager, ()))
        if option is None or option.value is None:
            return self.call.directory
        path = option.value
        if path.rpartition("/")[2] in flags.MANIFESTS:
            path = path.rpartition("/")[0] or "."
        return None if "$" in path or "`" in path else join(self.call.directory, path)

    @property
    def workspaces(self) -> tuple[str, ...]:
        """The workspaces that it is limited to, by name or pattern, as written."""
        named = self.values(*flags.WORKSPACE.get(self.manager, ()))
        if self.prefix and self.prefix[0].value == "workspace":
            return (*(word.value for word in self.prefix[1:2]), *named)
        return named

    @property
    def script(self) -> str | None:
        """The script of the project that it runs: `build` of `npm run build`, `start` of `npm start`."""
        if self.verb is Verb.RUN_SCRIPT:
            return self.arguments[0].value if self.arguments else None
        return self.verb_name if self.verb in {Verb.START, Verb.TEST} and self.manager in flags.SCRIPTED else None

    @property
    def installs_project(self) -> bool:
        """Whether it brings the dependencies that the project's own manifest names, installed or only fetched."""
        return self.verb is Verb.INSTALL_PROJECT or (self.verb is Verb.DOWNLOAD and not self.packages)

    @property
    def is_global(self) -> bool:
        """Whether it installs for the whole system instead of the project (`-g`)."""
        return flags.is_global(self.manager, self.options, self.prefix)

    @property
    def development(self) -> bool | None:
        """Whether development dependencies are wanted, where the instruction itself says so."""
        return flags.development(self.manager, self.options, self.call)

    @property
    def production_only(self) -> bool:
        """Whether the instruction itself leaves development dependencies out."""
        return self.development is False

    @property
    def frozen(self) -> bool:
        """Whether it refuses to change the lockfile."""
        return flags.frozen(self.manager, self.options, self.call, self.verb_name)

    @property
    def ignores_scripts(self) -> bool:
        """Whether the install scripts of packages do not run."""
        return flags.ignores_scripts(self.options, self.call)

    @property
    def assume_yes(self) -> bool:
        """Whether it does not ask before it installs; True where a manager never asks."""
        return flags.assume_yes(self.manager, self.options)

    @property
    def no_cache(self) -> bool:
        """Whether it is told to keep no cache."""
        return flags.no_cache(self.manager, self.options, self.call)

    @property
    def no_recommends(self) -> bool:
        """Whether merely recommended packages are left out."""
        return flags.no_recommends(self.manager, self.options)
