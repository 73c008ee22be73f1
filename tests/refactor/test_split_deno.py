"""The split of Deno programs, on whole texts."""

import pytest

from tests.refactor.cases import split

APP = {"deno.json": "{}", "deno.lock": "{}", "main.ts": "", "static/index.html": "", ".dockerignore": ".git\n"}


@pytest.mark.parametrize(
    ("before", "after", "files", "note"),
    [
        pytest.param(
            """\
FROM denoland/deno:2.1.4
WORKDIR /app
COPY deno.json deno.lock ./
RUN deno install
COPY . .
RUN deno compile --allow-net --output /usr/local/bin/app main.ts
EXPOSE 8000
CMD ["app"]
""",
            """\
FROM denoland/deno:2.1.4 AS builder
WORKDIR /app
COPY deno.json deno.lock ./
RUN deno install
COPY . .
RUN deno compile --allow-net --output /usr/local/bin/app main.ts

FROM debian:stable-slim AS runtime
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=builder /usr/local/bin/app /usr/local/bin/app
COPY --from=builder /app/static ./static
EXPOSE 8000
CMD ["app"]
""",
            APP,
            "check that the program needs no other file at run time",
            id="compiled",
        ),
        pytest.param(
            """\
# deno
FROM denoland/deno:debian-2.1.4
ENV DENO_DIR=/cache
WORKDIR /app
COPY . .
USER 1000
RUN deno compile -A -o server main.ts
# start
CMD ./server --port 8000
""",
            """\
# deno
FROM denoland/deno:debian-2.1.4 AS builder
ENV DENO_DIR=/cache
WORKDIR /app
COPY . .
USER 1000
RUN deno compile -A -o server main.ts

FROM debian:stable-slim AS runtime
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=builder /app/server ./server
COPY --from=builder /app/static ./static
USER 1000

# start
CMD ["./server", "--port", "8000"]
""",
            APP,
            "check that the program needs no other file at run time",
            id="in-the-folder-and-shell-form",
        ),
    ],
)
def test_split(before: str, after: str, files: dict[str, str], note: str) -> None:
    assert split(before, files) == (after, note)


@pytest.mark.parametrize(
    ("text", "files", "reason"),
    [
        pytest.param(
            """\
FROM denoland/deno:2.1.4
WORKDIR /app
COPY . .
USER deno
RUN deno compile -A -o server main.ts
CMD ["./server"]
""",
            APP,
            "the user deno comes from the image of the builder, and debian:stable-slim has no such user",
            id="a-user-of-the-image",
        ),
        pytest.param(
            """\
FROM denoland/deno:2.1.4
WORKDIR /app
COPY . .
RUN deno compile -A -o server main.ts
CMD ["./other"]
""",
            APP,
            "the container starts ./other, which is not known to be made by `deno compile`",
            id="not-what-is-started",
        ),
        pytest.param(
            """\
FROM denoland/deno:alpine-2.1.4
WORKDIR /app
COPY . .
RUN deno compile -A -o server main.ts
CMD ["./server"]
""",
            APP,
            "what a program compiled in denoland/deno:alpine-2.1.4 needs at run time is not known",
            id="alpine",
        ),
    ],
)
def test_what_is_missing_is_said(text: str, files: dict[str, str], reason: str) -> None:
    assert split(text, files) == (text, reason)
