"""What is known of a model in, the sections and entries of one of its files out, as an outline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from engagemodel.editor.cursor import lines_of
from engagemodel.editor.diagnoses import Span
from engagemodel.editor.project import Known
from engagemodel.language.nodes import Mapping, Node, Scalar, Sequence
from engagemodel.language.slots import Entries, slot
from engagemodel.place import Place


@dataclass(frozen=True, slots=True)
class Symbol:
    """A section, entry or record: its word, where that stands, and the line (from 0) where it ends."""

    word: str
    about: str
    span: Span
    last: int
    inside: list[Symbol] = field(default_factory=list)


def outline(path: str, known: Known) -> list[Symbol]:
    """Return the sections of a file, with the entries of each; empty where it was never readable."""
    for shown, document in known.documents.items():
        if known.path(shown) == path and isinstance(document.root, Mapping):
            lines = lines_of(known.texts.get(shown, ""))
            end = max(len(lines) - 1, 0)
            return list(_symbols(document.root, (), shown, end, known))
    return []


def _symbols(
    node: Mapping, path: tuple[str, ...], file: str, end: int, known: Known
) -> Iterator[Symbol]:
    pairs = list(node.pairs.items())
    ends = _ends([key.line - 1 for _, (key, _) in pairs], end)
    for (word, (key, value)), last in zip(pairs, ends, strict=True):
        span = _span(key, word, file, known)
        about, inside = _about(value), []
        if not path and isinstance(value, Mapping) and isinstance(slot((word,)), Entries):
            inside = list(_symbols(value, (word,), file, last, known))
        elif not path and isinstance(value, Sequence):
            inside = list(_items(value, file, last, known))
        yield Symbol(word, about, span, last, inside)


def _items(node: Sequence, file: str, end: int, known: Known) -> Iterator[Symbol]:
    items = [item for item in node.items if isinstance(item, Mapping)]
    ends = _ends([item.line - 1 for item in items], end)
    for item, last in zip(items, ends, strict=True):
        texts = {
            word: value.text for word, (_, value) in item.pairs.items() if isinstance(value, Scalar)
        }
        word = f"{texts.get('from', '…')} → {texts.get('to', '…')}"
        if "from" not in item.pairs:
            word = texts.get("rule") or texts.get("about") or "…"
        yield Symbol(word, texts.get("means", ""), _span(item, "", file, known), last)


def _ends(starts: list[int], end: int) -> list[int]:
    """Return the line on which each part ends: above the next, the last one at `end`."""
    nexts = [*starts[1:], end + 1]
    return [max(start, after - 1) for start, after in zip(starts, nexts, strict=False)]


def _span(node: Node, word: str, file: str, known: Known) -> Span:
    at = Place(file, node.line, node.column)
    start = node.column - 1
    return Span(known.path(at), node.line - 1, start, start + len(word))


def _about(value: Node) -> str:
    if isinstance(value, Mapping) and "name" in value.pairs:
        name = value.pairs["name"][1]
        return name.text if isinstance(name, Scalar) else ""
    return value.text if isinstance(value, Scalar) else ""
