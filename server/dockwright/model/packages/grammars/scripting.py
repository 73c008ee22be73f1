"""Ruby and PHP: bundler, gem, composer."""

from dockwright.model.packages.grammar import Grammar, grammar
from dockwright.model.packages.kinds import Manager, Verb

_BUNDLER = grammar(
    Manager.BUNDLER,
    {
        "install|i": Verb.INSTALL_PROJECT,
        "add": Verb.INSTALL_PACKAGES,
        "exec|e": Verb.EXECUTE,
        "update": Verb.UPGRADE,
        "remove": Verb.REMOVE,
        "clean": Verb.PRUNE,
        "cache|package|pack": Verb.DOWNLOAD,
        "config": Verb.CONFIGURE,
        "check, doctor, info, init, list, lock, open, outdated, platform, show, version": Verb.OTHER,
    },
    values="-j --jobs --path --gemfile --retry --shebang --trust-policy --target-rbconfig -r --group -g --source -v",
    arrays="--without --with",
    bare=Verb.INSTALL_PROJECT,
    stops={"exec": 2, "e": 2},
)

_GEM = grammar(
    Manager.GEM,
    {
        "install|i": Verb.INSTALL_PACKAGES,
        "uninstall": Verb.REMOVE,
        "update": Verb.UPGRADE,
        "fetch": Verb.DOWNLOAD,
        "build": Verb.BUILD,
        "cleanup": Verb.PRUNE,
        "push": Verb.PUBLISH,
        "sources": Verb.CONFIGURE,
    },
    values="-v --version -i --install-dir -n --bindir -s --source --platform -P --trust-policy -p --http-proxy "
    "--build-root",
)

_COMPOSER = grammar(
    Manager.COMPOSER,
    {
        "install|i": Verb.INSTALL_PROJECT,
        "update|u|upgrade": Verb.UPGRADE,
        "require|r": Verb.INSTALL_PACKAGES,
        "create-project": Verb.INSTALL_PACKAGES,
        "dump-autoload|dumpautoload": Verb.BUILD,
        "run-script|run": Verb.RUN_SCRIPT,
        "exec": Verb.EXECUTE,
        "remove|rm|uninstall": Verb.REMOVE,
        "clear-cache|clearcache|cc": Verb.CLEAN_CACHE,
        "config": Verb.CONFIGURE,
    },
    values="-d --working-dir --repository --repository-url --prefer-install --apcu-autoloader-prefix "
    "--ignore-platform-req --format -f --stability -s",
    prefixes={"global": 0},
    stops={"exec": 2, "run-script": 2, "run": 2},
)

SCRIPTING: dict[str, Grammar] = {
    "bundle": _BUNDLER,
    "bundler": _BUNDLER,
    "gem": _GEM,
    "composer": _COMPOSER,
    "composer.phar": _COMPOSER,
}
"""Grammars by the program's name."""
