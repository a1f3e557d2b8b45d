"""The command line as a user starts it, in the folder that holds the examples."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
START = "from engagemodel.cli import main; main()"
SHOWN = ("COLUMNS", "NO_COLOR", "TERM")


def run(line: str, folder: Path = ROOT) -> str:
    """Return what a command line such as ``engagemodel check model.yaml`` prints.

    Raises:
        CalledProcessError: it ends with another exit code than 0.
    """
    program, *words = shlex.split(line)
    assert program == "engagemodel"
    quiet = {name: value for name, value in os.environ.items() if name not in SHOWN}
    ended = subprocess.run(
        [sys.executable, "-c", START, *words],
        cwd=folder,
        env=quiet,
        capture_output=True,
        check=True,
        timeout=60,
    )
    return ended.stdout.decode()
