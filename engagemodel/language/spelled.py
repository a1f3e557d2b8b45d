"""Values as their author typed them in, the same with no more quotes and lines than they need out."""

from __future__ import annotations

import re

from engagemodel.language.written import Collection, Entry, Leaf, Value

# Words that YAML, in one of its versions, takes for something else than words.
_RESERVED = {"true", "false", "yes", "no", "on", "off", "y", "n", "null"}
_PLAIN = re.compile(r"[^\W\d_](?:[\w .'&/()+%*!?;\"=@$€£§|<>~^-]*[\w.'/()+%!?;\"=€£§-])?")
_PLAIN_OUTSIDE = re.compile(
    r"[^\W\d_](?:[\w .'&/()+%*!?;\"=@$€£§|<>~^,\[\]{}-]*[\w.'/()+%!?;\"=€£§,\[\]{}-])?"
)
_QUANTITY = re.compile(r"[0-9]+(?:\.[0-9]+)?(?:%|[smhdw])")
_HEADER = re.compile(r"([|>])([-+]?)([1-9]?)([-+]?)(.*)")
_FLOW_SAFE = re.compile(r"[^,\[\]{}:#]+")
INDENT = 2
"""Spaces by which each level stands further right."""


def spelled(leaf: Leaf, *, flow: bool) -> str:
    """Return a value that stands on one line, without quotes it does not need; `flow` inside brackets."""
    if leaf.style not in ("'", '"') or "\n" in leaf.raw:
        return leaf.raw
    plain = _PLAIN if flow else _PLAIN_OUTSIDE
    if _QUANTITY.fullmatch(leaf.text):
        return leaf.text
    if plain.fullmatch(leaf.text) and leaf.text.lower() not in _RESERVED:
        return leaf.text
    return leaf.raw


def spelled_key(key: Leaf, *, flow: bool) -> str:
    """Return a key, with its anchor if it has one."""
    return (f"&{key.anchor} " if key.anchor else "") + spelled(key, flow=flow)


def flat(leaf: Value) -> str:
    """Return a value that is the whole of a file."""
    assert isinstance(leaf, Leaf)
    return leaf.raw


def lines_of(leaf: Leaf, indent: str) -> list[str]:
    """Return the lines of a value; those after the first begin with `indent`."""
    if leaf.style in ("|", ">"):
        return _text_block(leaf, indent)
    first, *more = spelled(leaf, flow=False).split("\n")
    if leaf.style != '"':  # where a space at the end may be escaped
        first, more = first.rstrip(), [line.rstrip() for line in more]
    return [first, *(indent + line.lstrip(" \t") if line.strip() else "" for line in more)]


def _text_block(leaf: Leaf, indent: str) -> list[str]:
    """Return the lines of a text behind | or >, its own indentation kept beyond that of the text."""
    header, *lines = leaf.raw.split("\n")
    filled = [line for line in lines if line.strip(" ")]
    depth = leaf.depth
    if depth is None:
        depth = (
            len(filled[0]) - len(filled[0].lstrip(" "))
            if filled
            else max(map(len, lines), default=0)
        )
    while lines and not lines[-1][depth:].rstrip("\n") and not lines[-1].strip(" "):
        lines.pop()
    if leaf.keeps:
        ends = len(leaf.text) - len(leaf.text.rstrip("\n"))
        lines += [""] * (ends - 1 if lines else ends)
    return [
        _header(leaf, header),
        *(indent + line[depth:] if line[depth:] else "" for line in lines),
    ]


def _header(leaf: Leaf, header: str) -> str:
    """Return what stands before a text: its sign, how far it is indented, and a comment."""
    sign, ending, digit, late, rest = _HEADER.findall(header)[0]
    if digit:
        digit = str(INDENT)
    if leaf.text and not leaf.text.endswith("\n"):
        ending, late = "-", ""  # it may end with the file, which will have a line end
    return f"{sign}{digit}{ending}{late}{rest}".rstrip()


def in_flow(value: Collection) -> str | None:
    """Return a collection in brackets on one line, None where a comment or value in it forbids that."""
    if value.tail:
        return None
    parts = []
    for entry in value.entries:
        inner = _value_in_flow(entry, value.flow)
        if inner is None or entry.lead or entry.beside:
            return None
        key = "" if entry.key is None else f"{spelled_key(entry.key, flow=True)}: "
        parts.append(key + inner)
    text = ", ".join(parts)
    return f"{{{text}}}" if value.mapping else f"[{text}]"


def _value_in_flow(entry: Entry, flow: bool) -> str | None:
    value = entry.value
    anchor = f"&{value.anchor} " if value.anchor else ""
    if isinstance(value, Collection):
        inner = in_flow(value) if value.flow else None
        return None if inner is None else anchor + inner
    if not value.raw or "\n" in value.raw or value.style in ("|", ">"):
        return None
    text = spelled(value, flow=True)
    if text == value.raw and not (flow or value.style or _FLOW_SAFE.fullmatch(text)):
        return None
    return anchor + text
