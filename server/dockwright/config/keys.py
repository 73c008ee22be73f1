"""The keys of `.dockwright.toml`, with what each takes and does: the reader and the JSON Schema are made of them."""

from enum import Enum
from typing import NamedTuple

from dockwright.config.model import LABEL_TYPES, SEVERITIES


class Takes(Enum):
    """The kinds of value."""

    TEXT = "a string"
    TEXTS = "a list of strings"
    YES = "true or false"
    RULES = "a list of rule names"
    LEVEL = "a severity"
    LEVELS = "a table of severities by rule name"
    EXEMPT = "a table of lists of rule names by file pattern"
    LABELS = "a table of types by label"
    TABLE = "a table"


class Key(NamedTuple):
    """One key. `keys` are those of a table."""

    name: str
    takes: Takes
    text: str
    keys: tuple["Key", ...] = ()


KEYS = (
    Key("select", Takes.RULES, "Rules, or categories of rules, to run although they are off by default."),
    Key("ignore", Takes.RULES, "Rules, or categories of rules, to switch off. Wins over select."),
    Key("severity", Takes.LEVELS, f"How severe a rule's findings are: {', '.join(SEVERITIES)}."),
    Key("per-file-ignores", Takes.EXEMPT, "Rules to switch off in some files; patterns as in a .gitignore."),
    Key("targets", Takes.TEXTS, "Stages that ship besides the last one, as with docker build --target."),
    Key("context-root", Takes.TEXT, "The build context, seen from the folder of this file."),
    Key("fail-on", Takes.LEVEL, "The least severe finding that makes dockwright check fail."),
    Key("trusted-registries", Takes.TEXTS, "Registries that images may come from; * stands for anything."),
    Key(
        "labels",
        Takes.TABLE,
        "Which labels images must have.",
        (
            Key("schema", Takes.LABELS, f"The labels, each with the type of its value: {', '.join(LABEL_TYPES)}."),
            Key("strict", Takes.YES, "Whether other labels are reported."),
        ),
    ),
)


def json_schema(rules: tuple[str, ...], categories: tuple[str, ...]) -> dict[str, object]:
    """The JSON Schema of a configuration in which rules have these names and aliases."""
    definitions: dict[str, object] = {
        "rule": {"anyOf": [{"enum": ["all", *categories, *rules]}, {"type": "string", "pattern": "^SC[0-9]{4}$"}]},
        "severity": {"enum": [*SEVERITIES]},
    }
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Configuration of Dockwright",
        **_table(KEYS),
        "definitions": definitions,
    }


def _table(keys: tuple[Key, ...]) -> dict[str, object]:
    return {
        "type": "object",
        "properties": {key.name: {"description": key.text, **_value(key)} for key in keys},
        "additionalProperties": False,
    }


def _value(key: Key) -> dict[str, object]:
    texts: dict[str, object] = {"type": "array", "items": {"type": "string"}}
    rules: dict[str, object] = {"type": "array", "items": {"$ref": "#/definitions/rule"}}
    severity: dict[str, object] = {"$ref": "#/definitions/severity"}
    values: dict[Takes, dict[str, object]] = {
        Takes.TEXT: {"type": "string"},
        Takes.TEXTS: texts,
        Takes.YES: {"type": "boolean"},
        Takes.RULES: rules,
        Takes.LEVEL: severity,
        Takes.LEVELS: {"type": "object", "additionalProperties": severity},
        Takes.EXEMPT: {"type": "object", "additionalProperties": rules},
        Takes.LABELS: {"type": "object", "additionalProperties": {"enum": [*LABEL_TYPES]}},
    }
    return values[key.takes] if key.takes in values else _table(key.keys)
