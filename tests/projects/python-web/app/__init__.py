"""Answers every request with a greeting."""

import psycopg2.extensions
from flask import Flask

app = Flask(__name__)


@app.get("/")
def greet() -> str:
    """Greet in words and with the version of a library in C."""
    return f"hello, libpq {psycopg2.extensions.libpq_version()}\n"
