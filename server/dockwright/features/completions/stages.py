"""Stages: after FROM, `COPY --from=` and `from=` of a mount, those that are defined above."""

from collections.abc import Iterator

from dockwright.features.completions.flag_values import VALUE
from dockwright.features.completions.model import Completion, Kind
from dockwright.features.completions.mounts import mount_site
from dockwright.features.completions.site import Site
from dockwright.model.stages import Stage

_NUMBERS = 20


def stage_completions(site: Site) -> Iterator[Completion]:
    """The stages that may be named at the cursor, the nearest first; numbers come last, for stages without a name."""
    typed = source_typed(site)
    if typed is None or site.in_onbuild:
        return
    span = site.span(len(site.text) - len(typed), VALUE)
    numbered = site.keyword == "COPY"
    for rank, stage in enumerate(reversed(_above(site))):
        if stage.name is not None:
            yield Completion(stage.name, Kind.STAGE, span, stage.name, _detail(stage), rank)
        if numbered and (stage.name is None or typed.isdigit()):
            index = str(stage.index)
            yield Completion(index, Kind.STAGE, span, index, _detail(stage), _NUMBERS + rank)


def source_typed(site: Site) -> str | None:
    """What is typed so far of a stage or image, None where none may be named."""
    if site.body is not None:
        return None
    if site.keyword == "FROM" and not site.in_flag and not site.words:
        return site.token
    if site.keyword == "COPY" and site.in_flag and site.token.startswith("--from="):
        return site.token.removeprefix("--from=")
    mount = mount_site(site)
    if mount is not None and mount.key.lower() == "from" and mount.type in {"bind", "cache"}:
        return mount.value
    return None


def _above(site: Site) -> list[Stage]:
    """The stages before the one that the cursor is in; of two with one name that which the name means."""
    found = [stage for stage in site.snapshot.facts.stages if stage.from_.end <= site.at]
    if site.keyword != "FROM":
        found = found[:-1]
    named = {stage.name: stage.index for stage in found}
    is_shadowed = site.keyword != "FROM"
    later = {stage.name for stage in site.snapshot.facts.stages[len(found) :] if is_shadowed}
    return [
        stage for stage in found if stage.name is None or (named[stage.name] == stage.index and stage.name not in later)
    ]


def _detail(stage: Stage) -> str:
    return f"stage {stage.index}, on {stage.base_text}" if stage.base_text is not None else f"stage {stage.index}"
