"""What a person has asked for in vain."""


class UsageError(Exception):
    """A command cannot do what it was told; the message says why."""
