"""The bytes of one model file in, the same model in canonical order and style out.

The author's own words, comments and blank lines are laid out anew from the events of libyaml, which
`document` reads models with, so that what is written is what is read. A library that keeps comments
(ruamel.yaml) was weighed: it is a second parser with another opinion on odd files, and it hangs a
comment on the entry before it, with which it would move when keys are put in order. What is written
is read again and compared, value by value, before anybody gets it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import repeat

from engagemodel import garbage
from engagemodel.language import document, json_document, json_style
from engagemodel.language.arranging import arranged
from engagemodel.language.keys import WORDS
from engagemodel.language.layout import lay_out
from engagemodel.language.limits import DEFAULT_LIMITS, Limits, Spent, size
from engagemodel.language.nodes import Mapping, Node, Scalar, Sequence
from engagemodel.language.problems import Report, TooManyProblemsError, quoted
from engagemodel.language.slots import order, slot
from engagemodel.language.text import decode
from engagemodel.language.transcript import transcribed
from engagemodel.language.written import OddError
from engagemodel.place import Place

_MARK = b"\xef\xbb\xbf"
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Styled:
    """The bytes of a file in canonical style; `kept` says why they are left as they were.

    `left` says of keys that are not in order on which line of the file, as it was, and why.
    """

    data: bytes
    kept: str | None = None
    left: tuple[tuple[int, str], ...] = ()


def restyled(data: bytes, path: str, *, limits: Limits = DEFAULT_LIMITS) -> Styled:
    """Return the bytes of a model file, or of a part of one, in canonical order and style.

    Sections and keys stand in the order of the schema, ids, items and free words in the author's. A
    byte order mark and the kind of line end stay as they are. `path` names the file in errors; one
    that ends in ``.json`` is JSON, and so is standard input (``-``) that begins with a brace and is.

    Raises:
        ModelError: the file cannot be read, or is no part of a model.
        RuntimeError: what would be written does not say the same, which is a bug.
    """
    with garbage.kept():
        report = Report(limits.mistakes)
        try:
            return _restyled(data, path, limits, report)
        except TooManyProblemsError:
            report.stop()
            raise


def _restyled(data: bytes, path: str, limits: Limits, report: Report) -> Styled:
    if len(data) > limits.file_bytes:
        at = Place(path, 1, 1)
        report.add(at, f"the file is larger than {size(limits.file_bytes)}")
    text = decode(data, path, report) if not report else None
    report.stop()
    assert text is not None
    json = _is_json(text, path, limits)
    root = _read(text, path, json, limits, report)
    if root is None or (isinstance(root, Scalar) and root.nothing):
        return Styled(data, "nothing but comments" if text.strip() else None)
    try:
        new, left = (json_style.lay_out(root), ()) if json else _in_yaml(text)
    except OddError as odd:
        return Styled(data, str(odd))
    again = _read(new, path, json, limits, report)
    if again is None or not _same(root, again):
        raise RuntimeError(f"formatting '{path}' would change what it says; it is left as it is")
    mark = _MARK if data.startswith(_MARK) else b""
    return Styled(mark + new.replace("\n", _line_end(text)).encode(), left=left)


def _line_end(text: str) -> str:
    found = _LINE_END.search(text)
    return "\r\n" if found and found.group() == "\r\n" else "\n"


def _in_yaml(text: str) -> tuple[str, tuple[tuple[int, str], ...]]:
    """Return a text in canonical order and style, and which keys are not in order, by line."""
    safe, back = document.guarded(_LINE_END.sub("\n", text))
    file = transcribed(safe)
    left = [
        (
            safe.count("\n", 0, one.start) + 1,
            f"{quoted(one.word)} stays behind {quoted(one.behind)}, which has the anchor "
            f"{quoted(one.anchor)} that it uses",
        )
        for one in arranged(file)
    ]
    return lay_out(file).translate(back), tuple(left)


def _is_json(text: str, path: str, limits: Limits) -> bool:
    if path != "-" or not text.lstrip().startswith("{"):
        return path.lower().endswith(".json")
    attempt = Report(limits.mistakes)
    json_document.parse(text, path, Spent(limits), attempt)
    return not attempt


def _read(text: str, path: str, json: bool, limits: Limits, report: Report) -> Node | None:
    """Return the root of a text that may be part of a model.

    Raises:
        ModelError: it cannot be read, or is no part of a model.
    """
    parse = json_document.parse if json else document.parse
    root, _ = parse(text, path, Spent(limits), report)
    report.stop()
    nothing = root is None or (isinstance(root, Scalar) and root.nothing)
    if not nothing and not (
        isinstance(root, Mapping) and any(word in root.pairs for word in WORDS)
    ):
        hint = "a part of a model is a mapping with sections like 'channels'"
        report.add(Place(path, 1, 1), "this is no part of a model", hint)
        report.stop()
    return root


def _same(one: Node, two: Node) -> bool:
    return _Comparing().same(one, two, ())


class _Comparing:
    """Compares two files value by value; what an alias repeats counts once, where its anchor stands."""

    def __init__(self) -> None:
        self._met: set[tuple[int, int]] = set()

    def same(self, one: Node, two: Node, path: tuple[str | int, ...]) -> bool:
        """Return whether two nodes say the same; only where the language has an order may it differ."""
        if isinstance(one, Scalar) and isinstance(two, Scalar):
            return one.text == two.text and one.nothing == two.nothing
        if (id(one), id(two)) in self._met:
            return True
        self._met.add((id(one), id(two)))
        if isinstance(one, Sequence) and isinstance(two, Sequence):
            if len(one.items) != len(two.items):
                return False
            items = zip(one.items, two.items, repeat((*path, 0)), strict=False)
            return all(self.same(*each) for each in items)
        if not (isinstance(one, Mapping) and isinstance(two, Mapping)):
            return False
        if one.pairs.keys() != two.pairs.keys():
            return False
        if order(slot(path)) is None and list(one.pairs) != list(two.pairs):
            return False
        return all(
            self.same(value, two.pairs[word][1], (*path, word))
            for word, (_, value) in one.pairs.items()
        )
