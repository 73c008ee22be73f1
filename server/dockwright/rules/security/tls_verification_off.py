"""Downloads that nobody vouches for."""

import re
from collections.abc import Iterator

from dockwright.analysis.removal import without_word
from dockwright.analysis.safety import Safety
from dockwright.model.commands.calls import Call, calls_of
from dockwright.model.packages.downloads import downloads_of
from dockwright.model.packages.kinds import Family, Manager
from dockwright.model.packages.model import Package, PackageCommand
from dockwright.model.packages.read import packages_of
from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.rules.runs import posix_runs
from dockwright.syntax.nodes import Arg, Env, Placed, Run
from dockwright.text.span import Span

_ON = re.compile(r"1|true|yes|on", re.IGNORECASE)
_OFF = re.compile(r"0|false|no|off", re.IGNORECASE)
_ANY = re.compile(r".+", re.DOTALL)
_VARIABLES = {
    "GIT_SSL_NO_VERIFY": _ON,
    "GOINSECURE": _ANY,
    "NODE_TLS_REJECT_UNAUTHORIZED": _OFF,
    "NPM_CONFIG_STRICT_SSL": _OFF,
    "PIP_TRUSTED_HOST": _ANY,
    "PYTHONHTTPSVERIFY": _OFF,
    "YARN_STRICT_SSL": _OFF,
}
_YUM = ("--nogpgcheck", "--no-gpgchecks")
_OPTIONS: dict[Manager, tuple[str, ...]] = {
    Manager.APK: ("--allow-untrusted",),
    Manager.APT: ("--allow-unauthenticated", "--force-yes", "--allow-insecure-repositories"),
    Manager.DNF: _YUM,
    Manager.MICRODNF: _YUM,
    Manager.PIP: ("--trusted-host",),
    Manager.TDNF: _YUM,
    Manager.UV: ("--allow-insecure-host", "--trusted-host"),
    Manager.YUM: _YUM,
    Manager.ZYPPER: ("--no-gpg-checks",),
}
_INSECURE = ("-k", "--insecure", "--no-check-certificate", "--no-check-certificates")
_SETTING = re.compile(r"(?:http\.sslverify|strict-ssl|sslverify)(?:=(?:false|0))?", re.IGNORECASE)
_CONFIGURED = frozenset({"git", "npm", "pnpm", "yarn", "yum-config-manager"})
_RPM = frozenset({"--nosignature", "--nodigest", "--nogpg"})
_LOCAL = re.compile(r"https?://(?:localhost|127\.)")


@rule(
    Severity.WARNING,
    on=Stage,
    aliases=tuple(f"CKV2_DOCKER_{number}" for number in range(2, 17)),
)
def tls_verification_off(stage: Stage) -> Iterator[Finding]:
    """Certificates or signatures are not verified.

    Whoever stands between the builder and the server can send something else, and it ends up in the image. If a
    certificate is missing, add it to the image instead.

    ```dockerfile bad
    FROM debian:13
    ENV ⟦NODE_TLS_REJECT_UNAUTHORIZED⟧=0
    RUN curl ⟦-k⟧ -fsSLO https://example.com/app && wget ⟦--no-check-certificate⟧ https://example.com/b
    RUN pip install ⟦--trusted-host pypi.org⟧ flask && apt-get install -y ⟦--allow-unauthenticated⟧ git
    RUN npm config set ⟦strict-ssl false⟧ && git config --global ⟦http.sslVerify false⟧
    RUN ⟦GIT_SSL_NO_VERIFY=1⟧ git clone https://example.com/app.git
    ```

    ```dockerfile bad
    FROM debian:13
    RUN <<EOF
    curl ⟦--insecure⟧ -fsSLO https://example.com/app
    pip install flask ⟦--trusted-host pypi.org⟧
    EOF
    ```

    ```dockerfile fixed
    FROM debian:13
    RUN <<EOF
    curl -fsSLO https://example.com/app
    pip install flask
    EOF
    ```

    ```dockerfile good
    FROM debian:13
    ENV NODE_TLS_REJECT_UNAUTHORIZED=1 GIT_SSL_NO_VERIFY=false
    COPY company.crt /usr/local/share/ca-certificates/
    RUN update-ca-certificates && curl -fsSLO https://example.com/app && npm config set strict-ssl true
    RUN ./start.sh && curl -k https://localhost:8443/health
    RUN apk add --allow-untrusted /tmp/app.apk ./tool-*.apk && yum install --nogpgcheck -y $TOOL.rpm
    ```

    What is signed by nobody, a package file, needs the option:

    ```dockerfile bad
    FROM alpine:3.22
    RUN apk add --no-cache ⟦--allow-untrusted⟧ /tmp/app.apk curl
    ```
    """
    for placed in stage.instructions:
        if isinstance(placed.node, Env | Arg):
            for assignment in placed.node.assignments:
                value = assignment.value.value if assignment.value is not None else None
                if value is not None and _switches(assignment.key.value, value):
                    yield Finding(placed.place(assignment.key.span), _message(assignment.key.value))
    for run in posix_runs(stage):
        for span, text, is_spare in _in_run(run.node):
            fixes = tuple(_fixes(run, span, text)) if is_spare else ()
            yield Finding(run.place(span), _message(text), fixes)


def _fixes(run: Placed[Run], span: Span, option: str) -> Iterator[Fix]:
    """Nothing for one letter among others."""
    if not span.of(run.node.text).startswith(option):
        return
    edit = without_word(run.node.text, span)
    if edit is not None:
        note = "a server whose certificate or signature is not valid is no longer accepted"
        yield Fix(f"Remove {option}", (edit.shift(run.at),), Safety.UNSAFE, note)


def _message(what: str) -> str:
    return f"{what} lets anybody send what ends up in the image"


def _switches(name: str, value: str) -> bool:
    pattern = _VARIABLES.get(name.upper())
    return pattern is not None and pattern.fullmatch(value) is not None


def _in_run(run: Run) -> Iterator[tuple[Span, str, bool]]:
    """Where it stands, what it is, and whether the command can do without it."""
    for download in downloads_of(run):
        option = download.option(*_INSECURE)
        if option is not None and not any(_LOCAL.match(url.value) for url in download.urls):
            yield option.span, option.name, True
    for command in packages_of(run):
        option = command.option(*_OPTIONS.get(command.manager, ()))
        files = _files(command)
        if option is not None and not (files and all(package.is_local for package in command.packages)):
            yield option.span, option.name, not files
    seen: set[Span] = set()
    for call in calls_of(run):
        if call.name in _CONFIGURED:
            yield from ((*found, False) for found in _setting(call))
        elif call.name == "rpm":
            yield from ((word.span, word.value, False) for word in call.arguments if word.value in _RPM)
        for word in call.environment:
            name, _, value = word.value.partition("=")
            if _switches(name, value) and word.span not in seen:
                seen.add(word.span)
                yield word.span, name, False


def _files(command: PackageCommand) -> list[Package]:
    """The files among what a manager of the system is to install, which nobody may have signed."""
    if command.manager.family is not Family.SYSTEM:
        return []
    return [package for package in command.packages if package.is_local or package.is_remote]


def _setting(call: Call) -> Iterator[tuple[Span, str]]:
    """`git config http.sslVerify false`, `npm config set strict-ssl=false`, `git -c http.sslVerify=false`."""
    words = call.arguments
    for index, word in enumerate(words):
        match = _SETTING.fullmatch(word.value)
        if match is None:
            continue
        if "=" in word.value:
            yield word.span, match[0].partition("=")[0]
        elif index + 1 < len(words) and _OFF.fullmatch(words[index + 1].value):
            yield Span(word.span.start, words[index + 1].span.end), word.value
