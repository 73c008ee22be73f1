"""Until when a release line gets repairs. `today` is always handed in: nothing here reads a clock."""

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import TypedDict, cast

from dockwright.knowledge.loader import parsed
from dockwright.knowledge.repositories import canonical, system_of, tag_facts
from dockwright.knowledge.tag_names import NODE_CODENAMES


class Support(Enum):
    """Whether a release line gets repairs; EXTENDED: only those of a long-term team (Debian LTS), free for all."""

    SUPPORTED = "supported"
    EXTENDED = "extended"
    ENDED = "ended"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class SupportStatus:
    """How long a product's release line lives.

    `product` and `cycle` are as people say them: `Node.js` `20`; `cycle` is `""` if it is not
    known. `ends` is the last day of all free support, `regular_ends` that of the
    regular one where a longer one follows; None where no date is set. `is_lts` tells whether it
    is a long-term line by that day. `newest` is the newest version known, or `""`.
    """

    state: Support
    product: str
    cycle: str
    ends: date | None
    regular_ends: date | None
    is_lts: bool
    newest: str


class _Lifetimes(TypedDict):
    images: dict[str, str]
    systems: dict[str, str]
    products: dict[str, str]
    distroless: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Cycle:
    """A release line; a moment is a date, `yes` (for all time), `no` (none set) or `-` (nothing said)."""

    name: str
    end: str
    extended_end: str
    lts: str
    newest: str

    @property
    def number(self) -> tuple[int, ...]:
        return _number(self.name)


@dataclass(frozen=True, slots=True)
class _Product:
    label: str
    cycles: tuple[_Cycle, ...]


_DISTROLESS = re.compile(r"gcr\.io/distroless/(?P<image>.+)-debian(?P<release>\d+)")
_NEWEST_DISTROLESS = 13
_LISTED_DISTROLESS = 12
_NUMBERED = re.compile(r"\d+(?:\.\d+)*")


def supported(repository: str, tag: str | None, today: date) -> SupportStatus:
    """Whether what the image is for (Node.js, PostgreSQL, Debian itself) still gets repairs on the day `today`.

    A line that is newer than all that are known counts as supported: the facts are older
    than the day.
    """
    name, tag = canonical(repository), tag or "latest"
    distroless = _DISTROLESS.fullmatch(name)
    if distroless:
        return _distroless(distroless["image"], int(distroless["release"]), today)
    entry = _data()["images"].get(name)
    if entry is None:
        return _unknown()
    key, _, pattern = entry.partition(" ")
    if not pattern:
        return supported_system(name, tag, today)
    product = _product(key)
    facts = tag_facts(name, tag)
    names = [_cycle_name(pattern, alias) for alias in (tag, *(facts.aliases if facts else ()))]
    versions = [version for version in (*names, _leading(tag), _named(name, tag)) if version]
    cycle = next((found for found in (_find(product, version) for version in versions) if found), None)
    if cycle:
        return _status(product, cycle, today)
    return _outside(product, versions[0] if versions else "", today)


def release_line(repository: str, version: str) -> str:
    """The release line that a version belongs to: `22` for Node.js `22.3.1`, `3.12` for Python `3.12.1`.

    The version itself where nothing is known of the product.
    """
    entry = _data()["images"].get(canonical(repository), "")
    pattern = entry.partition(" ")[2]
    return (_cycle_name(pattern, version) if pattern else "") or version


def supported_system(repository: str, tag: str | None, today: date) -> SupportStatus:
    """Whether the operating system below the image still gets repairs on the day `today`."""
    system = system_of(repository, tag)
    key = _data()["systems"].get(system.family) if system else None
    if system is None or key is None or not system.version:
        return _unknown()
    product = _product(key)
    cycle = _find(product, system.version)
    return _status(product, cycle, today) if cycle else _outside(product, system.version, today)


def _status(product: _Product, cycle: _Cycle, today: date) -> SupportStatus:
    regular, extended = _day(cycle.end), _day(cycle.extended_end)
    if cycle.end == "yes" or (regular and max(regular, extended or regular) < today):
        state = Support.ENDED
    elif regular and regular < today:
        state = Support.EXTENDED
    else:
        state = Support.SUPPORTED
    lts_from = _day(cycle.lts)
    return SupportStatus(
        state=state,
        product=product.label,
        cycle=cycle.name,
        ends=extended or regular,
        regular_ends=regular if extended else None,
        is_lts=cycle.lts == "yes" or (lts_from is not None and lts_from <= today),
        newest="" if cycle.newest == "-" else cycle.newest,
    )


def _find(product: _Product, version: str) -> _Cycle | None:
    """The line of a version; of `5` the newest line `5.x`, of `8.0` also a line `8`."""
    if not version:
        return None
    for cycle in product.cycles:
        if cycle.name == version:
            return cycle
    begins = next((cycle for cycle in product.cycles if cycle.name.startswith(f"{version}.")), None)
    if begins or not version.endswith(".0"):
        return begins
    return _find(product, version.removesuffix(".0"))


def _outside(product: _Product, version: str, today: date) -> SupportStatus:
    """A version that is not listed: newer than all, or older than all; in between nothing is known."""
    number = _number(version)
    listed = [cycle for cycle in product.cycles if cycle.number]
    if not number or not listed:
        return _unknown(product.label)
    oldest = min(listed, key=lambda cycle: cycle.number)
    state = Support.UNKNOWN
    if number > max(cycle.number for cycle in listed):
        state = Support.SUPPORTED
    elif number < oldest.number and _status(product, oldest, today).state is Support.ENDED:
        state = Support.ENDED
    return SupportStatus(state, product.label, version, None, None, is_lts=False, newest="")


def _distroless(image: str, release: int, today: date) -> SupportStatus:
    """Distroless images by the day that their policy tells for each; those of older releases have ended."""
    label = f"Distroless Debian {release}"
    if release >= _NEWEST_DISTROLESS:
        return SupportStatus(Support.SUPPORTED, label, image, None, None, is_lts=False, newest="")
    days = _data()["distroless"]
    pattern = next((name for name in days if name == image or _covers(name, image)), None)
    ends = _day(days[pattern]) if pattern and release == _LISTED_DISTROLESS else None
    state = Support.SUPPORTED if ends and today <= ends else Support.ENDED
    return SupportStatus(state, label, image, ends, None, is_lts=False, newest="")


def _covers(pattern: str, image: str) -> bool:
    return pattern.endswith("*") and image.startswith(pattern.removesuffix("*"))


def _unknown(product: str = "") -> SupportStatus:
    return SupportStatus(Support.UNKNOWN, product, "", None, None, is_lts=False, newest="")


def _cycle_name(pattern: str, tag: str) -> str:
    match = re.match(pattern, tag)
    return match["cycle"] if match else ""


def _named(name: str, tag: str) -> str:
    """The release line of a code name of Node.js: `lts-iron` is `20`."""
    words = tag.split("-") if name == "node" else ()
    return next((NODE_CODENAMES[word] for word in words if word in NODE_CODENAMES), "")


def _leading(tag: str) -> str:
    match = _NUMBERED.match(tag.removeprefix("v"))
    return match[0] if match else ""


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".")) if _NUMBERED.fullmatch(version) else ()


def _day(moment: str) -> date | None:
    return date.fromisoformat(moment) if moment[:1].isdigit() else None


def _data() -> _Lifetimes:
    return cast("_Lifetimes", parsed("lifetimes.json"))


@lru_cache(maxsize=128)
def _product(key: str) -> _Product:
    label, *rows = _data()["products"][key].split("\n")
    return _Product(label, tuple(_Cycle(*row.split(" ")) for row in rows))
