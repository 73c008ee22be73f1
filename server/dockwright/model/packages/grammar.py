"""What a package manager's command line can say, as data."""

from collections.abc import Mapping
from typing import NamedTuple

from dockwright.model.packages.kinds import Manager, Verb
from dockwright.model.packages.options import Stops, Style, Syntax, names


class Spec(NamedTuple):
    """One verb: its usual name, whatever alias is written, and its meaning."""

    name: str
    verb: Verb


class Grammar(NamedTuple):
    """The command line of a manager.

    `verbs` are the verbs by every spelling, several words joined by a blank;
    `heads` the first words of those. `bare` is what the program does without
    a verb, `unknown` what with a word that is none: then that word is an
    argument. `projects` are the verbs that, without packages, install the project.
    `prefixes` are words before the verb, with the number of words that belong to them (`yarn
    workspace NAME`). `many` tells that all positional words are verbs (`mvn clean package`).
    """

    manager: Manager
    verbs: Mapping[str, Spec]
    heads: frozenset[str]
    bare: Verb
    unknown: Verb
    projects: frozenset[str]
    prefixes: Mapping[str, int]
    many: bool
    syntax: Syntax
    stops: Stops | None


Verbs = Mapping[str, Verb]
"""What verbs mean, by name: several that mean the same divided by `, `, each with its aliases after a `|`."""


def grammar(  # noqa: PLR0913 - a table has many columns
    manager: Manager,
    verbs: Verbs,
    *,
    values: str = "",
    style: Style = Style.CLUSTER,
    arrays: str = "",
    words: str = "",
    literals: bool = False,
    bare: Verb = Verb.OTHER,
    unknown: Verb = Verb.OTHER,
    projects: str = "",
    prefixes: Mapping[str, int] | None = None,
    many: bool = False,
    stops: Mapping[str, int] | None = None,
    stop_unknown: int = 0,
) -> Grammar:
    """A grammar of what differs from the usual; lists are words between blanks."""
    specs = {
        alias: Spec(aliases.partition("|")[0], verb)
        for key, verb in verbs.items()
        for aliases in key.split(", ")
        for alias in aliases.split("|")
    }
    heads = frozenset(name.partition(" ")[0] for name in specs if " " in name)
    known = frozenset({*specs, *heads, *(prefixes or ())})
    return Grammar(
        manager=manager,
        verbs=specs,
        heads=heads,
        bare=bare,
        unknown=unknown,
        projects=names(projects),
        prefixes=prefixes or {},
        many=many,
        syntax=Syntax(style, names(values), names(arrays), names(words), literals),
        stops=Stops(dict(stops or {}), known, stop_unknown) if stops or stop_unknown else None,
    )
