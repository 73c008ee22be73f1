"""Users for USER and `--chown`: those of the base image, and those that a RUN of the stage makes."""

from collections.abc import Iterator

from dockwright.analysis.accounts import accounts_made
from dockwright.analysis.images import stage_defaults
from dockwright.features.completions.model import Completion, Kind
from dockwright.features.completions.site import NAME, Site
from dockwright.knowledge import images
from dockwright.model.stages import Stage

_CHOWN = "--chown="
_ROOT_RANK = 50


def user_completions(site: Site) -> Iterator[Completion]:
    """The accounts there are: made in the file first, then the one that the image has for programs."""
    typed = _typed(site)
    stage = site.stage
    if typed is None or stage is None or ":" in typed or "$" in typed:
        return
    span = site.span(len(site.text) - len(typed), NAME)
    twice = site.in_flag and not site.next_is(":")
    for rank, (name, detail) in enumerate(_accounts(site, stage).items()):
        text = f"{name}:{name}" if twice and not name.isdigit() else name
        last = _ROOT_RANK if name == "root" else 0
        yield Completion(text, Kind.VALUE, span, text, detail, rank + last)


def _typed(site: Site) -> str | None:
    if site.body is not None:
        return None
    if site.keyword in {"COPY", "ADD"} and site.in_flag and site.token.startswith(_CHOWN):
        return site.token.removeprefix(_CHOWN)
    return site.token if site.keyword == "USER" and not site.words else None


def _accounts(site: Site, stage: Stage) -> dict[str, str]:
    found = dict.fromkeys((made.name for made in accounts_made(stage, site.at)), "made in this file")
    if not stage.state_at(stage.from_.end).is_posix:
        found.update(dict.fromkeys(("ContainerUser", "ContainerAdministrator"), "of every Windows image"))
        return found
    root = stage.root_reference
    if root is not None:
        preferred = images.runtime_user(root.repository, root.tag)
        if preferred is not None:
            found.setdefault(preferred.name, "made for programs")
    defaults = stage_defaults(stage)
    for account in defaults.accounts if defaults is not None else ():
        found.setdefault(account.name, f"{account.uid}, of the base image")
    if not stage.root.is_scratch:
        found.setdefault("root", "0")
    return found
