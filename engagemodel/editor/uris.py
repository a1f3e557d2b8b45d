"""Addresses of an editor's documents in, paths out, and back; on Windows and elsewhere."""

from __future__ import annotations

import os
import re
from urllib.parse import quote, unquote, urlsplit

_DRIVE = re.compile(r"/[A-Za-z]:")


def path_of(uri: str, windows: bool = os.name == "nt") -> str | None:
    """Return the path of a ``file:`` address, None of any other (an unsaved ``untitled:`` one)."""
    try:
        parts = urlsplit(uri)
    except ValueError:
        return None
    if parts.scheme != "file":
        return None
    path = unquote(parts.path)
    if "\0" in path:
        return None
    if not windows:
        return path or None
    if _DRIVE.match(path):
        path = path[1:]
    elif parts.netloc:
        path = f"//{unquote(parts.netloc)}{path}"
    return path.replace("/", "\\") or None


def uri_of(path: str, windows: bool = os.name == "nt") -> str:
    """Return the ``file:`` address of an absolute path."""
    if windows:
        path = path.replace("\\", "/")
        if path.startswith("//"):
            host, _, rest = path[2:].partition("/")
            return f"file://{quote(host)}/{quote(rest)}"
        path = f"/{path}"
    return f"file://{quote(path)}"
