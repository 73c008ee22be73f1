"""Code actions: the fixes of the findings, the refactorings, and ways to silence or explain a rule."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from dockwright.analysis.safety import Safety
from dockwright.features.diagnostics import report
from dockwright.features.fix_all import fix_all, production, production_applies
from dockwright.features.snapshot import Snapshot
from dockwright.features.suppress import SUPPRESSIONS
from dockwright.refactor.model import Change, Context, Offer
from dockwright.refactor.registry import all_refactorings
from dockwright.rules.engine import Diagnostic
from dockwright.rules.model import Severity
from dockwright.text.span import Span

QUICKFIX = "quickfix"
REWRITE = "refactor.rewrite"
FIX_ALL = "source.fixAll.dockwright"
PRODUCTION = "refactor.rewrite.dockwright.production"
KINDS = (QUICKFIX, REWRITE, PRODUCTION, FIX_ALL)


_GRAVITY = {severity: rank for rank, severity in enumerate(Severity)}


class Action(NamedTuple):
    """Something an editor offers at a selection.

    `id` finds it again in the same version of the text (see `resolve`).
    `rule` names the rule whose finding at `span` it repairs. `note` says what
    to check afterwards and is empty for a safe change. `change` is there when it costs
    nothing to make. `command` is an editor command with its argument.
    """

    id: str
    title: str
    kind: str
    span: Span
    is_preferred: bool = False
    rule: str | None = None
    note: str = ""
    disabled: str | None = None
    change: Change | None = None
    command: tuple[str, str] | None = None


_PRODUCTION = Action(
    "production",
    "Make this Dockerfile production-ready",
    PRODUCTION,
    Span(0, 0),
    note="each step says what to check",
)


def code_actions(snapshot: Snapshot, span: Span, only: tuple[str, ...] = ()) -> tuple[Action, ...]:
    """What can be done at `span`; `only` are the LSP kinds asked for, none meaning all.

    An action that repairs the smallest text comes first, of several the one for the gravest finding. A refactoring
    that repairs a finding is not offered a second time as a rewrite.
    """
    actions: list[Action] = []
    if any(is_wanted(kind, only) for kind in (QUICKFIX, REWRITE, PRODUCTION)):
        everything = report(snapshot).diagnostics
        diagnostics = [found for found in everything if found.finding.span.meets(span)]
        diagnostics.sort(key=_smallest_and_gravest)
        offers = _offers(snapshot)
        if is_wanted(QUICKFIX, only):
            actions.extend(_repairs(diagnostics, offers))
            actions.extend(_silencing(snapshot, diagnostics))
        if is_wanted(REWRITE, only):
            offered = {action.id for action in actions}
            actions.extend(each for each in _rewrites(snapshot, offers, span) if each.id not in offered)
        applying = frozenset(offer.id.partition(":")[0] for offer in offers if not offer.disabled)
        if is_wanted(PRODUCTION, only) and production_applies(everything, applying):
            actions.append(_PRODUCTION._replace(span=span))
    if FIX_ALL in only or (any(FIX_ALL.startswith(f"{kind}.") for kind in only)):
        actions.append(Action("fix-all", "Fix all that is safe to fix", FIX_ALL, span))
    return tuple(actions)


def _smallest_and_gravest(found: Diagnostic) -> tuple[int, int]:
    return found.finding.span.end - found.finding.span.start, _GRAVITY[found.rule.severity]


def resolve(snapshot: Snapshot, action_id: str) -> Change | None:
    """The change of an action that was offered for this very text, or None if there is none such."""
    kind, _, rest = action_id.partition(":")
    if kind == "fix-all":
        return fix_all(snapshot, frozenset({Safety.SAFE})).change
    if kind == "production":
        return production(snapshot)
    if kind == "refactor":
        return next((offer.build() for offer in _offers(snapshot) if _key(offer) == rest and not offer.disabled), None)
    if kind not in {"fix", "suppress"}:
        return None
    diagnostics = report(snapshot).diagnostics
    made = _silencing(snapshot, list(diagnostics)) if kind == "suppress" else map_fixes(diagnostics)
    return next((action.change for action in made if action.id == action_id), None)


def map_fixes(diagnostics: tuple[Diagnostic, ...]) -> Iterator[Action]:
    """The fixes of all `diagnostics` as actions."""
    for diagnostic in diagnostics:
        yield from _fixes(diagnostic)


def is_wanted(kind: str, only: tuple[str, ...]) -> bool:
    """Whether `kind` is asked for: kinds are a hierarchy, `refactor` means `refactor.rewrite` too."""
    return not only or any(kind == asked or kind.startswith(f"{asked}.") for asked in only)


@lru_cache(maxsize=16)
def _offers(snapshot: Snapshot) -> tuple[Offer, ...]:
    """What applies anywhere in the file; asked for with each movement of the cursor, worked out once for each text."""
    context = Context(snapshot.facts, snapshot.project)
    return tuple(offer for refactoring in all_refactorings() for offer in refactoring.offers(context))


def _key(offer: Offer) -> str:
    return f"{offer.id}:{offer.span.start}"


def _fixes(diagnostic: Diagnostic) -> Iterator[Action]:
    rule, finding = diagnostic
    for number, fix in enumerate(finding.fixes):
        yield Action(
            id=f"fix:{rule.name}:{finding.span.start}:{number}",
            title=fix.title,
            kind=QUICKFIX,
            span=finding.span,
            is_preferred=number == 0 and fix.safety is Safety.SAFE,
            rule=rule.name,
            note=fix.note,
            change=Change(fix.edits),
        )


def _repairs(diagnostics: list[Diagnostic], offers: tuple[Offer, ...]) -> Iterator[Action]:
    for diagnostic in diagnostics:
        yield from _fixes(diagnostic)
        for offer in offers:
            if offer.id.partition(":")[0] == diagnostic.finding.refactoring and _belongs(offer, diagnostic):
                yield _action(offer, QUICKFIX, diagnostic)


def _belongs(offer: Offer, diagnostic: Diagnostic) -> bool:
    """Whether an offer of the finding's refactoring is for this very finding, not for one elsewhere in the file."""
    return offer.span.meets(diagnostic.finding.span)


def _action(offer: Offer, kind: str, diagnostic: Diagnostic | None = None) -> Action:
    return Action(
        id=f"refactor:{_key(offer)}",
        title=offer.title,
        kind=kind,
        span=diagnostic.finding.span if diagnostic else offer.span,
        is_preferred=diagnostic is not None and offer.safety is Safety.SAFE,
        rule=diagnostic.rule.name if diagnostic else None,
        note=offer.note,
        disabled=offer.disabled,
    )


def _rewrites(snapshot: Snapshot, offers: tuple[Offer, ...], span: Span) -> Iterator[Action]:
    line = _whole_lines(snapshot, span)
    found = [offer for offer in offers if offer.span.meets(line)]
    for offer in sorted(found, key=lambda offer: offer.span.end - offer.span.start):
        yield _action(offer, REWRITE)


def _whole_lines(snapshot: Snapshot, span: Span) -> Span:
    lines = snapshot.document.lines
    return Span(lines.starts[lines.line_of(span.start)], lines.content_end(lines.line_of(span.end)))


def _silencing(snapshot: Snapshot, diagnostics: list[Diagnostic]) -> Iterator[Action]:
    for diagnostic in diagnostics:
        rule, finding = diagnostic
        for name, suppression in SUPPRESSIONS:
            made = suppression(snapshot.facts.file, diagnostic)
            if made is None:
                continue
            yield Action(
                id=f"suppress:{rule.name}:{finding.span.start}:{name}",
                title=made.title,
                kind=QUICKFIX,
                span=finding.span,
                rule=rule.name,
                change=Change(made.edits),
            )
        yield Action(
            id=f"explain:{rule.name}:{finding.span.start}",
            title=f"Explain {rule.name}",
            kind=QUICKFIX,
            span=finding.span,
            rule=rule.name,
            command=("dockwright.explainRule", rule.name),
        )
