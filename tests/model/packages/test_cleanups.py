"""What a RUN removes, and which caches are mounted."""

import pytest

from dockwright.model.packages import Cleanup, Manager, cache_mounts, cleanups_of, is_cached, is_mounted
from tests.model.packages.reading import run
from tests.support.marks import spans

FOLDERS = (
    "/var/lib/apt/lists",
    "/var/cache/apt",
    "/var/cache/apk",
    "/var/cache/dnf",
    "/root/.npm",
    "/root/.cache/pip",
    "/root/.cache/go-build",
    "/go/pkg/mod",
    "/usr/local/share/.cache/yarn",
)


def show(cleanup: Cleanup) -> str:
    """What is removed, and after `=>` the known folders that are clear then."""
    removed = [str(target.path) for target in cleanup.targets]
    if cleanup.package is not None:
        removed = [cleanup.package.manager.value, *(package.name for package in cleanup.package.packages)]
    cleared = [folder for folder in FOLDERS if cleanup.clears(folder)]
    return " ".join([cleanup.call.name, *removed, *(["=>", *cleared] if cleared else [])])


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("⟦rm -rf /var/lib/apt/lists/*⟧", "rm /var/lib/apt/lists/* => /var/lib/apt/lists"),
        ("⟦rm -r /var/lib/apt/lists /tmp/x⟧", "rm /var/lib/apt/lists /tmp/x => /var/lib/apt/lists"),
        ("⟦rm -rf /var/lib/apt⟧", "rm /var/lib/apt => /var/lib/apt/lists"),
        ("⟦rm -rf /var/lib/apt/lists/*_*⟧", "rm /var/lib/apt/lists/*_* => /var/lib/apt/lists"),
        ("⟦rm -rf /var/lib/apt/lists/deb*⟧", "rm /var/lib/apt/lists/deb*"),
        (
            "⟦rm -rf /var/lib/{apt,dpkg}/ /var/cache/*⟧",
            (
                "rm /var/lib/apt /var/lib/dpkg /var/cache/* "
                "=> /var/lib/apt/lists /var/cache/apt /var/cache/apk /var/cache/dnf"
            ),
        ),
        ("cd /var/lib/apt/lists && ⟦rm -rf *⟧", "rm /var/lib/apt/lists/* => /var/lib/apt/lists"),
        ("cd /root && ⟦rm -rf .npm⟧", "rm /root/.npm => /root/.npm"),
        ("⟦rm -rf ~/.npm⟧", "rm ~/.npm => /root/.npm"),
        ('⟦rm -rf "$HOME/.cache"⟧', "rm $HOME/.cache => /root/.cache/pip /root/.cache/go-build"),
        ("⟦rm -rf $DIR dist⟧", "rm None dist"),
        ("⟦rm -- -f⟧", "rm -f"),
        ("⟦rm -f '{a,b}'⟧", "rm {a,b}"),
        ("⟦find /var/lib/apt/lists -mindepth 1 -delete⟧", "find /var/lib/apt/lists => /var/lib/apt/lists"),
        ("⟦find /var/cache/apk -type f -exec rm -f {} +⟧", "find /var/cache/apk => /var/cache/apk"),
        ("⟦apt-get clean⟧", "apt-get apt => /var/cache/apt"),
        ("sudo ⟦apt-get dist-clean⟧", "apt-get apt => /var/lib/apt/lists /var/cache/apt"),
        ("⟦apt-get purge -y gcc⟧", "apt-get apt gcc"),
        ("⟦apk del .build⟧", "apk apk .build"),
        ("⟦apk cache clean⟧", "apk apk => /var/cache/apk"),
        ("⟦dnf clean all⟧", "dnf dnf => /var/cache/dnf"),
        ("⟦npm cache clean --force⟧", "npm npm => /root/.npm"),
        ("⟦yarn cache clean⟧", "yarn yarn => /usr/local/share/.cache/yarn"),
        ("⟦python3 -m pip cache purge⟧", "python3 pip => /root/.cache/pip"),
        ("⟦go clean -modcache⟧", "go go => /go/pkg/mod"),
        ("⟦npm prune --omit=dev⟧", "npm npm"),
    ],
)
def test_cleanup(marked: str, expected: str) -> None:
    text, expected_spans = spans(f"RUN {marked}\n")
    found = cleanups_of(run(text))
    assert [show(cleanup) for cleanup in found] == [expected]
    assert tuple(cleanup.span for cleanup in found) == expected_spans


@pytest.mark.parametrize(
    "line", ["find / -name '*.pyc' -delete", "find / -type f", "find . ! -name a -delete", "rmdir x", "echo rm -rf x"]
)
def test_nothing_is_removed_for_certain(line: str) -> None:
    assert cleanups_of(run(line)) == ()


@pytest.mark.parametrize(
    ("flags", "targets"),
    [
        ("", ()),
        ("--mount=type=cache,target=/root/.npm", ("/root/.npm",)),
        (
            "--mount=target=/var/cache/apt,type=cache,sharing=locked --mount=type=cache,dst=/var/lib/apt",
            ("/var/cache/apt", "/var/lib/apt"),
        ),
        ("--mount=type=bind,target=/src --mount=type=tmpfs,target=/tmp", ()),
        ("--mount=type=cache", ()),
    ],
)
def test_cache_mounts(flags: str, targets: tuple[str, ...]) -> None:
    assert cache_mounts(run(f"RUN {flags} true")) == targets


@pytest.mark.parametrize(
    ("mount", "path", "covered"),
    [
        ("type=cache,target=/var/lib/apt", "/var/lib/apt/lists", True),
        ("type=cache,target=/var/lib/apt/", "/var/lib/apt", True),
        ("type=cache,target=/var/lib/apt/lists/partial", "/var/lib/apt/lists", False),
        ("type=cache,target=/var/lib/aptitude", "/var/lib/apt", False),
        ("type=tmpfs,target=/root/.cache", "/root/.cache/pip", True),
        ("type=bind,target=/root/.cache", "/root/.cache/pip", False),
        ("target=/root/.cache", "/root/.cache/pip", False),
        ("type=cache,target=$CACHE", "/root/.cache/pip", False),
    ],
)
def test_a_mount_covers_a_folder(mount: str, path: str, covered: bool) -> None:  # noqa: FBT001
    assert is_mounted(run(f"RUN --mount={mount} true"), path) is covered


def test_a_mount_covers_a_manager() -> None:
    node = run("RUN --mount=type=cache,target=/root/.cache/pip pip install x")
    assert (is_cached(node, Manager.PIP), is_cached(node, Manager.NPM)) == (True, False)


def test_a_cache_in_the_home_of_another_user() -> None:
    node = run("RUN --mount=type=cache,target=/home/app/.cache/pip pip install x")
    assert (is_cached(node, Manager.PIP), is_cached(node, Manager.UV)) == (True, False)
