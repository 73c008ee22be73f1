"""A configuration as the text of a `.dockwright.toml`."""

from collections.abc import Iterable, Iterator

from dockwright.config.model import Config

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_DELETE = 0x7F
_SPACE = 0x20


def write_config(config: Config) -> str:
    """TOML from which the same configuration is read again; nothing is written for what is not set."""
    return "".join(f"{line}\n" for line in _lines(config))


def _lines(config: Config) -> Iterator[str]:
    for name, values in (("select", config.select), ("ignore", config.ignore), ("targets", config.targets)):
        if values:
            yield f"{name} = {_list(values)}"
    if config.context_root is not None:
        yield f"context-root = {_text(config.context_root)}"
    if config.fail_on is not None:
        yield f"fail-on = {_text(config.fail_on)}"
    if config.options.trusted_registries:
        yield f"trusted-registries = {_list(config.options.trusted_registries)}"
    if config.severity:
        yield "\n[severity]"
        yield from (f"{_text(name)} = {_text(severity)}" for name, severity in config.severity)
    if config.exempt:
        yield "\n[per-file-ignores]"
        yield from (f"{_text(pattern)} = {_list(names)}" for pattern, names in config.exempt)
    labels = config.options.labels
    if labels.strict:
        yield "\n[labels]"
        yield "strict = true"
    if labels.schema:
        yield "\n[labels.schema]"
        yield from (f"{_text(name)} = {_text(kind)}" for name, kind in labels.schema)


def _list(values: Iterable[str]) -> str:
    return f"[{', '.join(map(_text, values))}]"


def _text(value: str) -> str:
    return '"' + "".join(_ESCAPES.get(char) or _visible(char) for char in value) + '"'


def _visible(char: str) -> str:
    return f"\\u{ord(char):04x}" if ord(char) < _SPACE or ord(char) == _DELETE else char
