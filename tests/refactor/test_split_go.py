"""The split of Go stages: what the source says that the program reads and does, and programs in unusual places."""

import pytest

from dockwright.refactor.split_stages import split_stages
from tests.refactor.cases import GO, offers, refactored, split

NOTE = "check that the program needs no other file at run time"
CERTIFICATES = "COPY --from=builder /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt\n"
ZONES = "COPY --from=builder /usr/local/go/lib/time/zoneinfo.zip /usr/local/go/lib/time/zoneinfo.zip\n"
BUILD = "WORKDIR /src\nCOPY . .\nRUN {}go build -o /tool .\n"
TOOL = "COPY --from=builder /tool /tool\n"
NOBODY = "USER 65532:65532\n"


def main(*lines: str) -> str:
    """A Go program with these lines in its main function."""
    body = "\n".join(f"\t{line}" for line in lines)
    return f'package main\n\nimport (\n\t"os"\n\t"example.org/tool/data"\n)\n\nfunc main() {{\n{body}\n}}\n'


def runtime(files: dict[str, str], start: str = "CMD /tool\n") -> tuple[str, str]:
    """The last stage of the split, and the note."""
    text, note = split(f"FROM golang:1.25-bookworm\n{BUILD.format('')}{start}", GO | files)
    builder, _, last = text.partition("\n\n")
    assert builder == f"FROM golang:1.25-bookworm AS builder\n{BUILD.format('CGO_ENABLED=0 ')}".rstrip("\n")
    return last, note


@pytest.mark.parametrize(
    ("line", "files", "copied"),
    [
        ('toml.DecodeFile("./config.toml")', {"config.toml": "", "other.toml": ""}, ("config.toml",)),
        ('viper.SetConfigName("local")', {"local.env": "", "local.go": "package main\n"}, ("local.env",)),
        ('viper.SetConfigName("app")', {"conf/app.yaml": "", "conf/b.txt": ""}, ("conf/app.yaml",)),
        ('template.ParseGlob("mails/*.html")', {"mails/a.html": ""}, ("mails",)),
        ('fmt.Sprintf("./mails/%s", name)', {"mails/a.html": ""}, ("mails",)),
        ('os.Open("cmd/web/pages/a.html")', {"cmd/web/pages/a.html": "", "cmd/b.txt": ""}, ("cmd/web/pages/a.html",)),
        ('http.Dir("cmd/web/pages")', {"cmd/web/pages/a.html": "", "cmd/b.txt": ""}, ("cmd/web/pages",)),
        ("run()", {"templates/a.html": "", "config/config.go": "package config\n", "data/a.sql": ""}, ("templates",)),
        ('os.Open("README.md")', {"README.md": "", "LICENSE": "", ".env": ""}, ()),
        ("//go:embed pages\n\tvar pages embed.FS", {"pages/a.html": ""}, ()),
    ],
)
def test_files_that_the_source_names(line: str, files: dict[str, str], copied: tuple[str, ...]) -> None:
    last, note = runtime(files | {"main.go": main(line)})
    workdir = "WORKDIR /src\n" if copied else ""
    lines = "".join(f"COPY --from=builder /src/{path} ./{path}\n" for path in copied)
    assert last == f'FROM scratch AS runtime\n{workdir}{CERTIFICATES}{TOOL}{lines}{NOBODY}CMD ["/tool"]\n'
    assert note == NOTE


def test_files_that_the_dockerfile_names() -> None:
    last, _ = runtime({"settings.ini": "", "b.ini": ""}, 'CMD ["/tool", "-config=settings.ini"]\n')
    assert last == (
        f"FROM scratch AS runtime\nWORKDIR /src\n{CERTIFICATES}{TOOL}"
        f'COPY --from=builder /src/settings.ini ./settings.ini\n{NOBODY}CMD ["/tool", "-config=settings.ini"]\n'
    )


def test_the_module_may_lie_in_a_folder_of_the_context() -> None:
    files = {"api/go.mod": GO["go.mod"], "api/main.go": main(), "api/templates/a.html": "", "templates/b.html": ""}
    build = "WORKDIR /src\nCOPY api/ ./\nRUN {}go build -o /tool .\n"
    text, _ = split(f"FROM golang:1.25\n{build.format('')}CMD /tool\n", files)
    assert text == (
        f"FROM golang:1.25 AS builder\n{build.format('CGO_ENABLED=0 ')}\nFROM scratch AS runtime\nWORKDIR /src\n"
        f'{CERTIFICATES}{TOOL}COPY --from=builder /src/templates ./templates\n{NOBODY}CMD ["/tool"]\n'
    )


def test_a_program_that_writes_stays_root_and_where_it_was() -> None:
    last, note = runtime({"main.go": main('os.Create("log.txt")')})
    assert last == f'FROM scratch AS runtime\nWORKDIR /src\n{CERTIFICATES}{TOOL}CMD ["/tool"]\n'
    assert note == f"{NOTE}; it runs as root, as before, because main.go writes files"


@pytest.mark.parametrize("start", ['CMD ["/tool", "-port=80"]\n', 'VOLUME /data\nCMD ["/tool"]\n'])
def test_a_low_port_or_a_volume_is_for_root(start: str) -> None:
    assert runtime({}, start)[0] == f"FROM scratch AS runtime\n{CERTIFICATES}{TOOL}{start}"


def test_time_zones() -> None:
    last, _ = runtime({"main.go": main('time.LoadLocation("Asia/Tokyo")')})
    assert last == f'FROM scratch AS runtime\n{CERTIFICATES}{ZONES}{TOOL}{NOBODY}CMD ["/tool"]\n'


def test_temporary_files_need_a_system() -> None:
    last, note = runtime({"main.go": main('c.FormFile("a")')})
    assert last == f"FROM debian:bookworm-slim AS runtime\nWORKDIR /src\n{CERTIFICATES}{TOOL}CMD /tool\n"
    assert note == f"not on scratch: main.go may keep temporary files, and scratch has no /tmp; {NOTE}"


def test_other_programs_are_not_known() -> None:
    source = main('exec.Command("git")').replace('"os"', '"os/exec"')
    (offer,) = offers(split_stages, f"FROM golang:1.25\n{BUILD.format('')}CMD /tool\n", GO | {"main.go": source})
    assert offer.disabled == "main.go starts other programs, and which the image must have is not known"


@pytest.mark.parametrize(
    ("command", "build", "start"),
    [
        ('["go", "run", "."]', "go build -o /usr/local/bin/tool .", '["/tool"]'),
        ("go run ./cmd/api serve", "go build -o /usr/local/bin/api ./cmd/api", '["/api", "serve"]'),
        ("go run main.go a.go -v", "go build -o /usr/local/bin/main main.go a.go", '["/main", "-v"]'),
    ],
)
def test_go_run_becomes_a_build(command: str, build: str, start: str) -> None:
    name = start.split('"')[1]
    above = "WORKDIR /src\nCOPY . .\nRUN go mod download\n"
    text, note = split(f"FROM golang:1.25\n{above}EXPOSE 8080\nCMD {command}\n", GO)
    assert text == (
        f"FROM golang:1.25 AS builder\n{above}RUN CGO_ENABLED=0 {build}\n\nFROM scratch AS runtime\n{CERTIFICATES}"
        f"COPY --from=builder /usr/local/bin{name} {name}\n{NOBODY}EXPOSE 8080\nCMD {start}\n"
    )
    assert note == f"the program is compiled when the image is built, no longer when it starts; {NOTE}"


def test_a_binary_that_is_copied_on() -> None:
    build = "ENV CGO_ENABLED=0 GOOS=linux\nWORKDIR /build\nCOPY . .\nRUN go build -o main .\nWORKDIR /dist\n"
    text, note = split(
        f"FROM golang:1.25-bookworm\n{build}RUN cp /build/main .\nRUN mkdir -p logs\nCMD /dist/main\n", GO
    )
    assert text == (
        f"FROM golang:1.25-bookworm AS builder\n{build}RUN cp /build/main .\n\nFROM debian:bookworm-slim AS runtime\n"
        f"WORKDIR /dist\n{CERTIFICATES}COPY --from=builder /dist/main ./main\nRUN mkdir -p logs\nCMD /dist/main\n"
    )
    assert note == f"not on scratch: folders are made after the build; {NOTE}"


@pytest.mark.parametrize(
    ("image", "above", "name"),
    [
        ("golang:1.7", "WORKDIR /go/src/example.org/geo\nCOPY . .\n", "geo"),
        ("golang:1.14", "WORKDIR /x\nCOPY main.go .\nRUN go mod init example.org/server/v2\n", "server"),
        ("golang:1.25", "ENV HOME_OF_IT=/x\nWORKDIR $HOME_OF_IT\nCOPY . $HOME_OF_IT\n", "tool"),
    ],
)
def test_the_name_of_the_binary(image: str, above: str, name: str) -> None:
    files = {"main.go": GO["main.go"]} | (GO if name == "tool" else {})
    text, _ = split(f'FROM {image}\n{above}RUN go build .\nCMD ["./{name}"]\n', files)
    assert f"/{name} /{name}\n" in text
    assert text.endswith(f'CMD ["/{name}"]\n')


def test_what_is_fetched_goes_along() -> None:
    fetched = "ADD https://example.org/probe /bin/probe\nRUN chmod +x /bin/probe\n"
    build = "WORKDIR /src\nCOPY . .\nRUN {}go build -o /tool .\n"
    text, _ = refactored(split_stages, f"FROM golang:1.25-bookworm\n{fetched}{build.format('')}CMD /tool\n", GO)
    assert text == (
        f"FROM golang:1.25-bookworm AS builder\n{fetched}{build.format('CGO_ENABLED=0 ')}\n"
        f"FROM debian:bookworm-slim AS runtime\n{fetched}WORKDIR /src\n{CERTIFICATES}{TOOL}CMD /tool\n"
    )
