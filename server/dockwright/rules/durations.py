"""Durations as Go reads them: `1m30s`, `.5s`, `-1h`, `0`."""

import re

_NANOSECONDS = {
    "ns": 1,
    "us": 1000,
    "µs": 1000,
    "μs": 1000,
    "ms": 10**6,
    "s": 10**9,
    "m": 60 * 10**9,
    "h": 3600 * 10**9,
}
_PART = re.compile(r"(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)", re.ASCII)
_WHOLE = re.compile(rf"[+-]?(?:{_PART.pattern})+", re.ASCII)


def parse_duration(text: str) -> float | None:
    """The duration in nanoseconds, None if it is none."""
    if text in {"0", "+0", "-0"}:
        return 0
    if _WHOLE.fullmatch(text) is None:
        return None
    total = sum(float(part[1]) * _NANOSECONDS[part[2]] for part in _PART.finditer(text))
    return -total if text.startswith("-") else total
