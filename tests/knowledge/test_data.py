"""The bundled files: they agree with each other, are read late, and are cheap to read."""

import json
import subprocess
import sys
import timeit
from datetime import date
from pathlib import Path
from typing import cast

from dockwright import knowledge
from dockwright.knowledge import images
from dockwright.knowledge.loader import parsed
from dockwright.knowledge.snapshot import RECOMMENDED_DATE, SNAPSHOT_DATE

DATA = Path(knowledge.__file__).parent / "data"

OPENED = """
import sys
  # noqa: E501
def heard(event, arguments):
    if event == "open" and str(arguments[0]).endswith(("json", "toml")):
        print(arguments[0])

sys.addaudithook(heard)
from dockwright.knowledge import images, reference
"""


def catalogue() -> dict[str, dict[str, object]]:
    return cast("dict[str, dict[str, object]]", parsed("catalogue.json"))


def opened(program: str) -> list[str]:
    """The data files that a fresh process opens while it runs `program`."""
    ran = subprocess.run([sys.executable, "-c", OPENED + program], capture_output=True, text=True, check=True)
    return [Path(line).name for line in ran.stdout.split()]


def test_dates_are_those_of_the_data() -> None:
    for path in DATA.glob("*.json"):
        days = (SNAPSHOT_DATE, date(2026, 8, 22)) if path.name == "lifetimes.json" else (SNAPSHOT_DATE,)
        assert date.fromisoformat(json.loads(path.read_text("utf-8"))["snapshot"]) in days, path.name
    assert date.fromisoformat(str(catalogue()["recommended on"])) == RECOMMENDED_DATE


def test_recommended_tags_are_known_and_supported() -> None:
    for name in catalogue()["recommended"]:
        tags = images.recommended(name)
        assert tags, name
        for tag in tags:
            assert images.is_known(name, tag), f"{name}:{tag}"
            state = images.supported(name, tag, RECOMMENDED_DATE).state
            assert state is not images.Support.ENDED, f"{name}:{tag}"


def test_images_with_a_size_or_defaults_are_known() -> None:
    defaults = cast("dict[str, dict[str, object]]", parsed("defaults.json"))["images"]
    unknown = [
        image
        for image in (*catalogue()["sizes"], *defaults)
        if not images.is_known(image.rpartition(":")[0], image.rpartition(":")[2])
    ]
    assert unknown == []


def test_importing_reads_nothing() -> None:
    assert opened("") == []


def test_a_question_reads_only_what_it_needs() -> None:
    asked = "images.classify_tag('node', '22'); images.recommended('node', 'slim', '22')"
    assert set(opened(asked)) == {"tags.json", "catalogue.json", "retired.json", "lifetimes.json"}
    assert opened("images.tags('node')") == ["tags.json"]


def test_a_hover_on_a_flag_reads_only_flags() -> None:
    assert opened("reference.flags('RUN')") == ["flags.toml"]


def test_tags_are_cheaper_to_read_than_as_nested_lists() -> None:
    """Text that is taken apart where it is asked for; the measure is the same facts as plain JSON."""
    text = (DATA / "tags.json").read_text("utf-8")
    plain = json.dumps({name: [list(facts) for facts in _groups(name)] for name in images.repositories()})
    ours = min(timeit.repeat(lambda: json.loads(text), number=3, repeat=5))
    nested = min(timeit.repeat(lambda: json.loads(plain), number=3, repeat=5))
    assert ours < nested


def _groups(name: str) -> list[tuple[str, ...]]:
    found = (images.tag_facts(name, tag) for tag in images.tags(name))
    return list(dict.fromkeys(facts.aliases for facts in found if facts))
