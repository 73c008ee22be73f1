"""What a user has set for a file."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of one file: the names (or aliases, lower case) of rules that are switched off."""

    ignore: frozenset[str] = frozenset()
