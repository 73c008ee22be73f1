"""VS Code as code-server has it, with our extension installed from its package."""

import json
import sys
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.editors.daemon import daemon
from tests.editors.install import ROOT, alone, chromium, code_server, node, playwright, run, with_node

SCRIPTS = Path(__file__).parent / "vscode"
PACKAGE = ROOT / "dist/dockwright.vsix"

_BUNDLE_SECONDS = 600
_INSTALL_SECONDS = 60

# An interpreter without our environment: the package has to bring all that the server needs.
_PYTHON = Path(sys.base_prefix) / "bin/python3"

# What a new user is greeted with would be in the way.
_SETTINGS: Mapping[str, object] = {
    "chat.disableAIFeatures": True,
    "dockwright.interpreter": [str(_PYTHON)],
    "editor.minimap.enabled": False,
    "extensions.ignoreRecommendations": True,
    "files.autoSave": "off",
    "git.enabled": False,
    "window.restoreWindows": "none",
    "workbench.secondarySideBar.defaultVisibility": "hidden",
    "workbench.startupEditor": "none",
    "workbench.tips.enabled": False,
}


def package() -> Path:
    """The extension's package, made anew if anything in it has changed since."""
    with alone("bundle"):
        made = PACKAGE.stat().st_mtime if PACKAGE.exists() else 0
        if any(path.stat().st_mtime > made for path in _sources()):
            run(ROOT / "scripts/bundle", timeout=_BUNDLE_SECONDS)
    return PACKAGE


@contextmanager
def vscode(folder: Path, env: Mapping[str, str]) -> Generator[str]:
    """Run VS Code's server with all its data in `folder` and `env` added to its environment; gives its HOST:PORT."""
    main = code_server() / "lib/vscode/out/server-main.js"
    folders = ("--server-data-dir", folder / "data", "--extensions-dir", folder / "extensions")
    command = (node() / "node", main, "--accept-server-license-terms", *folders)
    settings = folder / "data/data/Machine/settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps(_SETTINGS), "utf-8")
    run(*command, "--install-extension", package(), env=with_node(), timeout=_INSTALL_SECONDS)
    switches = (
        *("--host", "127.0.0.1", "--port", "0", "--without-connection-token"),
        *("--enable-smoke-test-driver", "--disable-workspace-trust", "--telemetry-level", "off"),
    )
    ready = r"Extension host agent listening on (\d+)"
    with daemon((*command, *switches), ready, env=with_node(env), log=folder / "server.log") as match:
        yield f"127.0.0.1:{match[1]}"


def in_browser(script: str, *args: str | Path, env: Mapping[str, str], timeout: float) -> str:
    """What `script`, which drives a page in the browser, has to say."""
    browser = {"CHROMIUM": str(chromium()), "NODE_PATH": str(playwright())}
    return run(node() / "node", SCRIPTS / script, *args, env=with_node({**env, **browser}), timeout=timeout)


def _sources() -> Iterator[Path]:
    """All that goes into the package."""
    client = ROOT / "client-vscode"
    yield from (ROOT / name for name in ("pyproject.toml", "requirements-bundle.txt", "scripts/bundle", "LICENSE"))
    yield from (path for path in client.iterdir() if path.is_file() and path.name != "LICENSE")
    yield from (client / "src").glob("*.*ts")
    yield from (path for path in (ROOT / "server").rglob("*") if path.is_file() and path.suffix != ".pyc")
