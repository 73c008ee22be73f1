"""Distributions: apt, apk, dnf and its kin, zypper, pacman."""

from dockwright.model.packages.grammar import Grammar, grammar
from dockwright.model.packages.kinds import Manager, Verb

_APT = grammar(
    Manager.APT,
    {
        "install, reinstall": Verb.INSTALL_PACKAGES,
        "build-dep, satisfy": Verb.INSTALL_PACKAGES,
        "update": Verb.UPDATE_INDEX,
        "upgrade|safe-upgrade": Verb.UPGRADE,
        "dist-upgrade, full-upgrade, dselect-upgrade": Verb.UPGRADE,
        "remove": Verb.REMOVE,
        "purge": Verb.REMOVE,
        "autoremove|auto-remove, autopurge": Verb.REMOVE,
        "clean": Verb.CLEAN_CACHE,
        "autoclean|auto-clean": Verb.CLEAN_CACHE,
        "dist-clean|distclean": Verb.CLEAN_CACHE,
        "download": Verb.DOWNLOAD,
        "source": Verb.DOWNLOAD,
    },
    values="-o --option -t --target-release --default-release -c --config-file -a --host-architecture -P "
    "--build-profiles",
)

_APK = grammar(
    Manager.APK,
    {
        "add": Verb.INSTALL_PACKAGES,
        "update": Verb.UPDATE_INDEX,
        "upgrade": Verb.UPGRADE,
        "del": Verb.REMOVE,
        "cache clean|cache purge": Verb.CLEAN_CACHE,
        "cache": Verb.OTHER,
        "fetch, cache download": Verb.DOWNLOAD,
    },
    values="-t --virtual -X --repository -p --root --repositories-file --keys-dir --cache-dir --cache-max-age --wait "
    "--arch --timeout --progress-fd",
)

_DNF_VERBS = {
    "install|install-n|install-na|install-nevra|localinstall, reinstall": Verb.INSTALL_PACKAGES,
    "group install|groupinstall|groups install, module install": Verb.INSTALL_PACKAGES,
    "builddep|build-dep": Verb.INSTALL_PACKAGES,
    "makecache, check-update|check-upgrade": Verb.UPDATE_INDEX,
    "upgrade|update, upgrade-minimal|update-minimal, localupdate": Verb.UPGRADE,
    "distro-sync|dist-sync": Verb.UPGRADE,
    "remove|erase|rm, autoremove": Verb.REMOVE,
    "clean": Verb.CLEAN_CACHE,
    "download": Verb.DOWNLOAD,
    "config-manager": Verb.CONFIGURE,
}
_DNF_VALUES = (
    "-c --config --setopt --enablerepo --disablerepo --enable-repo --disable-repo --repo --repoid --repofrompath "
    "--installroot --releasever --exclude -x --disableexcludes --enableplugin --disableplugin --comment --forcearch "
    "--downloaddir --destdir --advisory --bugzilla --cve -d -e -R --randomwait --errorlevel --debuglevel "
    "--rpmverbosity --color"
)

_ZYPPER = grammar(
    Manager.ZYPPER,
    {
        "install|in, install-new-recommends|inr": Verb.INSTALL_PACKAGES,
        "refresh|ref": Verb.UPDATE_INDEX,
        "update|up, patch": Verb.UPGRADE,
        "dist-upgrade|dup": Verb.UPGRADE,
        "remove|rm": Verb.REMOVE,
        "clean|cc": Verb.CLEAN_CACHE,
        "download": Verb.DOWNLOAD,
        "source-install|si": Verb.DOWNLOAD,
        "addrepo|ar, removerepo|rr, modifyrepo|mr": Verb.CONFIGURE,
    },
    values="-r --repo -R --root --installroot -c --config -t --type --from -C --cache-dir -p --plus-repo "
    "--plus-content --reposd-dir --solv-cache-dir --pkg-cache-dir --raw-cache-dir --releasever -g --category",
)

_PACMAN = grammar(
    Manager.PACMAN,
    {},
    values="-b --dbpath -r --root --cachedir --config --arch --ignore --overwrite",
    unknown=Verb.INSTALL_PACKAGES,
)

SYSTEM: dict[str, Grammar] = {
    "apt": _APT,
    "apt-get": _APT,
    "aptitude": _APT,
    "xx-apt": _APT,
    "xx-apt-get": _APT,
    "apk": _APK,
    "xx-apk": _APK,
    "dnf": grammar(Manager.DNF, _DNF_VERBS, values=_DNF_VALUES),
    "dnf5": grammar(Manager.DNF, _DNF_VERBS, values=_DNF_VALUES),
    "yum": grammar(Manager.YUM, _DNF_VERBS, values=_DNF_VALUES),
    "microdnf": grammar(Manager.MICRODNF, _DNF_VERBS, values=_DNF_VALUES),
    "tdnf": grammar(Manager.TDNF, _DNF_VERBS, values=_DNF_VALUES),
    "zypper": _ZYPPER,
    "pacman": _PACMAN,
}
"""Grammars by the program's name."""
