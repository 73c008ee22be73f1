"""Generated pages are up to date."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_generated_files_are_up_to_date() -> None:
    program = [sys.executable, str(ROOT / "scripts" / "generate.py"), "--check"]
    result = subprocess.run(program, capture_output=True, text=True, check=False, cwd=ROOT)
    assert (result.returncode, result.stdout) == (0, ""), result.stderr


def test_every_fence_of_a_page_names_a_language_or_closes() -> None:
    odd = [
        f"{path.name}: {line}"
        for path in sorted((ROOT / "docs" / "rules").glob("*.md"))
        for line in path.read_text("utf-8").split("\n")
        if line.startswith("```") and not line[3:].isalnum() and line != "```"
    ]
    assert odd == []
