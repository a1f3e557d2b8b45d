"""Models and a base revision in the environment in, what changes in them in the summary of the step out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path, PurePosixPath

from engagemodel import api
from engagemodel.errors import EngagemodelError

MOST = 900_000  # bytes; GitHub drops a summary of more than 1 MiB
MISTAKEN, BROKEN = 2, 3


def git(*words: str) -> str | None:
    """Return what git says, None where it refuses."""
    ended = subprocess.run(  # noqa: S603
        ["git", *words],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )
    return ended.stdout.strip() if ended.returncode == 0 else None


def parted(base: str) -> str:
    """Return where this history and that of the base parted, short; the base where nobody knows."""
    if git("cat-file", "-e", f"{base}^{{commit}}") is None:
        git("fetch", "--quiet", "--depth=1", "origin", base)
    return git("rev-parse", "--short", git("merge-base", base, "HEAD") or base) or base


def named(arguments: list[str], base: str) -> list[str]:
    """Return the models that the arguments name, as they are now and as they were, sorted."""
    found: set[str] = set()
    for argument in arguments:
        path = PurePosixPath(argument).as_posix()
        then = f"{base}:{'' if path == '.' else path}"
        places = [path] if Path(path).exists() else []
        places += [then] if git("cat-file", "-e", then) is not None else []
        for place in places:
            with suppress(EngagemodelError):  # no model there: the check tells, or it was so then
                found.update(one.removeprefix(f"{base}:") for one in api.models([place]))
    return sorted({PurePosixPath(path).as_posix() for path in found})


def tell(text: str) -> None:
    """Say what was not compared, so that no line of it is a command to GitHub."""
    for line in text.splitlines():
        sys.stderr.write(f"not compared: {line.replace('##[', '## [')}\n")


def compared(path: str, base: str, folder: Path) -> tuple[int, str]:
    """Return the program's exit code, and what changes in a model; nothing where nothing does."""
    report = folder / "difference.json"
    now = path if Path(path).exists() else f"HEAD:{path}"
    asked = ["--format", "json", "-o", str(report), "--format", "markdown"]
    line = [
        str(folder / "engagemodel/bin/engagemodel"),
        "diff",
        *asked,
        "--",
        f"{base}:{path}",
        now,
    ]
    ended = subprocess.run(  # noqa: S603
        line, capture_output=True, text=True, encoding="utf-8", check=False
    )
    if ended.returncode >= MISTAKEN or ended.returncode < 0:
        tell(f"{path}: exit code {ended.returncode}\n{ended.stderr}")
        return ended.returncode, ""
    told = json.loads(report.read_text(encoding="utf-8"))
    findings = told["findings"]
    changes = told["changes"] or findings["resolved"] or findings["introduced"]
    return ended.returncode, ended.stdout if changes else ""


def main() -> int:
    """Write the summary; return 3 where the program broke down, else 0."""
    folder = Path(os.environ["RUNNER_TEMP"])
    base = parted(os.environ["BASE"])
    arguments = [line for line in os.environ["MODELS"].splitlines() if line.strip()]
    summary, left_out, broken = "", 0, False
    for path in named(arguments, base):
        code, section = compared(path, base, folder)
        broken = broken or code not in (0, 1, MISTAKEN)
        if len((summary + section).encode()) > MOST:
            left_out += 1
        else:
            summary += f"{section}\n" if section else ""
    if left_out:
        summary += f"\n**Models that change as well, and have no room here: {left_out}.**\n"
    with open(os.environ["GITHUB_STEP_SUMMARY"], "a", encoding="utf-8") as file:
        file.write(summary)
    return BROKEN if broken else 0


if __name__ == "__main__":
    sys.exit(main())
