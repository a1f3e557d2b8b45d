"""The name of a template in, where it lies or its text out: of the installed package, or a checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parent


def shipped(name: str) -> Path:
    """Return the folder of templates of this name.

    The wheel has ``templates/`` inside the package, a checkout beside it.
    """
    inside = _PACKAGE / "templates"
    return (inside if inside.is_dir() else _PACKAGE.parent / "templates") / name


@cache
def text(name: str) -> str:
    """Return the text of a template, such as ``preview/preview.css``, as it was when first asked for.

    Whoever runs for long neither mixes it with that of another version that is installed meanwhile,
    nor fails for want of one more open file.
    """
    folder, _, file = name.rpartition("/")
    return (shipped(folder) / file).read_text(encoding="utf-8")
