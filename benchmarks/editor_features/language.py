"""The words of the language, written down by hand from Docker's reference of it, and not taken from the servers.

https://docs.docker.com/reference/dockerfile/ and, for labels,
https://github.com/opencontainers/image-spec/blob/main/annotations.md
"""

KEYWORDS = frozenset(
    {
        "ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL", "MAINTAINER",
        "ONBUILD", "RUN", "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR",
    }
)  # fmt: skip
FLAGS = {
    "FROM": {"platform"},
    "RUN": {"mount", "network", "security", "device"},
    "COPY": {"from", "chown", "chmod", "link", "parents", "exclude"},
    "ADD": {"keep-git-dir", "checksum", "chown", "chmod", "link", "unpack", "exclude"},
    "HEALTHCHECK": {"interval", "timeout", "start-period", "start-interval", "retries"},
}
"""What the reference has of flags, whatever version or channel of the syntax knows them."""
VALUES = {
    "network": r"default|none|host",
    "security": r"insecure|sandbox",
    "platform": r"(?:linux|windows|darwin)/[\w/]+|\$\{?(?:BUILD|TARGET)PLATFORM\}?",
}
MOUNT_TYPES = frozenset({"bind", "cache", "tmpfs", "secret", "ssh"})
MOUNT_KEYS = frozenset(
    {
        "type", "target", "dst", "destination", "source", "src", "from", "rw", "readwrite", "ro", "readonly", "id",
        "sharing", "mode", "uid", "gid", "size", "required", "env",
    }
)  # fmt: skip
DIRECTIVES = frozenset({"syntax", "escape", "check"})
LABELS = frozenset(
    f"org.opencontainers.image.{name}"
    for name in (
        "created", "authors", "url", "documentation", "source", "version", "revision", "vendor", "licenses", "ref.name",
        "title", "description", "base.digest", "base.name",
    )
)  # fmt: skip
SIGNALS = frozenset(
    {
        "SIGABRT", "SIGALRM", "SIGBUS", "SIGCHLD", "SIGCONT", "SIGFPE", "SIGHUP", "SIGILL", "SIGINT", "SIGIO",
        "SIGIOT", "SIGKILL", "SIGPIPE", "SIGPOLL", "SIGPROF", "SIGPWR", "SIGQUIT", "SIGSEGV", "SIGSTKFLT", "SIGSTOP",
        "SIGSYS", "SIGTERM", "SIGTRAP", "SIGTSTP", "SIGTTIN", "SIGTTOU", "SIGURG", "SIGUSR1", "SIGUSR2", "SIGVTALRM",
        "SIGWINCH", "SIGXCPU", "SIGXFSZ", "SIGCLD",
    }
)  # fmt: skip
"""Of Linux, https://man7.org/linux/man-pages/man7/signal.7.html."""
GIVEN = frozenset(
    {
        "PATH", "HOME", "HOSTNAME", "TARGETPLATFORM", "TARGETOS", "TARGETOSVERSION", "TARGETARCH", "TARGETVARIANT",
        "TARGETSTAGE", "BUILDPLATFORM", "BUILDOS", "BUILDOSVERSION", "BUILDARCH", "BUILDVARIANT", "HTTP_PROXY",
        "HTTPS_PROXY", "FTP_PROXY", "NO_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "ftp_proxy", "no_proxy",
        "all_proxy",
    }
)  # fmt: skip
"""Variables that exist although the file does not set them."""

BROKEN = (
    ("unknown instruction", "RUNN true"),
    ("unknown flag", "COPY --form=x /a /b"),
    ("flag of another instruction", "WORKDIR --link /a"),
    ("no argument", "WORKDIR"),
    ("no argument", "ENV"),
    ("no argument", "USER"),
    ("too few arguments", "COPY a"),
    ("too many arguments", "STOPSIGNAL SIGTERM SIGINT"),
    ("malformed FROM", "FROM debian:13 debian:12"),
    ("value of a flag", "HEALTHCHECK --interval=soon CMD true"),
    ("value of a flag", "RUN --mount=type=ram true"),
    ("value of a flag", "RUN --network=off true"),
    ("port", "EXPOSE http"),
    ("signal", "STOPSIGNAL TERMINATE"),
    ("not JSON", "SHELL /bin/bash"),
    ("nested ONBUILD", "ONBUILD ONBUILD RUN true"),
    ("unfinished JSON is a shell command", "ONBUILD FROM debian"),
    ("key without value", "ENV A"),
)
"""Lines for which a build fails, by what is wrong with them."""
REPAIRED = (
    ("deprecated", "MAINTAINER someone"),
    ("unknown flag", "COPY --form=x /a /b"),
    ("unknown flag", "HEALTHCHECK --intervall=5s CMD true"),
    ("unknown instruction", "WORKDRI /srv"),
    ("casing", "workdir /srv"),
    ("legacy form", "ENV A 1"),
    ("quotes", "CMD ['true']"),
)
"""Lines with one obvious repair."""
