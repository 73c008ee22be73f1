"""The JavaScript file that a stage starts, and the folder it is built into."""

import posixpath
import re
from typing import NamedTuple

from dockwright.analysis.ecosystems.model import Install, Missing, Start
from dockwright.analysis.ecosystems.node_manifests import package_json
from dockwright.analysis.ecosystems.node_scripts import script_of
from dockwright.analysis.starts import started
from dockwright.model.stages import Stage
from dockwright.model.state import workdir_at
from dockwright.project.paths import ProjectPath
from dockwright.project.snapshot import Project

_OUTPUTS = frozenset({"dist", "build", "out", "lib", ".output", "compiled", "bundle"})
_NODE_SCRIPT = re.compile(r"^(?:exec\s+)?(node|bun)\s+((?:--?[\w=.:-]+\s+)*)([^\s-]\S*)$")
_RUNTIMES = frozenset({"node", "bun"})


class NodeStart(NamedTuple):
    """The started file, relative to the install's folder; `replacement` is the command if it is to be changed."""

    script: str
    replacement: Start | None


def node_start(stage: Stage, install: Install, project: Project) -> NodeStart | Missing:
    """The file that `stage` starts, through a script of package.json or not."""
    start = started(stage)
    if start is None or not start.words:
        return Missing("what the container starts is not one plain command")
    if start.is_alone:
        return Missing("the shell of the ENTRYPOINT keeps the CMD from the program")
    words = start.words
    name = script_of(words)
    is_script = name is not None and not _is_file(name)
    if is_script:
        if start.own != words:
            return Missing(f"ENTRYPOINT and CMD together start `{' '.join(words)}`")
        package = package_json(project, install.context or ProjectPath(""))
        script = package.scripts.get(name or "") if package is not None else None
        match = _NODE_SCRIPT.match(script.strip()) if script is not None else None
        if match is None:
            return Missing(f"what `{' '.join(words)}` starts is not a plain `node FILE` in package.json")
        words = (match[1], *match[2].split(), match[3])
    if words[0].rpartition("/")[2] not in _RUNTIMES:
        return Missing(f"the container starts {words[0]}, not node")
    file = next((word for word in words[1:] if not word.startswith("-") and word != "run"), None)
    if file is None:
        return Missing("node is started without a file")
    workdir = workdir_at(stage, stage.end) or install.directory
    path = posixpath.relpath(posixpath.join(workdir, file), install.directory)
    if is_script:
        return NodeStart(path, Start(start.placed.at, (*start.init, *words)))
    return NodeStart(path, Start(start.placed.at, (*start.init, *start.own)) if start.is_shell else None)


def _is_file(word: str) -> bool:
    return word.endswith((".js", ".mjs", ".cjs", ".ts"))


def output_folder(script: str, install: Install, project: Project) -> str | Missing:
    """The folder of the started file, if the build makes it: it is no source folder of the context."""
    folder = script.partition("/")[0]
    if script.startswith("..") or "/" not in script:
        return Missing(f"the started file {script} is not in a folder that the build makes")
    context = install.context or ProjectPath("")
    tsconfig = project.tsconfig(context)
    declared = posixpath.relpath(tsconfig.out_dir, context or ".") if tsconfig and tsconfig.out_dir else ""
    if folder in _OUTPUTS or folder == declared.partition("/")[0]:
        return folder
    return Missing(f"{folder}/, where the started file is, is not known to be made by the build")
