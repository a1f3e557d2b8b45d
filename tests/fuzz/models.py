"""Bytes that atheris makes up in, a model or a ModelError out; anything else is a find.

Run by hand, with a folder of models to begin from; it goes on until it finds something or is told to stop:

    pip install atheris
    python tests/fuzz/models.py tests/corpus/yaml tests/corpus/lang -max_total_time=60
"""

from __future__ import annotations

import sys

import atheris  # type: ignore[import-not-found]

with atheris.instrument_imports(include=["engagemodel"]):
    from engagemodel import language
    from engagemodel.errors import ModelError
    from engagemodel.printable import printable

SMALL = language.Limits(values=20_000, expanded=20_000, file_bytes=1 << 18)


def look(data: bytes) -> None:
    """Read the bytes as a model; what is told of it is fit to be printed."""
    try:
        language.load("-", stdin=data, limits=SMALL)
    except ModelError as error:
        for problem in error.problems:
            assert problem.message == printable(problem.message)
            assert problem.at is None or min(problem.at.line, problem.at.column) >= 1


if __name__ == "__main__":
    atheris.Setup(sys.argv, look)
    atheris.Fuzz()
