"""FROM lines that only build arguments make valid."""

import re
from collections.abc import Iterator
from functools import lru_cache

from dockwright.analysis.safety import Safety
from dockwright.knowledge import images
from dockwright.model.facts import Facts
from dockwright.model.references import parse_reference
from dockwright.model.scopes import GlobalScope
from dockwright.model.variables import Assumptions
from dockwright.rules.model import Finding, Fix, Related, Severity, rule
from dockwright.syntax.nodes import From, Instruction, Placed, Word
from dockwright.syntax.words import expand
from dockwright.text.edit import insert
from dockwright.text.span import Span

_TAG = re.compile(r"(?P<name>[^$:]+):\$\{?(?P<variable>\w+)\}?")


@rule(Severity.WARNING, on=Facts, reads_commands=False, aliases=("InvalidDefaultArgInFrom",))
def invalid_default_arg_in_from(facts: Facts) -> Iterator[Finding]:
    r"""FROM that is invalid without build arguments.

    A plain `docker build .` fails, and so does every tool that wants to know what the
    file is based on. Give the ARG a default.

    ```dockerfile bad
    ARG VERSION
    FROM alpine:⟦${VERSION}⟧
    ```

    ```dockerfile good
    ARG VERSION=3.22
    ARG SUFFIX
    FROM alpine:${VERSION}${SUFFIX}
    ```
    """
    if not any(stage.from_.node.image and stage.from_.node.image.substitutions for stage in facts.stages):
        return
    scope = _defaults(facts)
    for stage in facts.stages:
        image = stage.from_.node.image
        if image is None or not image.substitutions:
            continue
        value = _value(stage.from_.node, scope)
        if value is None or (value and parse_reference(value) is not None):
            continue
        message = f"Without build arguments the image is {value!r}, which is no image name"
        span = stage.from_.place(_place(image, scope))
        yield Finding(span, message, tuple(_fixes(scope, image)), tuple(_declarations(scope, image)))


def _defaults(facts: Facts) -> GlobalScope:
    target = facts.final.name if facts.final is not None else None
    return _scope(facts.before, target)


@lru_cache(maxsize=64)
def _scope(before: tuple[Placed[Instruction], ...], target: str | None) -> GlobalScope:
    """The variables of the FROM lines in a build without arguments; the same object for the same instructions."""
    return GlobalScope(before, Assumptions(arguments={}), target)


@lru_cache(maxsize=1024)
def _value(node: From, scope: GlobalScope) -> str | None:
    return expand(node.image.raw, node.escape, scope.value).value if node.image is not None else None


def _place(image: Word, scope: GlobalScope) -> Span:
    """The first variable without a value, else the whole name."""
    for substitution in image.substitutions:
        if not scope.value(substitution.name):
            return substitution.span
    return image.span


def _fixes(scope: GlobalScope, image: Word) -> Iterator[Fix]:
    """A default for the ARG that is the whole tag of an image whose tags are known."""
    match = _TAG.fullmatch(image.value)
    reference = parse_reference(match["name"]) if match is not None else None
    binding = scope.find(match["variable"]) if match is not None else None
    if reference is None or binding is None or not binding.unset or binding.span is None:
        return
    tag = next(iter(images.recommended(reference.repository, "", None)), None)
    if tag is not None:
        note = "check that it is the version that is meant"
        title = f"Give {image.substitutions[0].name} the default {tag}"
        yield Fix(title, (insert(binding.span.end, f"={tag}"),), Safety.UNSAFE, note)


def _declarations(scope: GlobalScope, image: Word) -> Iterator[Related]:
    for name in dict.fromkeys(substitution.name for substitution in image.substitutions):
        binding = scope.find(name)
        if binding is not None and binding.unset and binding.span is not None:
            yield Related(binding.span, "This ARG has no default")
