"""A git repository in a folder, for tests; what the machine's user has set for git plays no part."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

needs_git = pytest.mark.skipif(
    shutil.which("git") is None and os.environ.get("CI") != "true", reason="git is not installed"
)
_ENVIRONMENT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.org",
    "GIT_AUTHOR_DATE": "2026-03-31T12:00:00Z",
    "GIT_COMMITTER_DATE": "2026-03-31T12:00:00Z",
}


class Repository:
    """A repository whose branch is `main`; files are given as texts by their paths."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main", ".")

    def git(self, *words: str, stdin: str = "") -> str:
        """Return what git prints."""
        others = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        ended = subprocess.run(
            ["git", *words],
            cwd=self.folder,
            env=others | _ENVIRONMENT,
            input=stdin.encode(),
            capture_output=True,
            check=True,
            timeout=60,
        )
        return ended.stdout.decode().strip()

    def write(self, files: dict[str, str]) -> None:
        """Write files of the work tree."""
        for path, text in files.items():
            file = self.folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")

    def commit(self, files: dict[str, str], tag: str | None = None) -> str:
        """Commit these files on top of what is committed; return the id of the commit."""
        self.write(files)
        self.git("add", "--", *files)
        self.git("commit", "-q", "-m", "A step")
        if tag is not None:
            self.git("tag", tag)
        return self.git("rev-parse", "HEAD")
