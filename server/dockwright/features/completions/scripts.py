"""The scripts of package.json, after `npm run` and the like."""

import re
from collections.abc import Iterator

from dockwright.analysis.transfers import context_path_of
from dockwright.features.completions.model import Completion, Kind
from dockwright.features.completions.site import Site
from dockwright.project.manifests.package_json import PackageJson
from dockwright.project.paths import ROOT

_COMMAND = re.compile(
    r"""(?:^|[;&|(\s])(?:
        (?:npm|pnpm|bun|yarn)(?:\s+(?:--?[\w-]+(?:=\S*)?))*\s+(?:run|run-script)
      | node\s+--run
      | yarn | pnpm
    )\s+(?P<typed>[\w:./@-]*)\Z""",
    re.VERBOSE,
)
_JSON = re.compile(r'"(?:npm|pnpm|bun|yarn)"\s*,\s*"run"\s*,\s*"(?P<typed>[\w:./@-]*)\Z')
_REST = re.compile(r"[\w:.@-]*")
_KEYWORDS = frozenset({"RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK"})


def script_completions(site: Site) -> Iterator[Completion]:
    """The scripts by name, with what they run."""
    if site.keyword not in _KEYWORDS or site.in_flag:
        return
    if site.body is not None:
        text = site.snapshot.text[max(site.at, site.offset - 256) : site.offset]
        match = _COMMAND.search(text.rpartition("\n")[2])
    else:
        match = (_JSON if site.is_json else _COMMAND).search(site.rest)
    package = _package(site) if match is not None else None
    if match is None or package is None:
        return
    typed = match["typed"]
    span = site.span(len(site.text) - len(typed), _REST)
    if site.body is not None:
        span = span._replace(start=site.offset - len(typed))
    for rank, (name, command) in enumerate(package.scripts.items()):
        if re.fullmatch(r"[\w:./@-]+", name):
            yield Completion(name, Kind.SCRIPT, span, name, command, rank)


def _package(site: Site) -> PackageJson | None:
    """The package.json that lies in the working directory, else that of the context's root."""
    project, stage = site.snapshot.project, site.stage
    if not project.known or stage is None:
        return None
    workdir = stage.state_at(site.at).workdir
    manifest = f"{workdir.rstrip('/')}/package.json" if workdir is not None else ""
    path = context_path_of(stage, site.at, manifest, project) if manifest else None
    if path is not None and (text := project.read(path)) is not None:
        from dockwright.project.manifests.package_json import parse_package_json  # noqa: PLC0415 - rarely needed

        return parse_package_json(text)
    return project.package_json(ROOT)
