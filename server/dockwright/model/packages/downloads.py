"""What curl and wget fetch, and what becomes of it."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from dockwright.model.commands.calls import Call, calls_of
from dockwright.model.commands.wrappers import SHELLS
from dockwright.model.packages.entries import unversioned
from dockwright.model.packages.options import Option, Parts, Style, Syntax, find, names, take_apart
from dockwright.syntax.nodes import Run
from dockwright.syntax.shell.nodes import ShellWord

_CURL = Syntax(
    Style.CLUSTER,
    names(
        "-A -b -c -C -d -D -e -E -F -H -K -m -o -P -Q -r -t -T -u -U -w -x -X -y -Y -z --user-agent --cookie "
        "--cookie-jar --continue-at --data --data-raw --data-binary --data-urlencode --dump-header --referer --cert "
        "--form --header --config --max-time --output --output-dir --ftp-port --quote --range --telnet-option "
        "--upload-file --user --proxy-user --write-out --proxy --request --speed-limit --speed-time --time-cond "
        "--cacert --capath --key --ciphers --connect-timeout --retry --retry-delay --retry-max-time --limit-rate "
        "--max-redirs --resolve --interface --url --proto --proto-redir --proto-default --tls-max --pass --cert-type "
        "--key-type --json --max-filesize --noproxy --oauth2-bearer --socks5 --unix-socket --create-file-mode "
        "--netrc-file"
    ),
)
_WGET = Syntax(
    Style.CLUSTER,
    names(
        "-O -o -a -i -B -t -T -w -Q -P -U -e -l -A -R -D -I -X --output-document --output-file --append-output "
        "--input-file --base --tries --timeout --wait --quota --directory-prefix --user-agent --execute --level "
        "--header --user --password --post-data --limit-rate --ca-certificate --connect-timeout --read-timeout "
        "--dns-timeout --waitretry --progress --referer --method --body-data"
    ),
    words=frozenset({"-nv", "-nc", "-nd", "-nH", "-np", "-nh"}),
)
_INTERPRETERS = SHELLS | {"node", "perl", "php", "python", "ruby"}
_STDOUT = frozenset({"-", "/dev/stdout"})
_URL = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


class Download(NamedTuple):
    """One curl or wget.

    `urls` are the words that name what is fetched. `output` is the file that it is written to, as written, or None
    where it goes to the standard output or to a file named after the URL; `keeps_name` tells the latter.
    `reader` is the program that the output is piped to, or that runs it (`bash <(curl …)`, `sh -c "$(curl …)"`).
    """

    call: Call
    urls: tuple[ShellWord, ...]
    options: tuple[Option, ...]
    output: str | None
    keeps_name: bool
    reader: Call | None

    @property
    def tool(self) -> str:
        """`curl` or `wget`."""
        return self.call.name

    @property
    def is_executed(self) -> bool:
        """Whether a shell or another interpreter runs what is fetched, unseen."""
        return self.reader is not None and unversioned(self.reader.name) in (_INTERPRETERS | {"eval", ".", "source"})

    @property
    def fails_on_error(self) -> bool:
        """Whether an HTTP error is an error of the command."""
        return self.tool == "wget" or _has(self.options, "-f", "--fail", "--fail-with-body", "--fail-early")

    @property
    def trusts_anyone(self) -> bool:
        """Whether certificates are not verified."""
        return _has(self.options, "-k", "--insecure", "--no-check-certificate", "--no-check-certificates")

    def option(self, *names: str) -> Option | None:
        """The first option that is written as one of the names, dashes included."""
        return find(self.options, names)


def _has(options: tuple[Option, ...], *names: str) -> bool:
    return find(options, names) is not None


@lru_cache(maxsize=4096)
def downloads_of(run: Run) -> tuple[Download, ...]:
    """What a RUN fetches with curl and wget, in order."""
    return tuple(_downloads(calls_of(run)))


def _downloads(calls: tuple[Call, ...]) -> Iterator[Download]:
    for index, call in enumerate(calls):
        if call.name == "curl":
            yield _curl(call, _reader(calls, index))
        elif call.name == "wget":
            yield _wget(call, _reader(calls, index))


def _curl(call: Call, reader: Call | None) -> Download:
    parts = take_apart(call.words, 1, _CURL)
    given = find(parts.options, ("-o", "--output"))
    output = given.value if given is not None else _redirected(call)
    keeps = given is None and _has(parts.options, "-O", "--remote-name", "--remote-name-all")
    return _download(call, parts, None if keeps else output, keeps, reader)


def _wget(call: Call, reader: Call | None) -> Download:
    parts = take_apart(call.words, 1, _WGET)
    given = find(parts.options, ("-O", "--output-document"))
    keeps = given is None and not _has(parts.options, "--spider")
    output = given.value if given is not None else None
    if output in _STDOUT:
        output = _redirected(call)
    return _download(call, parts, output, keeps, reader)


def _download(call: Call, parts: Parts, output: str | None, keeps_name: bool, reader: Call | None) -> Download:  # noqa: FBT001
    urls = tuple(word for word in (*parts.positionals, *parts.passed) if _URL.match(word.value) or word.dynamic)
    return Download(
        call=call,
        urls=urls or parts.positionals,
        options=parts.options,
        output=None if output in _STDOUT else output,
        keeps_name=keeps_name,
        reader=reader,
    )


def _redirected(call: Call) -> str | None:
    """The file that `>` sends the standard output to."""
    for redirection in call.command.redirections:
        if redirection.operator in {">", ">>", ">|", "&>"} and redirection.fd in {None, 1} and redirection.target:
            return redirection.target.value
    return None


def _reader(calls: tuple[Call, ...], index: int) -> Call | None:
    """The program that gets the output of `calls[index]`."""
    command = calls[index].command
    for call in reversed(calls[:index]):
        # A command or process substitution stands in a word of a command before it.
        if call.command is not command and call.command.span.encloses(command.span):
            return call
    found = None
    for call in calls[index + 1 :]:
        if call.command.depth < command.depth or call.command.joined_by not in {"|", "|&"}:
            break
        found = call
        if unversioned(call.name) in _INTERPRETERS:
            break
    return found
