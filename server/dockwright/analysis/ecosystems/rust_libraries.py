"""The libraries of the distribution that crates are linked to."""

from collections.abc import Iterator

from dockwright.knowledge.libraries import runtime_libraries
from dockwright.knowledge.systems import OperatingSystem
from dockwright.project.manifests.cargo import LockedCrate

_HEADERS = {
    "alsa-sys": ("libasound2-dev", "alsa-lib-dev"),
    "curl-sys": ("libcurl4-openssl-dev", "curl-dev"),
    "krb5-sys": ("libkrb5-dev", "krb5-dev"),
    "libdbus-sys": ("libdbus-1-dev", "dbus-dev"),
    "libgssapi-sys": ("libkrb5-dev", "krb5-dev"),
    "libpq-sys": ("libpq-dev", "libpq-dev"),
    "libsqlite3-sys": ("libsqlite3-dev", "sqlite-dev"),
    "libudev-sys": ("libudev-dev", "eudev-dev"),
    "mysqlclient-sys": ("default-libmysqlclient-dev", "mariadb-dev"),
    "openssl-sys": ("libssl-dev", "openssl-dev"),
    "pq-sys": ("libpq-dev", "libpq-dev"),
}
"""The headers that a crate is compiled against, of Debian and of Alpine."""
_BUILT_IN = {
    "curl-sys": "openssl-src",
    "libsqlite3-sys": "cc",
    "openssl-sys": "openssl-src",
    "pq-sys": "pq-src",
    "mysqlclient-sys": "mysqlclient-src",
}
"""The dependency that a crate has if it compiles the library itself."""


def linked(crates: tuple[LockedCrate, ...]) -> tuple[LockedCrate, ...]:
    """The crates that are bound to a library of the distribution."""
    return tuple(
        crate for crate in crates if crate.name in _HEADERS and _BUILT_IN.get(crate.name) not in crate.dependencies
    )


def libraries(crates: tuple[LockedCrate, ...], system: OperatingSystem) -> Iterator[str]:
    """The packages with those libraries."""
    for crate in linked(crates):
        debian, alpine = _HEADERS[crate.name]
        yield from runtime_libraries(alpine if system.family == "alpine" else debian, system) or ()
