"""What a configuration file says, as values."""

from typing import NamedTuple

from dockwright.text.span import Span

SEVERITIES = ("error", "warning", "info", "hint", "off")
LABEL_TYPES = ("text", "rawtext", "url", "semver", "hash", "rfc3339", "spdx", "email")
"""What the value of a label can be said to be; the names are hadolint's."""


class Labels(NamedTuple):
    """The labels that an image must have, each with its type; with `strict` no others."""

    schema: tuple[tuple[str, str], ...] = ()
    strict: bool = False


class Options(NamedTuple):
    """What rules can be told."""

    labels: Labels = Labels()
    trusted_registries: tuple[str, ...] = ()


NO_OPTIONS = Options()


class Exempt(NamedTuple):
    """Rules that are off in the files that `pattern` matches, as in a .gitignore beside the configuration."""

    pattern: str
    names: tuple[str, ...]


class Config(NamedTuple):
    """The content of one configuration file.

    Rules are named by name, alias or category, or by `all`, as written. `folder` is where the file is, None if
    there is none: patterns and `context_root` are seen from there. `targets` are the stages that ship
    besides the last. `fail_on` is the severity from which on `dockwright check` fails.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: tuple[tuple[str, str], ...] = ()
    exempt: tuple[Exempt, ...] = ()
    targets: tuple[str, ...] = ()
    context_root: str | None = None
    fail_on: str | None = None
    options: Options = NO_OPTIONS
    folder: str | None = None


NOTHING_CONFIGURED = Config()


class Problem(NamedTuple):
    """What is wrong with a configuration, at a span of its text (code points)."""

    span: Span
    message: str


class Read(NamedTuple):
    """A configuration as far as it could be read, and its problems."""

    config: Config
    problems: tuple[Problem, ...] = ()


class RuleNames(NamedTuple):
    """The names that a configuration can use, in lower case: those of rules with aliases, and the categories."""

    rules: frozenset[str]
    categories: frozenset[str]

    @property
    def all(self) -> frozenset[str]:
        """Every name."""
        return self.rules | self.categories | {"all"}
