"""Compose files and the part of YAML that they use."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dockwright.project.manifests.compose import ComposeBuild, parse_compose
from dockwright.syntax.yaml_blocks import YamlValue, yaml_mapping, yaml_text, yaml_value

COMPOSE = """\
# what we run
x-build: &base
  context: ./api   # from here
  target: dev
services:
  web:
    build: .
    command: >-
      services:
        fake: {build: no}
    ports:
    - "80:80"
  api:
    build:
      <<: *base
      dockerfile: "docker/Api.Dockerfile"
      target: prod
  flow: {build: {context: ./c, dockerfile: D.x}, image: "a:b"}
  variable:
    build: &again
      context: ${CONTEXT:-./d}
      args:
        - A=1
        - "B=#2"
  same:
    build: *again
  remote:
    build:
      context: https://example.com/x.git#main
  inline:
    build:
      dockerfile_inline: |
        FROM alpine
  image-only:
    image: redis
  "quoted":
    build: ../up
"""


def test_builds() -> None:
    assert parse_compose(COMPOSE) == (
        ComposeBuild("web", ".", "Dockerfile", None),
        ComposeBuild("api", "./api", "docker/Api.Dockerfile", "prod"),
        ComposeBuild("flow", "./c", "D.x", None),
        ComposeBuild("variable", "./d", "Dockerfile", None),
        ComposeBuild("same", "./d", "Dockerfile", None),
        ComposeBuild("quoted", "../up", "Dockerfile", None),
    )


def test_line_ends_of_windows() -> None:
    assert parse_compose(COMPOSE.replace("\n", "\r\n")) == parse_compose(COMPOSE)


@pytest.mark.parametrize(
    "text", ["", "services:", "services: []\n", "services:\n  web:\n    build:\n", "- a\n", "\t\n:"]
)
def test_a_file_without_builds(text: str) -> None:
    assert parse_compose(text) == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: 1\nb:\n  c: d # note\n", {"a": "1", "b": {"c": "d"}}),
        ("a:\n- b\n- c: 1\n  d: 2\n-\n  - e\n", {"a": ["b", {"c": "1", "d": "2"}, ["e"]]}),
        ("- - a\n  - b\n- c\n", [["a", "b"], "c"]),
        ("a: 'it''s'\nb: \"x \\\" y\"\n'c d': e\n", {"a": "it's", "b": 'x " y', "c d": "e"}),
        ("a: [x, 'y, z', {b: c}]\nd: {}\n", {"a": ["x", "y, z", {"b": "c"}], "d": {}}),
        ("a: |\n  b: c\n\n  d\ne: f\n", {"a": "", "e": "f"}),
        ("a: &x !tag v\nb: *x\nc: *none\n", {"a": "v", "b": "v", "c": ""}),
        ("a: http://x:80/#y\n", {"a": "http://x:80/#y"}),
        ("a: 'x # y' # z\n", {"a": "x # y"}),
        ("---\na: 1\n---\nb: 2\n", {"a": "1"}),
        ("a:\nb: 1\n", {"a": "", "b": "1"}),
        ("  a: 1\n b: 2\nc: 3\n", {"a": "1"}),
        ("plain\n", "plain"),
        ("base: &b {x: 1, y: 2}\nd:\n  y: 3\n  <<: *b\n", {"base": {"x": "1", "y": "2"}, "d": {"x": "1", "y": "3"}}),
    ],
)
def test_blocks(text: str, value: YamlValue) -> None:
    assert yaml_value(text) == value


def test_values_of_another_kind_are_not_there() -> None:
    assert yaml_mapping("x") == {}
    values: list[YamlValue | None] = ["x", "", "~", "null", None, [], {}]
    assert [yaml_text(value) for value in values] == ["x", *[None] * 6]


@given(st.text(alphabet="ab: -\n{}[],'\"&*|>#!<\t", max_size=120))
def test_no_file_is_too_odd(text: str) -> None:
    parse_compose(text)
    parse_compose(f"services:\n  a:\n    build:\n      {text}")


@pytest.mark.parametrize("text", ["[" * 5_000, "- " * 5_000, "a:\n" + "".join(f"{' ' * n}b:\n" for n in range(1, 900))])
def test_depth_is_bounded(text: str) -> None:
    yaml_value(text)
