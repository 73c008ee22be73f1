"""BuildKit's own checks: their names, and how its `# check=` comments treat them."""

from dockwright.rules.model import Rule
from dockwright.syntax.nodes import File

CHECKS = frozenset(
    {
        "ConsistentInstructionCasing",
        "CopyIgnoredFile",
        "DuplicateStageName",
        "ExposeInvalidFormat",
        "ExposeProtoCasing",
        "FromAsCasing",
        "FromPlatformFlagConstDisallowed",
        "InvalidBaseImagePlatform",
        "InvalidDefaultArgInFrom",
        "InvalidDefinitionDescription",
        "JSONArgsRecommended",
        "LegacyKeyValueFormat",
        "MaintainerDeprecated",
        "MultipleInstructionsDisallowed",
        "NoEmptyContinuation",
        "RedundantTargetPlatform",
        "ReservedStageName",
        "SecretsUsedInArgOrEnv",
        "StageNameCasing",
        "UndefinedArgInFrom",
        "UndefinedVar",
        "WorkdirRelativePath",
    }
)
WHOLE_FILE = frozenset(
    {
        "ConsistentInstructionCasing",
        "DuplicateStageName",
        "InvalidBaseImagePlatform",
        "InvalidDefaultArgInFrom",
        "NoEmptyContinuation",
        "ReservedStageName",
    }
)
"""Checks that a comment above one instruction does not silence, only a directive at the top."""
AT_CHILD = frozenset({"JSONArgsRecommended", "LegacyKeyValueFormat", "UndefinedVar", "WorkdirRelativePath"})
"""Checks that find nothing in a FROM but what an ONBUILD of the base brings; no comment above silences that."""
AT_EARLIER = "MultipleInstructionsDisallowed"
"""The check that points at one instruction and asks the comment above the next of its kind."""
EXPERIMENTAL = "InvalidDefinitionDescription"
"""The check that runs only where it is asked for, and that no comment silences."""
_TRUE = frozenset({"1", "t", "T", "TRUE", "true", "True"})


def check_name(rule: Rule) -> str | None:
    """BuildKit's name of a rule, None if it has no such check."""
    for alias in rule.aliases:
        if alias in CHECKS:
            return alias
    return None


def fails_build(file: File) -> bool:
    """Whether the file asks that a build fails on BuildKit's checks."""
    check = file.directive("check")
    return check is not None and options(check.value).get("error") in _TRUE


def options(value: str) -> dict[str, str]:
    """The options of a `check=` value, at most three, of which the last of a name counts: `skip=A,B;error=true`.

    The value ends at its first blank.
    """
    found: dict[str, str] = {}
    for option in value.partition(" ")[0].split(";", 2):
        key, _, text = option.partition("=")
        found[key] = text
    return found


def names(text: str) -> frozenset[str]:
    """The names of a comma-separated list."""
    return frozenset(name.strip() for name in text.split(",") if name.strip())
