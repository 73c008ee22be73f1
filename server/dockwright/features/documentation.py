"""The documentation of completions, made when an editor asks for that of one."""

from collections.abc import Callable
from types import MappingProxyType

from dockwright.features.hovers.image import image_prose
from dockwright.features.prose import (
    directive_prose,
    flag_prose,
    instruction_prose,
    label_prose,
    mount_key_prose,
    mount_type_prose,
    signal_prose,
    variable_prose,
)
from dockwright.knowledge import reference
from dockwright.model.references import parse_reference
from dockwright.rules.pages import summary
from dockwright.rules.registry import find_rule


def documentation(name: str) -> str:
    """The Markdown for what `Completion.doc` names, `""` if there is nothing of that name."""
    kind, _, rest = name.partition(" ")
    writer = _WRITERS.get(kind)
    return writer(rest) if writer is not None else ""


def _instruction(name: str) -> str:
    doc = reference.instructions().get(name)
    return instruction_prose(doc) if doc is not None else ""


def _flag(name: str) -> str:
    keyword, _, flag = name.partition(" ")
    doc = reference.flags(keyword).get(flag)
    return flag_prose(doc) if doc is not None else ""


def _mount(name: str) -> str:
    doc = reference.mount_types().get(name)
    return mount_type_prose(doc) if doc is not None else ""


def _mount_key(name: str) -> str:
    kind, _, key = name.partition(" ")
    doc = reference.mount_keys(kind).get(key)
    return mount_key_prose(doc) if doc is not None else ""


def _directive(name: str) -> str:
    doc = reference.directives().get(name)
    return directive_prose(doc) if doc is not None else ""


def _variable(name: str) -> str:
    doc = reference.variables().get(name)
    return variable_prose(doc) if doc is not None else ""


def _label(name: str) -> str:
    doc = reference.labels().get(name)
    return label_prose(doc) if doc is not None else ""


def _signal(name: str) -> str:
    doc = reference.signals().get(name)
    return signal_prose(doc) if doc is not None else ""


def _rule(name: str) -> str:
    rule = find_rule(name)
    return f"**{rule.name}**: {rule.title}.\n\n{summary(rule)}" if rule is not None else ""


def _image(name: str) -> str:
    found = parse_reference(name)
    return image_prose(found) if found is not None else ""


_WRITERS: MappingProxyType[str, Callable[[str], str]] = MappingProxyType(
    {
        "instruction": _instruction,
        "flag": _flag,
        "mount": _mount,
        "mount-key": _mount_key,
        "directive": _directive,
        "variable": _variable,
        "label": _label,
        "signal": _signal,
        "rule": _rule,
        "image": _image,
    }
)
