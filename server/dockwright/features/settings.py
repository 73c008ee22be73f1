"""What a user has set for a file."""

from collections.abc import Iterable
from dataclasses import dataclass

from dockwright.config.model import NO_OPTIONS, Config, Options
from dockwright.rules.model import Rule, Severity

_ALL = "all"


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of one file.

    Rules are named by name, alias or category, or by `all`, in lower case. `ignore` are switched off,
    `select` switched on although they are off by default, unless ignored; so is what has
    a severity in `severities`, of which the first that names a rule counts. `targets` are the stages that
    ship besides the last one.
    """

    ignore: frozenset[str] = frozenset()
    select: frozenset[str] = frozenset()
    severities: tuple[tuple[str, Severity], ...] = ()
    options: Options = NO_OPTIONS
    targets: tuple[str, ...] = ()

    def is_on(self, rule: Rule) -> bool:
        """Whether a rule is to be run."""
        names = names_of(rule)
        if not self.ignore.isdisjoint(names):
            return False
        severity = self._severity(names)
        if severity is not None:
            return severity is not Severity.OFF
        return rule.severity is not Severity.OFF or not self.select.isdisjoint(names)

    def severity(self, rule: Rule) -> Severity:
        """How severe the findings of a rule are; one that is off by default and was selected is a warning."""
        chosen = self._severity(names_of(rule)) if self.severities else None
        if chosen is not None:
            return chosen
        return Severity.WARNING if rule.severity is Severity.OFF else rule.severity

    def _severity(self, names: frozenset[str]) -> Severity | None:
        return next((severity for name, severity in self.severities if name in names), None)


def names_of(rule: Rule) -> frozenset[str]:
    """All by which a rule can be named in settings, in lower case."""
    return frozenset({*(name.lower() for name in rule.names), rule.category, _ALL})


def settings_of(config: Config, exempted: Iterable[str] = ()) -> Settings:
    """The settings that a configuration makes for a file in which the rules `exempted` are off."""
    return Settings(
        ignore=frozenset(name.lower() for name in (*config.ignore, *exempted)),
        select=frozenset(name.lower() for name in config.select),
        severities=tuple((name.lower(), Severity(severity)) for name, severity in config.severity),
        options=config.options,
        targets=config.targets,
    )


def joined(first: Settings, second: Settings) -> Settings:
    """Both settings; where they contradict each other, those of `first`."""
    return Settings(
        ignore=first.ignore | second.ignore,
        select=first.select | second.select,
        severities=(*first.severities, *second.severities),
        options=second.options if first.options == NO_OPTIONS else first.options,
        targets=first.targets or second.targets,
    )
