"""The signals of Linux, as the builder knows them."""

_NAMES = (
    "ABRT", "ALRM", "BUS", "CHLD", "CLD", "CONT", "FPE", "HUP", "ILL", "INT", "IO", "IOT", "KILL", "PIPE", "POLL",
    "PROF", "PWR", "QUIT", "SEGV", "STKFLT", "STOP", "SYS", "TERM", "TRAP", "TSTP", "TTIN", "TTOU", "URG", "USR1",
    "USR2", "VTALRM", "WINCH", "XCPU", "XFSZ",
)  # fmt: skip
SIGNALS = frozenset(
    (
        *_NAMES,
        "RTMIN",
        "RTMAX",
        *(f"RTMIN+{number}" for number in range(1, 16)),
        *(f"RTMAX-{number}" for number in range(1, 15)),
    )
)
"""Their names, without SIG."""


def is_signal(text: str) -> bool:
    """Whether the builder takes `text`: a name with or without SIG in any case, or a number other than 0."""
    digits = text.removeprefix("-").removeprefix("+")
    if digits.isascii() and digits.isdigit():
        return int(digits) != 0
    return text.upper().removeprefix("SIG") in SIGNALS
