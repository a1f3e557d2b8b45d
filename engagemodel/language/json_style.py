"""The nodes of a JSON file in, its text in canonical order and style out."""

from __future__ import annotations

import json

from engagemodel.language.nodes import Mapping, Node, Scalar, Sequence
from engagemodel.language.slots import Step, in_order, order, slot

_INDENT = "  "


def lay_out(root: Node) -> str:
    """Return the text of a file: keys in the order of the language, two spaces for each level.

    Numbers stay as typed, characters beyond ASCII stand for themselves.
    """
    return _text(root, "\n", ()) + "\n"


def _text(node: Node, line: str, path: tuple[Step, ...]) -> str:
    """Return a value; `line` is the line end and indentation of what it stands in."""
    inner = line + _INDENT
    if isinstance(node, Mapping) and node.pairs:
        words = list(node.pairs)
        known = order(slot(path))
        if known is not None:
            words = in_order(words, known)
        pairs = (
            f"{_quoted(word)}: {_text(node.pairs[word][1], inner, (*path, word))}" for word in words
        )
        return f"{{{inner}{f',{inner}'.join(pairs)}{line}}}"
    if isinstance(node, Sequence) and node.items:
        items = (_text(item, inner, (*path, 0)) for item in node.items)
        return f"[{inner}{f',{inner}'.join(items)}{line}]"
    if isinstance(node, Scalar):
        return (node.text or "null") if node.plain else _quoted(node.text)
    return "{}" if isinstance(node, Mapping) else "[]"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
