"""The semantic tokens that a client was last sent for each document, so that the next answer may be a difference."""


class TokenMemory:
    """One answer for each open document: LSP's `resultId`s name them."""

    __slots__ = ("_number", "_sent")

    def __init__(self) -> None:
        """Begin with nothing sent."""
        self._number = 0
        self._sent: dict[str, tuple[str, list[int]]] = {}

    def remember(self, uri: str, data: list[int]) -> str:
        """Note an answer; its id."""
        self._number += 1
        identity = str(self._number)
        self._sent[uri] = (identity, data)
        return identity

    def recall(self, uri: str, identity: str) -> list[int] | None:
        """The numbers of the answer `identity`, None if it is not the last for that document."""
        known = self._sent.get(uri)
        return known[1] if known is not None and known[0] == identity else None

    def forget(self, uri: str) -> None:
        """A document is closed."""
        self._sent.pop(uri, None)
