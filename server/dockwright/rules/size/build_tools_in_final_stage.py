"""Compilers that ship."""

from collections.abc import Iterator

from dockwright.model.packages.cleanups import cleanups_of
from dockwright.model.packages.kinds import Verb
from dockwright.model.run_commands import run_commands
from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Severity, rule

_TOOLS = frozenset(
    {
        "autoconf", "automake", "bison", "build-base", "build-essential", "clang", "cmake", "flex", "g++", "gcc",
        "gcc-c++", "gfortran", "libtool", "linux-headers", "make", "meson", "musl-dev", "ninja-build", "python3-dev",
        "rustc",
    }
)  # fmt: skip


@rule(Severity.INFO, on=Stage)
def build_tools_in_final_stage(stage: Stage) -> Iterator[Finding]:
    """A compiler is in the image that ships.

    The program does not need it to run. It adds hundreds of megabytes, and whoever breaks in finds the
    tools there. Build in a stage of its own, and copy what it makes.

    ```dockerfile bad
    FROM python:3.13-slim
    RUN apt-get update && apt-get install -y --no-install-recommends ⟦gcc⟧ libpq5 && rm -rf /var/lib/apt/lists/*
    RUN pip install psycopg2
    ```

    ```dockerfile good
    FROM python:3.13 AS build
    RUN apt-get update && apt-get install -y gcc
    RUN pip wheel --wheel-dir /wheels psycopg2
    FROM python:3.13-slim
    RUN apk add --no-cache --virtual .build gcc && pip install psycopg2 && apk del .build
    ```

    An image that is itself made to build on is meant to have one:

    ```dockerfile good
    FROM debian:13
    RUN apt-get update && apt-get install -y gcc
    ONBUILD COPY . /src
    ```
    """
    if not stage.is_final or not _is_program(stage):
        return
    for run, command in run_commands(stage):
        if command.verb is not Verb.INSTALL_PACKAGES or not command.manager.is_system:
            continue
        if any(each.package is not None and each.package.verb is Verb.REMOVE for each in cleanups_of(run.node)):
            continue
        tools = [package for package in command.packages if package.name in _TOOLS]
        if tools:
            message = f"{tools[0].name} is needed to build, not to run: build in a stage of its own"
            yield Finding(run.place(tools[0].span), message)


def _is_program(stage: Stage) -> bool:
    """Whether the image is for running: nothing in it says that others are built on it."""
    return not any(placed.node.name == "ONBUILD" for placed in stage.instructions)
