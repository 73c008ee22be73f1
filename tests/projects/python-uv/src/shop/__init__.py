"""A server that answers with one word."""

import os

from bottle import route, run


@route("/")
def index() -> str:
    """Answer."""
    return "hello\n"


def main() -> None:
    """Serve until it is stopped."""
    run(host="0.0.0.0", port=int(os.environ.get("PORT", "8000")), quiet=True)
