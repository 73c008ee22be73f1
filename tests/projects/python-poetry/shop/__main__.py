"""Start with `python -m shop`."""

import os

from bottle import route, run


@route("/")
def index() -> str:
    """Answer."""
    return "hello\n"


run(host="0.0.0.0", port=int(os.environ.get("PORT", "8000")), quiet=True)
