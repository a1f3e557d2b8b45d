"""A link at the place of an output in, whether it leads where whoever committed it has no say out."""

from __future__ import annotations

import os
from pathlib import Path

_DEVICES = "/dev"  # what stands there are links, on Linux, of nobody's repository
_KEPT = ".git"


def leads_astray(link: Path) -> str | None:
    """Return where a link leads that is not to be followed, None where it may be.

    A link may have come with a repository, from somebody who wants another file of this user
    overwritten. So it is followed as far as its repository goes, without one as far as its own
    folder goes, and never to what git keeps there.
    """
    here = Path(os.path.realpath(link.parent))
    if here.is_relative_to(_DEVICES):
        return None
    target = Path(os.path.realpath(link))
    root = next((each for each in (here, *here.parents) if (each / _KEPT).exists()), here)
    if not target.is_relative_to(root):
        place = "repository" if (root / _KEPT).exists() else "folder"
        return f"to a place outside of its {place}"
    if any(part.lower() == _KEPT for part in target.relative_to(root).parts):
        return "to what git keeps for itself"
    return None
