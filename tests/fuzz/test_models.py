"""Some seconds of made-up models, where atheris is installed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def test_nothing_is_found_in_some_seconds(tmp_path: Path) -> None:
    pytest.importorskip("atheris", reason="atheris is not installed; it has no part in CI")
    (tmp_path / "new").mkdir()
    begin = [HERE.parent / "corpus" / name for name in ("yaml", "lang", "model")]
    words = [tmp_path / "new", *begin, "-max_total_time=5", "-max_len=4096", "-seed=1"]
    ended = subprocess.run(
        [sys.executable, HERE / "models.py", *words],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(HERE.parents[1])},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr.decode(errors="replace")[-2000:]
    assert b"Done" in ended.stderr
