"""Reads hadolint's `.hadolint.yaml`, for those who come from there."""

from collections.abc import Iterator, Mapping

from dockwright.config.model import LABEL_TYPES, Config, Labels, Options
from dockwright.syntax.yaml_blocks import YamlValue, yaml_mapping, yaml_text, yaml_value

FILE_NAMES = (".hadolint.yaml", ".hadolint.yml")
_SEVERITIES = {"error": "error", "warning": "warning", "info": "info", "style": "hint"}
_FAIL_ON = {**_SEVERITIES, "ignore": "hint", "none": "off"}


def read_hadolint(text: str) -> Config:
    """The same settings in our terms; what hadolint does not know is left out, as it does itself.

    hadolint's severity `style` is `hint` here.
    """
    root = yaml_mapping(yaml_value(text))
    override = yaml_mapping(root.get("override"))
    schema = yaml_mapping(root.get("label-schema"))
    trusted = root.get("trustedRegistries")
    never = _is_yes(root.get("no-fail"))
    return Config(
        ignore=_texts(root.get("ignored")),
        severity=tuple((name, ours) for theirs, ours in _SEVERITIES.items() for name in _texts(override.get(theirs))),
        fail_on="off" if never else _FAIL_ON.get(yaml_text(root.get("failure-threshold")) or ""),
        options=Options(
            Labels(tuple(_label_types(schema)), _is_yes(root.get("strict-labels"))),
            _texts([trusted] if isinstance(trusted, str) else trusted),
        ),
    )


def _label_types(schema: Mapping[str, YamlValue]) -> Iterator[tuple[str, str]]:
    for name, value in schema.items():
        kind = yaml_text(value) or "text"
        yield name, kind if kind in LABEL_TYPES else "text"


def _texts(value: YamlValue | None) -> tuple[str, ...]:
    members = value if isinstance(value, list) else []
    return tuple(text for member in members if (text := yaml_text(member)) is not None)


def _is_yes(value: YamlValue | None) -> bool:
    return yaml_text(value) in {"true", "True", "yes", "on"}
