"""The pipes in the commands of a RUN, and which of them may hide a failed download."""

from collections.abc import Iterator

from dockwright.model.commands.wrappers import program
from dockwright.syntax.shell.nodes import Command

FAILING = frozenset({"aria2c", "aws", "curl", "fetch", "gcloud", "git", "gsutil", "scp", "ssh", "svn", "wget"})
"""Programs that fetch: the network decides whether they succeed."""
_NOTICING = frozenset(
    {"apt-key", "grep", "gpg", "gunzip", "jq", "patch", "sha256sum", "sha512sum", "tar", "unzip", "xz"}
)
"""Programs that fail themselves when they get nothing."""
_JOINTS = frozenset({"|", "|&"})


def pipes(commands: tuple[Command, ...]) -> Iterator[list[Command]]:
    """The commands of each pipe."""
    pipe: list[Command] = []
    for command in commands:
        if command.joined_by in _JOINTS and pipe and command.words:
            pipe.append(command)
            continue
        if len(pipe) > 1:
            yield pipe
        pipe = [command] if command.words else []
    if len(pipe) > 1:
        yield pipe


def hides_download(pipe: list[Command]) -> bool:
    """Whether a download in the pipe may fail and nothing else does."""
    last = pipe[-1]
    if program(last.words[0].value) in _NOTICING or last.depth != pipe[0].depth:
        return False
    return any(program(command.words[0].value) in FAILING for command in pipe[:-1])


def sets_pipefail(commands: tuple[Command, ...]) -> bool:
    """Whether one of the commands sets the option."""
    return any(
        command.name in {"set", "bash", "zsh"} and any(word.value == "pipefail" for word in command.arguments)
        for command in commands
    )
