"""A folder in, the models in it out."""

from __future__ import annotations

import os
import re

_SUFFIXES = (".yaml", ".yml", ".json")
_LEAD = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:[ \t]*(?:[#%][^\r\n]*)?[\r\n]+|---(?=[ \t\r\n]))*(?P<indent>[ \t]*)"
)
_KEY = rb"""(?<![\w-])["']?engagemodel["']?[ \t]*:"""
_FLOW = re.compile(rb"(?P<key>" + _KEY + rb""")|[{}\[\]]|"(?:[^"\\]|\\.)*"|'[^']*'""")


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
    lead = _LEAD.match(start)
    assert lead is not None, "the pattern matches the empty text"
    if start[lead.end() : lead.end() + 1] == b"{":
        return _in_flow(start[lead.end() :])
    return re.search(rb"(?:^|[\r\n])(?:\xef\xbb\xbf)?" + lead["indent"] + _KEY, start) is not None


def _in_flow(text: bytes) -> bool:
    """Return whether the outermost braces have the key; a schema has it further in."""
    depth = 0
    for token in _FLOW.finditer(text):
        if token["key"] and depth == 1:
            return True
        depth += {b"{": 1, b"[": 1, b"}": -1, b"]": -1}.get(token[0], 0)
    return False
