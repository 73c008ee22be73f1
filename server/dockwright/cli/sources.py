"""What a command looks at: each file with the settings and the build context around it."""

import argparse
import sys
from functools import cached_property
from pathlib import Path

from dockwright.cli.inputs import Input
from dockwright.cli.usage import UsageError
from dockwright.config.find import Found, exempted, find_config, load_config
from dockwright.config.model import NOTHING_CONFIGURED
from dockwright.features.settings import Settings, joined, settings_of
from dockwright.features.shellcheck import Checker
from dockwright.features.snapshot import Snapshot, facts_for
from dockwright.project.disk import Reader
from dockwright.project.snapshot import UNKNOWN_PROJECT, Project
from dockwright.rules.registry import rule_names
from dockwright.syntax.parser import parse
from dockwright.text.document import open_document
from dockwright.text.lines import LineIndex, Unit


class Sources:
    """Finds settings and build contexts, each configuration and each folder read once in a run."""

    def __init__(self, options: argparse.Namespace, *, tell: bool = True) -> None:
        """Heed `--ignore`, `--select`, `--config` and `--no-config`; `tell` what is wrong with a configuration.

        Raises UsageError if the file that `--config` names has no configuration.
        """
        self._options = options
        self._is_telling = tell
        self._own = Settings(
            ignore=frozenset(name.lower() for name in options.ignore),
            select=frozenset(name.lower() for name in options.select),
        )
        self._reader = Reader(revalidate=False)
        self._found: dict[Path, Found] = {}
        self._fixed: Found | None = None
        self.failed = False
        """Whether something was wrong with a configuration, which is told when it is met."""
        if options.no_config:
            self._fixed = Found(NOTHING_CONFIGURED)
        elif options.config is not None:
            self._fixed = _load(Path(options.config))
            self._tell(self._fixed)

    def settings(self, source: Input) -> Settings:
        """What holds for a file: the command line's word, then that of its configuration."""
        config = self.found(source).config
        return joined(self._own, settings_of(config, exempted(config, _place(source))))

    def found(self, source: Input) -> Found:
        """The configuration of a file."""
        if self._fixed is not None:
            return self._fixed
        folder = _place(source).parent
        if folder not in self._found:
            found = find_config(folder, rule_names())
            if all(found.path != other.path for other in self._found.values()):
                self._tell(found)
            self._found[folder] = found
        return self._found[folder]

    def snapshot(self, source: Input) -> Snapshot:
        """The snapshot of a Dockerfile; one from standard input has no build context."""
        settings = self.settings(source)
        facts = facts_for(parse(source.text), settings)
        document = open_document(source.shown, 0, source.text)
        return Snapshot(document, facts, self.project(source), settings, checker=self.checker)

    @cached_property
    def checker(self) -> Checker | None:
        """ShellCheck, None if it is not wanted or not installed."""
        if self._options.no_shellcheck:
            return None
        from dockwright.services.shellcheck import BlockingChecker, find_shellcheck

        program = find_shellcheck(self._options.shellcheck)
        if program is None and self._options.shellcheck is not None:
            message = f"{self._options.shellcheck}: no ShellCheck there"
            raise UsageError(message)
        return BlockingChecker(program) if program is not None else None

    def project(self, source: Input) -> Project:
        """The build context of a file; standard input has none."""
        if source.path is None:
            return UNKNOWN_PROJECT
        config = self.found(source).config
        root = None
        if config.context_root is not None and config.folder is not None:
            root = Path(config.folder) / config.context_root
        return self._reader.read(source.path.absolute(), root)

    def _tell(self, found: Found) -> None:
        if not self._is_telling:
            return
        lines = LineIndex(found.text)
        for problem in found.problems:
            self.failed = True
            line, column = lines.position(problem.span.start, Unit.UTF32)
            print(f"dockwright: {found.path}:{line + 1}:{column + 1}: {problem.message}", file=sys.stderr)


def _load(path: Path) -> Found:
    found = load_config(path.absolute(), rule_names())
    if found is None:
        message = f"{path}: no configuration there"
        raise UsageError(message)
    return found


def _place(source: Input) -> Path:
    return (source.path or Path(source.shown)).absolute()
