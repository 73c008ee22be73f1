"""Python: pip, pipx, pipenv, poetry, pdm, uv, conda."""

from dockwright.model.packages.grammar import Grammar, grammar
from dockwright.model.packages.kinds import Manager, Verb

_PIP = grammar(
    Manager.PIP,
    {
        "install": Verb.INSTALL_PACKAGES,
        "download": Verb.DOWNLOAD,
        "wheel": Verb.BUILD,
        "uninstall": Verb.REMOVE,
        "cache purge, cache remove": Verb.CLEAN_CACHE,
        "cache": Verb.OTHER,
        "config": Verb.CONFIGURE,
    },
    values="-r --requirement -c --constraint -e --editable -t --target -i --index-url --pypi-url --extra-index-url "
    "-f --find-links --trusted-host --prefix --root --src --source --platform --python-version --implementation "
    "--abi --only-binary --no-binary --timeout --retries --proxy --cert --client-cert --cache-dir --log "
    "--exists-action --progress-bar --upgrade-strategy --global-option --build-option -C --config-settings "
    "--config-setting -w --wheel-dir -d --dest --destination-dir --report --python --use-feature --use-deprecated "
    "--root-user-action --keyring-provider --install-option --group --build-constraint",
)

_PIPX = grammar(
    Manager.PIPX,
    {
        "install, install-all, inject": Verb.INSTALL_PACKAGES,
        "run": Verb.EXECUTE,
        "uninstall, uninject": Verb.REMOVE,
        "upgrade, upgrade-all": Verb.UPGRADE,
    },
    values="--python --pip-args --index-url -i --suffix --spec",
    stops={"run": 2},
)

_PIPENV = grammar(
    Manager.PIPENV,
    {
        "install": Verb.INSTALL_PACKAGES,
        "sync": Verb.INSTALL_PROJECT,
        "run": Verb.EXECUTE,
        "uninstall": Verb.REMOVE,
        "update|upgrade": Verb.UPGRADE,
        "clean": Verb.PRUNE,
    },
    values="--python -r --requirements -e --editable -i --index --pypi-mirror --categories --extra-pip-args",
    projects="install",
    stops={"run": 2},
)

_POETRY = grammar(
    Manager.POETRY,
    {
        "install": Verb.INSTALL_PROJECT,
        "sync": Verb.INSTALL_PROJECT,
        "add": Verb.INSTALL_PACKAGES,
        "self add": Verb.INSTALL_PACKAGES,
        "self": Verb.OTHER,
        "run": Verb.EXECUTE,
        "build": Verb.BUILD,
        "remove": Verb.REMOVE,
        "update": Verb.UPGRADE,
        "cache clear": Verb.CLEAN_CACHE,
        "publish": Verb.PUBLISH,
        "config": Verb.CONFIGURE,
    },
    values="-C --directory -P --project --only --with --without -E --extras --group -G --source --python -f --format "
    "-o --output",
    stops={"run": 2},
)

_PDM = grammar(
    Manager.PDM,
    {
        "install, sync": Verb.INSTALL_PROJECT,
        "add": Verb.INSTALL_PACKAGES,
        "run": Verb.EXECUTE,
        "build": Verb.BUILD,
        "remove": Verb.REMOVE,
        "update": Verb.UPGRADE,
        "cache clear": Verb.CLEAN_CACHE,
        "publish": Verb.PUBLISH,
        "config": Verb.CONFIGURE,
    },
    values="-p --project -G --group --with --without -L --lockfile -c --config --venv",
    stops={"run": 2},
)

_UV_VALUES = (
    "--project --directory --config-file --cache-dir --python -p --index --default-index --index-url -i "
    "--extra-index-url --find-links -f --extra --no-extra --group --no-group --only-group --package "
    "--no-install-package --no-build-package --no-binary-package --refresh-package --reinstall-package "
    "--upgrade-package -P --upgrade-group --index-strategy --keyring-provider --resolution --prerelease "
    "--fork-strategy --link-mode --config-setting -C --exclude-newer --target --prefix --python-version "
    "--python-platform -r --requirement --requirements -c --constraint --constraints -e --editable --override "
    "--overrides -b --build-constraint --build-constraints --with --with-editable --with-requirements --env-file "
    "--only-binary --no-binary -o --output-file --out-dir --format --allow-insecure-host --torch-backend --color "
    "--from -w"
)

_UV = grammar(
    Manager.UV,
    {
        "sync": Verb.INSTALL_PROJECT,
        "add": Verb.INSTALL_PACKAGES,
        "pip install": Verb.INSTALL_PACKAGES,
        "pip sync": Verb.INSTALL_PROJECT,
        "pip uninstall": Verb.REMOVE,
        "pip": Verb.OTHER,
        "tool install": Verb.INSTALL_PACKAGES,
        "tool run": Verb.EXECUTE,
        "tool upgrade": Verb.UPGRADE,
        "tool uninstall": Verb.REMOVE,
        "tool": Verb.OTHER,
        "run": Verb.EXECUTE,
        "build": Verb.BUILD,
        "remove": Verb.REMOVE,
        "cache clean|clean, cache prune": Verb.CLEAN_CACHE,
        "cache": Verb.OTHER,
        "publish": Verb.PUBLISH,
    },
    values=_UV_VALUES,
    stops={"run": 2},
)

_UVX = grammar(Manager.UVX, {}, values=_UV_VALUES, unknown=Verb.EXECUTE, stop_unknown=1)

_CONDA = grammar(
    Manager.CONDA,
    {
        "install": Verb.INSTALL_PACKAGES,
        "create": Verb.INSTALL_PACKAGES,
        "env create, env update": Verb.INSTALL_PROJECT,
        "env": Verb.OTHER,
        "run": Verb.EXECUTE,
        "update|upgrade": Verb.UPGRADE,
        "remove|uninstall": Verb.REMOVE,
        "clean": Verb.CLEAN_CACHE,
        "config": Verb.CONFIGURE,
    },
    values="-n --name -p --prefix -c --channel -f --file --solver --subdir --platform --repodata-fn --root-prefix "
    "--cwd",
    stops={"run": 2},
)

PYTHON: dict[str, Grammar] = {
    "pip": _PIP,
    "pipx": _PIPX,
    "pipenv": _PIPENV,
    "poetry": _POETRY,
    "pdm": _PDM,
    "uv": _UV,
    "uvx": _UVX,
    "conda": _CONDA,
    "mamba": _CONDA,
    "micromamba": _CONDA,
}
"""Grammars by the program's name, which is also the name of the module in `python -m`."""
