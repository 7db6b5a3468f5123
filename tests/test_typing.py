"""What a type checker says to somebody who uses the library."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

README = Path(__file__).parent.parent / "README.md"


def checked(tmp_path: Path, source: str) -> list[str]:
    """Check a file as strictly as mypy can, and give what it says."""
    client = tmp_path / "client.py"
    client.write_text(source, encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file=", f"--cache-dir={tmp_path}", str(client)],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    return run.stdout.splitlines()


def test_the_front_page_example_is_typed(tmp_path: Path) -> None:
    """Everything that the README types is accepted, as a person would type it."""
    (example,) = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)

    assert checked(tmp_path, example) == ["Success: no issues found in 1 source file"]


def test_wrong_use_is_found(tmp_path: Path) -> None:
    """A task without an id, a bare number as duration and a name that is not there are errors."""
    said = checked(
        tmp_path,
        'import retroplan as rp\nrp.Task()\nrp.Task("a", duration=5)\nrp.nonsense(1)\n',
    )

    assert [line.partition(": error")[0].rpartition(":")[2] for line in said[:-1]] == ["2", "3", "4"]
