"""Base images of the other Dockerfiles."""

from hypothesis import given
from hypothesis import strategies as st

from dockwright.project.snapshot import from_files
from dockwright.project.used_images import UsedImage, used_images

DOCKERFILE = """\
ARG VERSION=22
ARG IMAGE="golang:1.22"
ARG NOTHING
FROM --platform=$BUILDPLATFORM node:${VERSION}-slim AS Builder
ARG VERSION=9
RUN <<EOF
FROM not-an-image
EOF
FROM builder AS next
FROM scratch
FROM $IMAGE
FROM node:${VERSION:-20}
FROM node:$NOTHING
FROM $UNKNOWN
FROM alpine:3.20 \\
  as last
"""


def test_images_are_named_as_the_builder_sees_them() -> None:
    assert used_images((("web/Dockerfile", DOCKERFILE),)) == (
        UsedImage("node:22-slim", "web/Dockerfile", 3),
        UsedImage("golang:1.22", "web/Dockerfile", 10),
        UsedImage("alpine:3.20", "web/Dockerfile", 14),
    )


def test_files_that_the_parser_fails_on_are_left_out() -> None:
    broken = "ENV\nENV A=1 B\nFROM"
    assert [image.image for image in used_images((("a", broken), ("b", "\ufeffFROM redis:7"), ("c", "")))] == [
        "redis:7"
    ]


def test_a_project_asks_its_other_dockerfiles() -> None:
    project = from_files(
        {"Dockerfile": "FROM a:1", "web/Dockerfile": "FROM b:1", "x.Dockerfile.dockerignore": "FROM c"}
    )
    assert project.images_in_use() == (UsedImage("b:1", "web/Dockerfile", 0),)


@given(st.text(alphabet="FROMas ARGx=:$\\{}\"'\n<E\ufeff\ud800", max_size=80))
def test_no_text_is_too_odd(text: str) -> None:
    used_images((("Dockerfile", f"FROM a\n{text}"),))
