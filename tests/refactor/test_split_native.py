"""The split of C and C++ programs, on whole texts."""

# ruff: noqa: E501 - whole Dockerfiles

import pytest

from tests.refactor.cases import split

C = {
    "main.c": "",
    "run.sh": "",
    "Makefile": "server: main.c\n\tcc -O2 -o server main.c -lsqlite3\n",
    ".dockerignore": ".git\n",
}
STATIC = C | {"Makefile": "LDFLAGS = -static\nserver: main.c\n\tcc $(LDFLAGS) -o server main.c\n"}
CXX = {"CMakeLists.txt": "", "src/main.cpp": "", "config/app.ini": "", ".dockerignore": ".git\n"}


@pytest.mark.parametrize(
    ("before", "after", "files", "note"),
    [
        pytest.param(
            """\
FROM gcc:13
COPY . /src
WORKDIR /src
RUN gcc -O2 -o server main.c -lpthread
CMD ["./server"]
""",
            """\
FROM gcc:13 AS builder
COPY . /src
WORKDIR /src
RUN gcc -O2 -o server main.c -lpthread

FROM debian:bookworm-slim AS runtime
WORKDIR /src
COPY --from=builder /src/server ./server
CMD ["./server"]
""",
            C,
            "check that the program needs no other file or library at run time",
            id="compiler",
        ),
        pytest.param(
            """\
# the compiler
FROM gcc:13
# source
COPY . /src
WORKDIR /src
# build
RUN make -j4
EXPOSE 8080
# start
CMD ./server 8080
""",
            """\
# the compiler
FROM gcc:13 AS builder
# source
COPY . /src
WORKDIR /src
# build
RUN make -j4

FROM debian:bookworm-slim AS runtime
RUN apt-get update && apt-get install -y --no-install-recommends libsqlite3-0 && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY --from=builder /src/server ./server
EXPOSE 8080
# start
CMD ["./server", "8080"]
""",
            C,
            "check that the program needs no other file or library at run time",
            id="make-and-a-library",
        ),
        pytest.param(
            """\
FROM gcc:13
ADD . /src
WORKDIR /src
RUN make
ENTRYPOINT ["/src/server"]
CMD ["8080"]
""".replace("\n", "\r\n"),
            """\
FROM gcc:13 AS builder
ADD . /src
WORKDIR /src
RUN make

FROM scratch AS runtime
COPY --from=builder /src/server /server
USER 65532:65532
ENTRYPOINT ["/server"]
CMD ["8080"]
""".replace("\n", "\r\n"),
            STATIC,
            "check that the program needs no other file or library at run time",
            id="static",
        ),
        pytest.param(
            """\
FROM debian:bookworm
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev make && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
RUN make && cp server /usr/local/bin/
RUN useradd app
USER app
CMD ["server"]
""",
            """\
FROM debian:bookworm AS builder
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev make && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
RUN make && cp server /usr/local/bin/

FROM debian:bookworm-slim AS runtime
WORKDIR /src
COPY --from=builder /usr/local/bin/server /usr/local/bin/server
RUN useradd app
USER app
CMD ["server"]
""",
            STATIC,
            "not on scratch: the user app is known by name; check that the program needs no other file or library at run time",
            id="static-but-a-shell-is-needed",
        ),
        pytest.param(
            """\
FROM debian:bookworm
RUN apt-get update && apt-get install -y --no-install-recommends build-essential cmake libssl-dev && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY . .
RUN cmake -S . -B build -DCMAKE_BUILD_TYPE=Release && cmake --build build
USER nobody
CMD ["./build/server"]
""",
            """\
FROM debian:bookworm AS builder
RUN apt-get update && apt-get install -y --no-install-recommends build-essential cmake libssl-dev && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY . .
RUN cmake -S . -B build -DCMAKE_BUILD_TYPE=Release && cmake --build build

FROM debian:bookworm-slim AS runtime
RUN apt-get update && apt-get install -y --no-install-recommends libssl3 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=builder /app/build/server ./build/server
COPY --from=builder /app/config ./config
USER nobody
CMD ["./build/server"]
""",
            CXX,
            "check that the program needs no other file or library at run time",
            id="cmake-on-debian",
        ),
        pytest.param(
            """\
ARG VERSION=22.04
FROM ubuntu:${VERSION}
ENV TZ=UTC
RUN apt-get update && apt-get install -y --no-install-recommends build-essential cmake libssl-dev && rm -rf /var/lib/apt/lists/*
COPY . /app
RUN mkdir -p /app/build && cd /app/build && cmake .. && make
WORKDIR /app
CMD ["/app/build/server"]
""",
            """\
ARG VERSION=22.04
FROM ubuntu:${VERSION} AS builder
ENV TZ=UTC
RUN apt-get update && apt-get install -y --no-install-recommends build-essential cmake libssl-dev && rm -rf /var/lib/apt/lists/*
COPY . /app
RUN mkdir -p /app/build && cd /app/build && cmake .. && make

FROM ubuntu:${VERSION} AS runtime
ENV TZ=UTC
RUN apt-get update && apt-get install -y --no-install-recommends libssl3 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=builder /app/build/server ./build/server
COPY --from=builder /app/config ./config
WORKDIR /app
CMD ["/app/build/server"]
""",
            CXX,
            "check that the program needs no other file or library at run time",
            id="cmake-in-a-folder-on-ubuntu",
        ),
        pytest.param(
            """\
FROM debian:trixie
RUN apt-get update && apt-get install -y --no-install-recommends build-essential cmake libssl-dev && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY . .
RUN cmake -B build && cmake --build build && cmake --install build
CMD ["server"]
""",
            """\
FROM debian:trixie AS builder
RUN apt-get update && apt-get install -y --no-install-recommends build-essential cmake libssl-dev && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY . .
RUN cmake -B build && cmake --build build && cmake --install build

FROM debian:trixie-slim AS runtime
RUN apt-get update && apt-get install -y --no-install-recommends libssl3t64 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=builder /usr/local /usr/local
COPY --from=builder /app/config ./config
CMD ["server"]
""",
            CXX,
            "check that the program needs no other file or library at run time",
            id="cmake-install",
        ),
        pytest.param(
            """\
FROM gcc:13
WORKDIR /app
COPY . .
RUN cmake -B build -DCMAKE_INSTALL_PREFIX=/opt/server && cmake --build build && cmake --install build
ENV PATH=/opt/server/bin:$PATH
CMD ["server"]
""",
            """\
FROM gcc:13 AS builder
WORKDIR /app
COPY . .
RUN cmake -B build -DCMAKE_INSTALL_PREFIX=/opt/server && cmake --build build && cmake --install build

FROM debian:bookworm-slim AS runtime
WORKDIR /app
ENV LD_LIBRARY_PATH=/usr/local/lib
COPY --from=builder /usr/local/lib64/libstdc++.so.6 /usr/local/lib/libstdc++.so.6
COPY --from=builder /usr/local/lib64/libgcc_s.so.1 /usr/local/lib/libgcc_s.so.1
COPY --from=builder /opt/server /opt/server
COPY --from=builder /app/config ./config
ENV PATH=/opt/server/bin:$PATH
CMD ["server"]
""",
            CXX,
            "check that the program needs no other file or library at run time",
            id="install-with-a-prefix",
        ),
        pytest.param(
            """\
FROM gcc:14
WORKDIR /app
COPY . .
RUN g++ -O2 -o app src/main.cpp -lcurl
LABEL a=b
ENTRYPOINT ["./app", "--config", "config/app.ini"]
""",
            """\
FROM gcc:14 AS builder
WORKDIR /app
COPY . .
RUN g++ -O2 -o app src/main.cpp -lcurl

FROM debian:trixie-slim AS runtime
RUN apt-get update && apt-get install -y --no-install-recommends libcurl4t64 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
ENV LD_LIBRARY_PATH=/usr/local/lib
COPY --from=builder /usr/local/lib64/libstdc++.so.6 /usr/local/lib/libstdc++.so.6
COPY --from=builder /usr/local/lib64/libgcc_s.so.1 /usr/local/lib/libgcc_s.so.1
COPY --from=builder /app/app ./app
COPY --from=builder /app/config ./config
LABEL a=b
ENTRYPOINT ["./app", "--config", "config/app.ini"]
""",
            CXX,
            "check that the program needs no other file or library at run time",
            id="cxx-by-a-newer-compiler",
        ),
        pytest.param(
            """\
FROM alpine:3.20
RUN apk add --no-cache g++ openssl-dev
COPY . /app
WORKDIR /app
RUN <<EOF
g++ -O2 src/main.cpp -o /usr/local/bin/server
EOF
CMD ["server"]
""",
            """\
FROM alpine:3.20 AS builder
RUN apk add --no-cache g++ openssl-dev
COPY . /app
WORKDIR /app
RUN <<EOF
g++ -O2 src/main.cpp -o /usr/local/bin/server
EOF

FROM alpine:3.20 AS runtime
RUN apk add --no-cache libcrypto3 libssl3 libgcc libstdc++
WORKDIR /app
COPY --from=builder /usr/local/bin/server /usr/local/bin/server
COPY --from=builder /app/config ./config
CMD ["server"]
""",
            CXX,
            "check that the program needs no other file or library at run time",
            id="alpine",
        ),
        pytest.param(
            """\
FROM debian:bookworm AS data
RUN mkdir /x

FROM gcc:13
COPY . /src
WORKDIR /src
RUN gcc -o /usr/local/bin/server main.c
CMD ["server"]
""",
            """\
FROM debian:bookworm AS data
RUN mkdir /x

FROM gcc:13 AS builder
COPY . /src
WORKDIR /src
RUN gcc -o /usr/local/bin/server main.c

FROM debian:bookworm-slim AS runtime
WORKDIR /src
COPY --from=builder /usr/local/bin/server /usr/local/bin/server
CMD ["server"]
""",
            C,
            "check that the program needs no other file or library at run time",
            id="two-stages-but-the-compiler-ships",
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
FROM gcc:13
WORKDIR /app
COPY . .
RUN cmake -B build && cmake --build build && cmake --install build
CMD ["server"]
""",
            CXX,
            "what is installed besides server is not known, and /usr/local has the compiler too",
            id="installed-among-the-compiler",
        ),
        pytest.param(
            """\
FROM gcc:13
COPY . /src
WORKDIR /src
RUN make
CMD ["./run.sh"]
""",
            C,
            "the container starts ./run.sh, which is not known to be built here",
            id="not-built-here",
        ),
        pytest.param(
            """\
FROM debian:bookworm
COPY . /src
WORKDIR /src
RUN make && make install && ldconfig
CMD ["server"]
""",
            C,
            "shared libraries are installed (`ldconfig`), and which of them the program needs is not known",
            id="shared-libraries",
        ),
    ],
)
def test_what_is_missing_is_said(text: str, files: dict[str, str], reason: str) -> None:
    assert split(text, files) == (text, reason)
