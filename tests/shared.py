"""Where the real published documents and data lie, when this checkout has them beside it."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"
SEEDS = sorted((SHARED / "seeds").glob("*.txt"))

needs_seeds = pytest.mark.skipif(
    not SEEDS, reason="the published documents (../shared/seeds) are not beside this checkout"
)
needs_data = pytest.mark.skipif(not (SHARED / "data").is_dir(), reason="../shared/data is not beside this checkout")
