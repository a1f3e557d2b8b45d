"""Templates in; where one of them begins to fill in itself out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping


def itself(texts: Mapping[str, str], name: str) -> tuple[str, int, str] | None:
    """Return the template, the line and the way (``extends``, ``includes``) in which one asks for itself.

    Looked for from the template of that name on, along what they name outright; None if none does.
    """
    stack, done = [(name, _asked(texts, name))], set[str]()
    while stack:
        current, asked = stack[-1]
        for other, line, how in asked:
            if any(other == open for open, _ in stack):
                return current, line, how
            if other in texts and other not in done:
                stack.append((other, _asked(texts, other)))
                break
        else:
            done.add(current)
            stack.pop()
    return None


def _asked(texts: Mapping[str, str], name: str) -> Iterator[tuple[str, int, str]]:
    """Yield each template that one names, the line where it does, and what it does with it."""
    from jinja2 import Environment, nodes

    ways = {nodes.Extends: "extends", nodes.Include: "includes"}
    ways |= {nodes.Import: "imports", nodes.FromImport: "imports"}
    for node in Environment(autoescape=True).parse(texts[name]).find_all(tuple(ways)):
        asked = getattr(node, "template", None)
        if isinstance(asked, nodes.Const) and isinstance(asked.value, str):
            yield asked.value, node.lineno, ways[type(node)]
