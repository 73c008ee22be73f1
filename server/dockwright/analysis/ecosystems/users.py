"""Whether the user that a stage runs as is there in another image."""

from dockwright.analysis.ecosystems.model import Missing
from dockwright.model.commands import calls_of
from dockwright.model.stages import Stage
from dockwright.syntax.nodes import Run

_DEBIAN = frozenset(
    {"root", "daemon", "bin", "sys", "games", "man", "lp", "mail", "news", "uucp", "proxy", "www-data", "backup"}
    | {"list", "irc", "nobody", "_apt"}
)
_ALPINE = frozenset(
    {"root", "bin", "daemon", "lp", "mail", "news", "uucp", "ftp", "sshd", "games", "ntp", "guest", "nobody"}
)
_MAKING = frozenset({"adduser", "useradd"})


def missing_user(stage: Stage, image: str) -> Missing | None:
    """What to say if the user in force at the end is neither made by the stage nor one that `image` has."""
    user = stage.state_at().user
    name = (user or "").partition(":")[0]
    if not name or name.isdigit() or "$" in name or name in (_ALPINE if image.startswith("alpine") else _DEBIAN):
        return None
    for run in stage.every(Run):
        for call in calls_of(run.node):
            if call.name in _MAKING and any(word.value == name for word in call.arguments):
                return None
            if "/etc/passwd" in run.node.text:
                return None
    return Missing(f"the user {name} comes from the image of the builder, and {image} has no such user")
