"""Addresses are paths and back, with spaces, drives, shares and signs."""

from __future__ import annotations

import pytest

from engagemodel.editor.uris import path_of, uri_of


@pytest.mark.parametrize(
    ("uri", "windows", "path"),
    [
        ("file:///home/me/my%20models/a%23b.yaml", False, "/home/me/my models/a#b.yaml"),
        ("file:///home/me/Gr%C3%B6%C3%9Fe.yaml", False, "/home/me/Größe.yaml"),
        ("file:///c%3A/Users/me/a%20b.yaml", True, "c:\\Users\\me\\a b.yaml"),
        ("file:///C:/Users/me/a.yaml", True, "C:\\Users\\me\\a.yaml"),
        ("file://server/share/a.yaml", True, "\\\\server\\share\\a.yaml"),
        ("untitled:Untitled-1", False, None),
        ("untitled:Untitled-1", True, None),
        ("git:/home/me/a.yaml?ref", False, None),
        ("file:///a%00b", False, None),
        ("file://[", False, None),
        ("", False, None),
    ],
)
def test_an_address_is_a_path(uri: str, windows: bool, path: str | None) -> None:
    assert path_of(uri, windows) == path


@pytest.mark.parametrize(
    ("path", "windows"),
    [
        ("/home/me/my models/100% #1?.yaml", False),
        ("C:\\Users\\me\\a b.yaml", True),
        ("\\\\server\\share\\a.yaml", True),
    ],
)
def test_a_path_is_an_address_and_back(path: str, windows: bool) -> None:
    uri = uri_of(path, windows)
    assert uri.startswith("file://")
    assert " " not in uri
    assert path_of(uri, windows) == path
