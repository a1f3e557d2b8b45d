"""A model argument in, the bytes of the files it is made of out, whatever else is wrong with them."""

from __future__ import annotations

import os
from contextlib import suppress

from engagemodel.language.files import Disk
from engagemodel.language.folders import models_in
from engagemodel.language.limits import DEFAULT_LIMITS, Limits
from engagemodel.language.problems import Report, TooManyProblemsError
from engagemodel.language.sources import gather


class _Kept(Disk):
    """The disk, whose files are kept as they are read."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.found: dict[str, bytes] = {}

    def read(self, name: str, most: int) -> bytes:
        data = super().read(name, most)
        self.found[self.shown(name)] = data
        return data


def contents(path: str, *, limits: Limits = DEFAULT_LIMITS) -> dict[str, bytes]:
    """Return the bytes of a file, or of every model below a folder and all that these include.

    Files are named as `load` names them; included ones that cannot be read are left out.

    Raises:
        ModelError: the file cannot be opened, or is too large.
    """
    if not os.path.isdir(path):
        return _of_model(path, limits, alone=True)
    found: dict[str, bytes] = {}
    real: set[str] = set()
    for model in models_in(path):
        for name, data in _of_model(model, limits, alone=False).items():
            if os.path.realpath(name) not in real:
                real.add(os.path.realpath(name))
                found[name] = data
    return dict(sorted(found.items()))


def _of_model(path: str, limits: Limits, alone: bool) -> dict[str, bytes]:
    disk, report = _Kept(path), Report(limits.mistakes)
    with suppress(TooManyProblemsError):
        gather(disk, None, limits, report)
    if path not in disk.found:
        report.stop()
    return {path: disk.found[path]} if alone else disk.found
