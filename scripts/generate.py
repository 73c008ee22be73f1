"""Writes what is made from the code: docs/rules/ and the JSON Schema of the configuration.

With --check, says what is stale and writes nothing.
"""

import json
import sys
from pathlib import Path

from dockwright.config.keys import KEYS, Key, json_schema
from dockwright.rules.model import Rule, Severity
from dockwright.rules.pages import is_fixable, page
from dockwright.rules.registry import all_rules

ROOT = Path(__file__).parent.parent
RULES = ROOT / "docs" / "rules"
HADOLINT = ROOT / "docs" / "hadolint.md"
CONFIGURATION = ROOT / "docs" / "configuration.md"
SCHEMA = ROOT / "client-vscode" / "schemas" / "dockwright.schema.json"


def main() -> int:
    """Write the generated files, or compare them; the exit code is 1 if something is stale."""
    expected = generated()
    stale = [path for path, text in expected.items() if not path.exists() or path.read_text("utf-8") != text]
    orphans = [path for path in RULES.glob("*.md") if path not in expected]
    if "--check" in sys.argv:
        for path in (*stale, *orphans):
            print(f"stale: {path.relative_to(ROOT)} (run scripts/generate)")
        return int(bool(stale or orphans))
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(expected[path], "utf-8")
    for path in orphans:
        path.unlink()
    return 0


def generated() -> dict[Path, str]:
    """Every generated file and its text."""
    pages = {RULES / f"{rule.name}.md": page(rule) for rule in all_rules()}
    return {
        **pages,
        RULES / "README.md": index(all_rules()),
        SCHEMA: f"{json.dumps(schema(), indent=2)}\n",
        CONFIGURATION: between(CONFIGURATION.read_text("utf-8"), "keys", keys_table()),
        HADOLINT: between(HADOLINT.read_text("utf-8"), "codes", codes_table(all_rules())),
    }


def schema() -> dict[str, object]:
    """The JSON Schema of `.dockwright.toml`."""
    rules = all_rules()
    categories = tuple(sorted({rule.category for rule in rules}))
    return json_schema(tuple(dict.fromkeys(name for rule in rules for name in rule.names)), categories)


def between(text: str, name: str, part: str) -> str:
    """The page with `part` between the two comments of that name."""
    start, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
    before, _, rest = text.partition(start)
    return f"{before}{start}\n{part}\n{end}{rest.partition(end)[2]}"


def keys_table() -> str:
    """The keys, what they take and what they do."""
    rows = ["| key | takes | what it does |", "| --- | --- | --- |"]
    rows.extend(_rows(KEYS, ""))
    return "\n".join(rows) + "\n"


def _rows(keys: tuple[Key, ...], prefix: str) -> list[str]:
    rows: list[str] = []
    for key in keys:
        rows.append(f"| `{prefix}{key.name}` | {key.takes.value} | {key.text} |")
        rows.extend(_rows(key.keys, f"{prefix}{key.name}."))
    return rows


def codes_table(rules: tuple[Rule, ...]) -> str:
    """Hadolint's codes with our rules, and the setting that switches on those that are off."""
    rows = ["| hadolint | rule | what | severity |", "| --- | --- | --- | --- |"]
    found = sorted((alias, rule.name, rule) for rule in rules for alias in rule.aliases if alias.startswith("DL"))
    rows.extend(
        f"| {code} | [{name}](rules/{name}.md) | {rule.title} | {severity_of(rule)} |" for code, name, rule in found
    )
    off = ", ".join(dict.fromkeys(f'"{code}"' for code, _, rule in found if rule.severity is Severity.OFF))
    rows.append("\nThe labels and the registries also need a schema and a list. All that is off is switched on by:\n")
    rows.append(f"```toml\nselect = [{off}]\n```")
    return "\n".join(rows) + "\n"


def severity_of(rule: Rule) -> str:
    """The severity as the pages call it."""
    return "off by default" if rule.severity is Severity.OFF else rule.severity.value


def index(rules: tuple[Rule, ...]) -> str:
    """The table of all rules, and the index of their other names."""
    rows = ["# Rules\n", "| rule | what | severity | fix |", "| --- | --- | --- | --- |"]
    category = ""
    for rule in rules:
        if rule.category != category:
            category = rule.category
            rows.append(f"| **{category}** | | | |")
        fix = "yes" if is_fixable(rule) else ""
        rows.append(f"| [{rule.name}]({rule.name}.md) | {rule.title} | {severity_of(rule)} | {fix} |")
    rows.append("\n## By the names of other tools\n")
    rows.extend(["| name | rule |", "| --- | --- |"])
    aliases = sorted((alias, rule.name) for rule in rules for alias in rule.aliases)
    rows.extend(f"| {alias} | [{name}]({name}.md) |" for alias, name in aliases)
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    sys.exit(main())
