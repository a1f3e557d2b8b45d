"""A folder in, the models in it out."""

from __future__ import annotations

import os
import re

_SUFFIXES = (".yaml", ".yml", ".json")
_KEY = re.compile(rb"""(?:^|[\r\n{,])[ \t]*(?:\xef\xbb\xbf)?["']?engagemodel["']?[ \t]*:""")


def models_in(folder: str) -> list[str]:
    """Return every model below a folder, sorted, each path beginning with the folder as given.

    A model is a ``.yaml``, ``.yml`` or ``.json`` file with the key `engagemodel`; the others are
    parts. Hidden folders, links to folders and links that lead out of the folder are passed over.
    """
    root = os.path.realpath(folder)
    found = []
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in files:
            path = os.path.join(here, name)
            if name.lower().endswith(_SUFFIXES) and _inside(path, root) and _is_model(path):
                found.append(path)
    return sorted(found)


def _inside(path: str, root: str) -> bool:
    return os.path.isfile(path) and os.path.commonpath([root, os.path.realpath(path)]) == root


def _is_model(path: str) -> bool:
    with open(path, "rb") as file:
        start = file.read(1 << 20)
    return _KEY.search(start) is not None
