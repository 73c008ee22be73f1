"""Variables that the builder replaces by nothing."""

from collections.abc import Iterator

from dockwright.analysis.safety import Safety
from dockwright.model.facts import Facts
from dockwright.model.occurrences import Occurrence, mentions_in
from dockwright.model.stages import Stage
from dockwright.model.variables import BUILDER_ARGUMENTS
from dockwright.rules.declare import declare, is_declarable
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.rules.suggest import did_you_mean, nearest
from dockwright.rules.triggers import triggered
from dockwright.rules.undefined import undefined_fixes
from dockwright.syntax.nodes import Expose, Instruction, Placed
from dockwright.text.edit import replace
from dockwright.text.span import Span

_DIGITS = "0123456789"
_SURE = 0.85
"""How alike a name must be where the base image may bring the one that is written."""


@rule(Severity.WARNING, on=Facts, aliases=("UndefinedVar",))
def undefined_variable(facts: Facts) -> Iterator[Finding]:
    r"""Undefined variable.

    The builder puts nothing in its place, and a path or a version comes out
    shorter than it was meant. Most often the name is misspelt:

    ```dockerfile bad
    FROM scratch
    ENV APP_DIR=/srv/app
    WORKDIR $⟦AP_DIR⟧
    ```

    ```dockerfile fixed
    FROM scratch
    ENV APP_DIR=/srv/app
    WORKDIR $APP_DIR
    ```

    or it is an ARG that belongs to the FROM lines. A stage sees it, and the platform
    arguments, only after an ARG of its own:

    ```dockerfile bad
    ARG VERSION=1.4
    FROM alpine:3.22
    LABEL version=$⟦VERSION⟧
    WORKDIR /src
    COPY $⟦TARGETARCH⟧ .
    ```

    ```dockerfile fixed
    ARG VERSION=1.4
    FROM alpine:3.22
    ARG VERSION
    LABEL version=$VERSION
    WORKDIR /src
    ARG TARGETARCH
    COPY $TARGETARCH .
    ```

    A list that nothing has begun yet, and a default that no build argument can replace, are repaired as well:

    ```dockerfile bad
    FROM scratch
    ENV PYTHONPATH=$⟦PYTHONPATH⟧:/srv/app LD_LIBRARY_PATH="/srv/lib:${⟦LD_LIBRARY_PATH⟧}"
    ENV LIMIT=${⟦LIMIT⟧:-100}
    ARG API_URL=${⟦API_URL⟧}
    ```

    ```dockerfile fixed
    FROM scratch
    ENV PYTHONPATH=/srv/app LD_LIBRARY_PATH="/srv/lib"
    ARG LIMIT
    ENV LIMIT=${LIMIT:-100}
    ARG API_URL
    ```

    Names that a base image might define are left alone unless the image is known:

    ```dockerfile good
    FROM registry.example.com/base:2
    WORKDIR $APP_HOME
    ```
    """
    firsts: dict[tuple[int, str], Occurrence] = {}
    names: dict[int, tuple[str, ...]] = {}
    seen: set[tuple[str, Span]] = set()
    for found in facts.undeclared:
        if not _is_undefined(found) or (found.name, found.word) in seen:
            continue
        seen.add((found.name, found.word))
        if found.stage is not None:
            first = firsts.setdefault((found.stage.index, found.name), found)
            if found.stage.index not in names:
                names[found.stage.index] = _candidates(facts, found.stage)
            yield from _finding(facts, found, first, names[found.stage.index])
    yield from _in_triggers(facts)


def _candidates(facts: Facts, stage: Stage) -> tuple[str, ...]:
    """The names that the stage knows at its end, and if its base brings no others those that it could declare."""
    declared = tuple(stage.scope.visible())
    return declared if stage.scope.base_is_unknown else (*declared, *facts.scope.names())


def _is_undefined(found: Occurrence) -> bool:
    return (
        found.binding is None
        and not (found.in_shell or found.deferred)
        and found.stage is not None
        and found.name not in BUILDER_ARGUMENTS
        and not isinstance(found.placed.node, Expose)
    )


def _finding(facts: Facts, found: Occurrence, first: Occurrence, names: tuple[str, ...]) -> Iterator[Finding]:
    if is_declarable(facts, found.name):
        message = f"{found.name} is not known in this stage: it needs an ARG of its own"
        yield Finding(found.span, message, (declare(facts, found, first),))
        return
    near = _near(found, names)
    if near is None and found.stage is not None and found.stage.scope.base_is_unknown:
        return
    fixes: tuple[Fix, ...] = ()
    if near is not None and found.span.of(facts.file.text) == found.name:
        note = f"Until now the variable was empty. Check that {near} is meant."
        fixes = (Fix(f"Change to {near}", (replace(found.span, near),), Safety.UNSAFE, note),)
    elif near is None:
        fixes = tuple(undefined_fixes(facts, found, first))
    yield Finding(found.span, f"{found.name} is not defined here{did_you_mean(near)}", fixes)


def _near(found: Occurrence, names: tuple[str, ...]) -> str | None:
    """The name that was probably meant."""
    if found.stage is None:
        return None
    if not found.stage.scope.base_is_unknown:
        return nearest(found.name, names)
    near = nearest(found.name, names, _SURE)
    is_numbered = near is not None and near.rstrip(_DIGITS) == found.name.rstrip(_DIGITS)
    return None if is_numbered else near


def _in_triggers(facts: Facts) -> Iterator[Finding]:
    for each in triggered(facts):
        names = dict.fromkeys(_undefined_in(each.placed, mentions_in(each.placed, each.stage)))
        for name in names:
            if is_declarable(facts, name) or not each.stage.scope.base_is_unknown:
                yield Finding(each.span, f"An ONBUILD of {each.stage.base_text} uses {name}, which is not defined")


def _undefined_in(placed: Placed[Instruction], mentions: Iterator[Occurrence]) -> Iterator[str]:
    if not isinstance(placed.node, Expose):
        yield from (found.name for found in mentions if _is_undefined(found))
