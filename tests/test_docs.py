"""Generated pages are up to date."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_generated_files_are_up_to_date() -> None:
    program = [sys.executable, str(ROOT / "scripts" / "generate.py"), "--check"]
    result = subprocess.run(program, capture_output=True, text=True, check=False, cwd=ROOT)
    assert (result.returncode, result.stdout) == (0, ""), result.stderr
