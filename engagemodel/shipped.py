"""The name of a template in, where it lies out: in the installed package, or in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def shipped(name: str) -> Path:
    """Return the folder of templates of this name.

    The wheel has ``templates/`` inside the package, a checkout beside it.
    """
    inside = _PACKAGE / "templates"
    return (inside if inside.is_dir() else _PACKAGE.parent / "templates") / name
