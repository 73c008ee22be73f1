"""Names of variables that hold secrets."""

import re

_SECRET = re.compile(
    r"(?:_|^)(?:apikey|auth|credentials?|key|password|pword|passwd|secret|token)(?:_|$)", re.IGNORECASE
)
_HARMLESS = re.compile(r"(?:_|^)(?:public|file|version)(?:_|$)", re.IGNORECASE)


def is_secret(name: str) -> bool:
    """Whether a variable of that name holds a secret, as BuildKit's own check judges it."""
    return _SECRET.search(name) is not None and _HARMLESS.search(name) is None
