"""The name of a real model by others in, its path out, or the reason why a test of it is skipped.

Models whose licence does not let a copy go with this project are read where somebody has them: in the
folder that the environment variable names, or in `shared/data` beside the checkout.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

FOLDER = "ENGAGEMODEL_DATA"
BESIDE = Path(__file__).parents[2] / "shared" / "data"


def published(name: str) -> Path:
    """Return the file of this name, in any subfolder; skips the test where there is none."""
    folder = Path(os.environ.get(FOLDER) or BESIDE)
    found = sorted(folder.rglob(name)) if folder.is_dir() else []
    if not found:
        pytest.skip(f"{name} is not ours to copy, and no folder in {FOLDER} has it")
    return found[0]
