"""List what the articles say, leave open or mislead about, and no test shows."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from tests.oracles.campaigns import SHOWN, ids


def unshown() -> list[str]:
    """Give the ids that no test of this folder shows."""
    for file in sorted(Path(__file__).parent.glob("test_*.py")):
        import_module(f"tests.oracles.campaigns.{file.stem}")
    return [item for item in ids() if item not in SHOWN]


if __name__ == "__main__":
    print("\n".join(unshown()))
