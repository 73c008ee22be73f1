"""The graph of stages, as Mermaid text."""

from dockwright.features.stage_graph import stage_graph
from dockwright.model.facts import facts_of
from dockwright.syntax.parser import parse


def graph(text: str) -> list[str]:
    """The lines between the first and the styles, without their indentation."""
    lines = stage_graph(facts_of(parse(text))).split("\n")
    assert lines[0] == "flowchart TB"
    return [line.strip() for line in lines[1:] if line.strip() and not line.startswith("  classDef")]


def test_stages_bases_copies_and_what_ships() -> None:
    text = (
        "FROM golang:1.25 AS build\nFROM build AS test\nFROM debian:13 AS out\n"
        "COPY --from=build /a /b /c/\nCOPY --from=0 /d /e /f /c/\nCOPY --from=nginx:1 /x /y\n"
        "RUN --mount=from=test,target=/x y\nCOPY --from=out /z /z\n"
    )
    assert graph(text) == [
        'image0(["golang:1.25"]):::image',
        'image1(["debian:13"]):::image',
        'image2(["nginx:1"]):::image',
        'stage0["build"]:::stage',
        'stage1["test"]:::stage',
        'stage2["out (final image)"]:::ships',
        "image0 --> stage0",
        "stage0 --> stage1",
        "image1 --> stage2",
        'stage0 -. "/a, /b, /d and 2 more" .-> stage2',
        'image2 -. "/x" .-> stage2',
        'stage1 -. "mount" .-> stage2',
    ]


def test_names_cannot_break_out_of_their_quotes() -> None:
    text = 'FROM $X"];<b> AS a\nFROM scratch\nCOPY --from=a ["/\\"];😋", "/y"]\n'
    assert graph(text) == [
        'image0(["#36;X#34;#93;#59;#60;b#62;"]):::image',
        'image1(["scratch"]):::image',
        'stage0["a"]:::stage',
        'stage1["final image"]:::ships',
        "image0 --> stage0",
        "image1 --> stage1",
        'stage0 -. "/#34;#93;#59;#128523;" .-> stage1',
    ]


def test_what_nobody_needs() -> None:
    assert graph("FROM a AS b\nFROM c\n")[2] == 'stage0["b"]:::unneeded'


def test_unfinished_files() -> None:
    assert graph("FROM") == ['image0(["#63;"]):::image', 'stage0["final image"]:::ships', "image0 --> stage0"]
    assert graph("") == []
