"""The bytes of one file in, its text out; what no editor would show as text is refused at its place."""

from __future__ import annotations

import re

from engagemodel.language.problems import Report
from engagemodel.place import Place

_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CONFLICT = re.compile(r"(?:^|[\r\n])((?:<{7}|>{7}|\|{7})(?=[ \r\n]|$))")
_LINE_END = re.compile(r"\r\n|\r|\n")


def decode(data: bytes, path: str, report: Report) -> str | None:
    """Return the text without byte order mark, or None where it was refused (and reported)."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        report.texts[path] = data[: error.start].decode("utf-8").removeprefix("\ufeff")
        at = place(report.texts[path], len(report.texts[path]), path)
        report.add(at, f"byte 0x{data[error.start]:02x} is not UTF-8", "save the file as UTF-8")
        return None
    report.texts[path] = text = text.removeprefix("\ufeff")
    if found := _FORBIDDEN.search(text):
        code = ord(found.group())
        message = f"control character U+{code:04X} is not allowed in a model"
        report.add(place(text, found.start(), path), message, "remove it")
        return None
    if found := _conflict(text):
        hint = "decide which side stays and remove the marker lines"
        report.add(place(text, found.start(1), path), "a merge conflict is not resolved", hint)
        return None
    return text


def _conflict(text: str) -> re.Match[str] | None:
    if "<<<<<<<" in text or ">>>>>>>" in text or "|||||||" in text:
        return _CONFLICT.search(text)
    return None


def place(text: str, index: int, path: str) -> Place:
    """Return the place of the character at `index`, lines and columns as an editor counts them."""
    line, start = 1, 0
    for end in _LINE_END.finditer(text, 0, index):
        if end.group() == "\r" and text[end.end() : end.end() + 1] == "\n":
            break  # the index stands between the halves of one line end
        line, start = line + 1, end.end()
    return Place(path, line, index - start + 1)
