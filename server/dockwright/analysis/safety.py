"""How far an automatic edit may be trusted."""

from enum import Enum


class Safety(Enum):
    """What applying a fix or refactoring may change.

    SAFE: the image behaves the same. UNSAFE: it may behave differently, so a
    person chooses it, one at a time. MANUAL: a decision, such as
    another major version; offered by itself, never applied together with others.
    """

    SAFE = "safe"
    UNSAFE = "unsafe"
    MANUAL = "manual"
