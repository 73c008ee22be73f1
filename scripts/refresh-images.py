"""Writes the bundled facts about images: `scripts/refresh-images.py FOLDER [PACKAGE]`.

FOLDER holds six JSON files: official-images, retired-tags, image-defaults,
image-sizes, eol and recommended-tags (image_sources.py has their shapes). What is written to PACKAGE, by default
server/dockwright/knowledge, is small, read in few milliseconds, and holds facts only: names, values, dates and sizes.
"""

import calendar
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from image_sources import (
    Advice,
    Choice,
    Defaults,
    DistrolessSupport,
    ImageDefaults,
    Lifetimes,
    Official,
    OfficialRepository,
    Product,
    Recommended,
    Retired,
    Sizes,
)

KNOWLEDGE = Path(__file__).parent.parent / "server" / "dockwright" / "knowledge"
PLAIN_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

# Their sources have a licence that may ask more than facts need, or none at all.
LEFT_OUT = frozenset({"elixir", "mariadb", "mysql", "wordpress"})

DISTROLESS = "gcr.io/distroless/"
DISTROLESS_TAGS = ("latest", "nonroot", "debug", "debug-nonroot")
DOTNET = "mcr.microsoft.com/dotnet"
DOTNET_VARIANTS = (("alpine", "-alpine"), ("chiseled", "-noble-chiseled"))
SYSTEMS = {
    "alpine": "alpine-linux",
    "almalinux": "almalinux",
    "amazonlinux": "amazon-linux",
    "debian": "debian",
    "fedora": "fedora",
    "oraclelinux": "oracle-linux",
    "photon": "vmware-photon",
    "rockylinux": "rocky-linux",
    "ubuntu": "ubuntu",
}
DEPRECATIONS = {
    "centos": "no longer an official image: every release of CentOS Linux has ended",
    "openjdk": "only early-access builds are still published",
}
FREE_EXTENSION = frozenset({"debian"})  # elsewhere a longer support is sold

# Where the source tells in words how a tag names its release line.
BY_SYSTEM = ""
CYCLE_PATTERNS = {
    "debian": BY_SYSTEM,
    "ubuntu": BY_SYSTEM,
    "nginx": r"^v?(?P<cycle>\d+\.\d+)(?=[.\-]|$)",
    "postgres": r"^v?(?P<cycle>9\.\d+|\d+)(?=[.\-]|$)",
    "ros": r"^(?P<cycle>[a-z]+)",
    f"{DOTNET}/sdk": r"^v?(?P<cycle>\d+\.\d+)(?=[.\-]|$)",
    "mcr.microsoft.com/windows/nanoserver": r"^ltsc(?P<cycle>\d+)",
    "mcr.microsoft.com/windows/servercore": r"^ltsc(?P<cycle>\d+)",
}


def main() -> int:
    """Read the six files of the folder that is named and write the package's data."""
    match sys.argv[1:]:
        case [folder]:
            package = KNOWLEDGE
        case [folder, other]:
            package = Path(other)
        case _:
            print(__doc__)
            return 2
    (package / "data").mkdir(exist_ok=True)
    for name, text in written(Path(folder)).items():
        (package / name).write_text(text, "utf-8")
        print(f"{name}: {len(text.encode()):,} bytes")
    return 0


def written(folder: Path) -> dict[str, str]:
    """The files to write, by their path in the package."""
    official = cast("Official", read(folder, "official-images"))
    retired = cast("Retired", read(folder, "retired-tags"))
    defaults = cast("ImageDefaults", read(folder, "image-defaults"))
    lifetimes = cast("Lifetimes", read(folder, "eol"))
    sizes = cast("Sizes", read(folder, "image-sizes"))
    advice = cast("Recommended", read(folder, "recommended-tags"))
    return {
        "snapshot.py": snapshot_module(official["snapshot"], advice["now"]),
        "data/tags.json": dump(tags_data(official, defaults, lifetimes)),
        "data/retired.json": dump(retired_data(retired)),
        "data/lifetimes.json": dump(lifetimes_data(lifetimes)),
        "data/catalogue.json": dump(catalogue_data(official, advice, sizes, lifetimes)),
        "data/defaults.json": dump({"snapshot": official["snapshot"], "images": dict(defaults_data(defaults))}),
    }


def snapshot_module(facts: str, advice: str) -> str:
    """The module that holds the dates, so that nothing need be read to know them."""
    return (
        '"""The days of the facts about images; written by scripts/refresh-images.py."""\n\n'
        "from datetime import date\n\n"
        f"SNAPSHOT_DATE = date({arguments(facts)})\n"
        '"""The day on which registries and projects said so."""\n\n'
        f"RECOMMENDED_DATE = date({arguments(advice)})\n"
        '"""The day for which tags are recommended, by what was planned on the first."""\n'
    )


def arguments(day: str) -> str:
    """A date in ISO form as the arguments of `date`."""
    return ", ".join(str(int(part)) for part in day.split("-"))


def read(folder: Path, name: str) -> object:
    """One of the source files."""
    return json.loads((folder / f"{name}.json").read_text("utf-8"))


def dump(data: dict[str, object]) -> str:
    """JSON with a line for each entry of the second level, so that a change shows as a few lines."""
    parts: list[str] = []
    for key, value in data.items():
        if isinstance(value, dict):
            entries = cast("dict[str, object]", value)
            rows = [f"  {quoted(name)}: {compact(entry)}" for name, entry in entries.items()]
            parts.append(f" {quoted(key)}: {{\n" + ",\n".join(rows) + "\n }")
        else:
            parts.append(f" {quoted(key)}: {compact(value)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def compact(value: object) -> str:
    """The shortest JSON of a value."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


quoted = compact


def tags_data(official: Official, defaults: ImageDefaults, lifetimes: Lifetimes) -> dict[str, object]:
    """Every tag that is kept up. A repository is text, one image a line: base, architectures, how, tags."""
    bases = list(official["bases"])
    architectures = [" ".join(names) for names in official["archSets"]]
    repositories = {
        name: "\n".join(official_lines(repository)) for name, repository in official["repositories"].items()
    }
    amd64 = index(architectures, "amd64")
    for name, extra in official["extra"].items():
        rows = zip(extra["groups"], extra["os"], strict=True)
        repositories[name] = "\n".join(
            f"{index(bases, base_name(system))} {amd64} d {' '.join(tag for tag in tags if not tag.endswith('-amd64'))}"
            for tags, system in rows
        )
    for release, names in lifetimes["distroless"]["published"].items():
        suites = {version: name for name, version in lifetimes["osSuffix"]["debianCodenames"].items()}
        base = index(bases, f"debian:{suites[release.removeprefix('debian')]}")
        for name in names:
            repositories[f"{DISTROLESS}{name}-{release}"] = "\n".join(f"{base} - d {tag}" for tag in DISTROLESS_TAGS)
    wolfi = index(bases, "wolfi")
    for name, builds in defaults["chainguard"].items():
        repositories[name] = "\n".join(f"{wolfi} - d {' '.join(build.get('tags', ()))}" for build in builds.values())
    suffix = lifetimes["osSuffix"]
    return {
        "snapshot": official["snapshot"],
        "bases": bases,
        "architectures": architectures,
        "suites": {
            **{suite: f"debian {version}" for suite, version in suffix["debianCodenames"].items()},
            **{suite: f"ubuntu {version}" for suite, version in suffix["ubuntuCodenames"].items()},
        },
        "systems": [name for name, entry in official["repositories"].items() if entry.get("os")],
        "repositories": repositories,
    }


def official_lines(repository: OfficialRepository) -> Iterator[str]:
    """The lines of one repository; a tag of several systems goes to its first Linux image."""
    bases = repository.get("base")
    if bases is None:
        return
    groups = [list(group) for group in repository["groups"]]
    for tag, members in repository.get("shared", {}).items():
        linux = [member for member in members if not any("windows" in name for name in groups[member])]
        linux = [member for member in linux if not any("nanoserver" in name for name in groups[member])]
        groups[(linux or members)[0]].append(tag)
    rows = zip(groups, bases, repository["arch"], repository["how"], strict=True)
    for group, base, architectures, how in rows:
        yield f"{base if base >= 0 else '-'} {architectures} {how} {' '.join(group)}"


def base_name(system: str) -> str:
    """`Ubuntu 24.04` as `ubuntu:24.04`, Debian and Ubuntu as the official images name them."""
    name, _, version = system.rpartition(" ")
    if name == "Debian":
        version = {"11": "bullseye", "12": "bookworm", "13": "trixie"}[version]
    return f"{name.replace(' ', '').lower()}:{version}"


def index(values: list[str], value: str) -> int:
    """The place of `value`, which is added if it is missing."""
    if value not in values:
        values.append(value)
    return values.index(value)


def retired_data(retired: Retired) -> dict[str, object]:
    """Tags that are rebuilt no more. A repository is text, one day a line: date, then heads with their endings.

    `20*3` means the tag `20` with each ending of the third set; the sets are shared, for the same ones come back
    with every version.
    """
    sets: list[str] = []
    repositories: dict[str, str] = {}
    for name, days in retired["repositories"].items():
        lines = [" ".join([day, *packed(tags, sets)]) for day, tags in days.items()]
        repositories[name] = "\n".join(lines)
    return {"snapshot": retired["snapshot"], "endings": sets, "repositories": repositories}


def packed(tags: list[str], sets: list[str]) -> Iterator[str]:
    """The tags by head, the part before the first dash."""
    heads: dict[str, list[str]] = {}
    for tag in tags:
        head, dash, tail = tag.partition("-")
        heads.setdefault(head, []).append(dash + tail)
    for head, endings in heads.items():
        yield f"{head}*{index(sets, ' '.join(ending or '.' for ending in endings))}"


def lifetimes_data(lifetimes: Lifetimes) -> dict[str, object]:
    """Ends of life. A product is text: its label, then one release line a line."""
    images: dict[str, str] = {}
    for name, image in lifetimes["images"].items():
        pattern = CYCLE_PATTERNS.get(name, image["tag"])
        re.compile(pattern)
        if pattern != BY_SYSTEM and "(?P<cycle>" not in pattern:
            message = f"{name}: no pattern in {pattern!r}"
            raise ValueError(message)
        images[name] = f"{image['product']} {pattern}"
    used = {entry.partition(" ")[0] for entry in images.values()} | set(SYSTEMS.values())
    products = {name: product_text(name, lifetimes["products"][name]) for name in sorted(used)}
    return {
        "snapshot": lifetimes["snapshot"],
        "images": images,
        "systems": SYSTEMS,
        "products": products,
        "distroless": dict(distroless_ends(lifetimes["distroless"])),
    }


def product_text(name: str, product: Product) -> str:
    """The label, then `cycle end extended-end lts newest` for each line."""
    lines = [product["label"]]
    for cycle in product["cycles"]:
        extended = cycle.get("eoes") if name in FREE_EXTENSION else None
        fields = (
            cycle["cycle"],
            moment(cycle["eol"]),
            moment(extended),
            moment(cycle.get("lts")),
            cycle.get("latest", "-").partition(" ")[0],
        )
        lines.append(" ".join(fields))
    return "\n".join(lines)


def moment(value: str | bool | None) -> str:  # noqa: FBT001 - the source writes a date, true or false
    """A date as it is, `yes` or `no`, `-` for nothing said."""
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value


def distroless_ends(support: DistrolessSupport) -> Iterator[tuple[str, str]]:
    """The last day of each image that has one; `java*` covers all that begin with java."""
    for name, month in support["debian12"].items():
        year, number = (int(part) for part in month.split("-"))
        last = calendar.monthrange(year, number)[1]
        yield name, f"{month}-{last}"


def catalogue_data(official: Official, advice: Recommended, sizes: Sizes, lifetimes: Lifetimes) -> dict[str, object]:
    """What is asked most: recommended tags, what replaces a repository, sizes."""
    recommended: dict[str, object] = {}
    deprecated: dict[str, object] = {}
    for name, image in advice["images"].items():
        if name == DOTNET:
            recommended.update(dotnet_advice(official, image))
        elif image.get("replacedBy"):
            deprecated[name] = [DEPRECATIONS[name], *(image.get("replacedBy", "").split(", "))]
        elif f"{name}/" != DISTROLESS:
            recommended[name] = recommendation(image.get("cycle"), image.get("variants", {}))
    published = lifetimes["distroless"]["published"]
    newest = max(published)
    for name in published[newest]:
        choices = {"default": Choice(tag="nonroot"), "debug": Choice(tag="debug-nonroot")}
        recommended[f"{DISTROLESS}{name}-{newest}"] = recommendation(None, choices)
    for name, repository in official["repositories"].items():
        if not repository["groups"]:
            deprecated[name] = ["no longer built"]
    return {
        "snapshot": official["snapshot"],
        "recommended on": advice["now"],
        "recommended": recommended,
        "deprecated": deprecated,
        "sizes": {name: [size["bytes"], size["date"]] for name, size in sizes["sizes"].items()},
    }


def recommendation(cycle: str | None, variants: dict[str, Choice]) -> dict[str, object]:
    """The release line, and by variant the tag of the line and the exact tag."""
    return {
        "cycle": cycle or "",
        "variants": {name: f"{choice['tag']} {choice.get('exact') or ''}".strip() for name, choice in variants.items()},
    }


def dotnet_advice(official: Official, advice: Advice) -> Iterator[tuple[str, object]]:
    """The one entry of the .NET family as an entry for each of its repositories."""
    line = f"{advice.get('cycle')}.0"
    for name, repository in official["extra"].items():
        variants: dict[str, Choice] = {}
        for variant, ending in (("default", ""), *DOTNET_VARIANTS):
            group = next((tags for tags in repository["groups"] if line + ending in tags), None)
            if group is not None:
                exact = next(tag for tag in group if not tag.endswith("-amd64") and tag.startswith(f"{line}."))
                variants[variant] = Choice(tag=line + ending, exact=exact)
        yield name, recommendation(line, variants)


def defaults_data(source: ImageDefaults) -> Iterator[tuple[str, dict[str, object]]]:
    """The configuration of each image, without what every image has."""
    for table in (source["official"], source["distroless"], source["dotnet"]):
        for name, image in table.items():
            if name.partition(":")[0] not in LEFT_OUT:
                yield name, image_defaults(image)
    for repository, builds in source["chainguard"].items():
        for image in builds.values():
            for tag in image.get("tags", ()):
                yield f"{repository}:{tag}", image_defaults(image)


def image_defaults(image: Defaults) -> dict[str, object]:
    """One configuration; a variable whose value is not told has null."""
    known = {name: value for name, value in image.get("env", {}).items() if value != PLAIN_PATH}
    command = image.get("cmd", [])
    names = [*known, *(name for name in image.get("envKeys", ()) if name not in {*known, "PATH"})]
    fields: dict[str, object] = {
        "env": {name: known.get(name) for name in names},
        "entrypoint": image.get("entrypoint", []),
        "cmd": command.split() if isinstance(command, str) else command,
        "workdir": image["workdir"],
        "user": "root" if image["user"] == "0" else image["user"],
        "ports": image.get("expose", []),
        "volumes": image.get("volume", []),
        "stop": image.get("stopsignal", ""),
        "shells": image["shell"],
        "packages": "" if image["packageManager"] == "none" else image["packageManager"],
        "users": [[user["name"], user["uid"], user["gid"]] for user in image.get("users", ())],
        "tools": image.get("tools", []),
        "absent": image.get("absent", []),
        "libc": image.get("libc") or "none",
        "note": image.get("note", ""),
    }
    return {name: value for name, value in fields.items() if value not in ([], {}, "")}


if __name__ == "__main__":
    sys.exit(main())
