"""Work on foreign files in, its result out: done in a process of its own, within limits of time and memory.

What reads an image, a font or a template may hang, swell or die on a hostile one; here that ends the
child alone. What goes to the child and comes back is JSON, bytes in base 64: nothing of it can run.
"""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any

SECONDS = 20
MEMORY = 1 << 30  # bytes
LARGEST = 64 << 20  # bytes that a result may have


class Refused(Exception):
    """The work was not done; says why in a few words."""


def limited() -> bool:
    """Return whether memory can be limited on this system."""
    return sys.platform != "win32"


def run(work: Callable[..., Any], *values: object, seconds: int = SECONDS) -> Any:
    """Return what a function of a module makes of plain values (numbers, text, bytes, lists, tables).

    Lists and tuples come back as lists. The child is ended after `seconds`.

    Raises:
        Refused: it raised `Refused`, took too long or too much memory, or died.
    """
    # The child finds what this process finds, wherever it was started.
    code = f"import sys; sys.path[:] = {sys.path!r}; from engagemodel.page.dress.apart import main; main()"
    told = _written([work.__module__, work.__qualname__, seconds, values])
    try:
        done = subprocess.run(  # noqa: S603 (this very Python, with words of our own)
            [sys.executable, "-P", "-c", code],
            input=told,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Refused(f"it takes longer than {seconds} seconds") from None
    except OSError as error:
        raise Refused(f"no process can be started: {error.strerror or error}") from None
    if done.returncode == 1:
        raise Refused("it is damaged")
    if done.returncode or not done.stdout or len(done.stdout) > LARGEST:
        raise Refused("it takes more time or memory than it may have")
    good, result = _read(done.stdout)
    if not good:
        raise Refused(str(result))
    return result


def main() -> None:
    """Do in a child what `run` asks for, and write the result to standard output."""
    import importlib
    import os

    module, name, seconds, values = _read(sys.stdin.buffer.read())
    target = os.dup(1)
    os.dup2(2, 1)  # what a library prints is no result
    _limit(seconds)
    try:
        told = _written([True, getattr(importlib.import_module(module), name)(*values)])
    except Refused as refused:
        told = _written([False, str(refused)])
    except (MemoryError, RecursionError):
        told = _written([False, "it takes more memory than it may have"])
    with open(target, "wb") as file:
        file.write(told)


def _written(value: object) -> bytes:
    def packed(value: object) -> dict[str, str]:
        if isinstance(value, bytes):
            return {"base64": base64.b64encode(value).decode("ascii")}
        raise TypeError(f"{type(value).__name__} is no plain value")

    return json.dumps(value, default=packed).encode("ascii")


def _read(data: bytes) -> Any:
    def unpacked(table: dict[str, Any]) -> Any:
        return base64.b64decode(table["base64"]) if table.keys() == {"base64"} else table

    return json.loads(data, object_hook=unpacked)


def _limit(seconds: int) -> None:
    """Limit this process: what it may compute and hold, and that no core is left of it."""
    if sys.platform == "win32":
        return
    import resource

    for what, wanted in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(what, (most, most))
