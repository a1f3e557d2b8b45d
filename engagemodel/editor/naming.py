"""An id in a file in, everywhere it is declared and named out; and what renaming it changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engagemodel.editor.cursor import Spot, lines_of
from engagemodel.editor.diagnoses import Span
from engagemodel.editor.project import Known
from engagemodel.errors import ArgumentError, Problem
from engagemodel.language.mentions import Mention, namespaces
from engagemodel.language.values import ID, ID_RULE


@dataclass(frozen=True, slots=True)
class Named:
    """An id that a model declares, in one of the namespaces of ids."""

    id: str
    namespace: str


def named(at: Spot, known: Known) -> Named | None:
    """Return the id that stands at a place, None where no declared one does."""
    for space in namespaces(at.path, key=at.key and not at.bare) or namespaces(at.path):
        if any(_declares(one, Named(at.word, space)) for one in known.mentions):
            return Named(at.word, space)
    return None


def definitions(name: Named, known: Known) -> Iterator[Span]:
    """Yield where an id is declared."""
    yield from (_span(one, known) for one in known.mentions if _declares(one, name))


def references(name: Named, known: Known, declared: bool) -> Iterator[Span]:
    """Yield where an id is named, and, where `declared`, where it is declared."""
    for one in known.mentions:
        if (one.id, one.namespace) == (name.id, name.namespace) and (declared or not one.declared):
            yield _span(one, known)


def renamed(name: Named, new: str, known: Known) -> list[Span]:
    """Return every place that has to change for an id to be called `new`.

    What an entry says of its own past (`was`, `replaces`) stays: there the id is that of another
    state of the model.

    Raises:
        ArgumentError: the new id is no id or is taken, or a file cannot be read at the moment.
    """
    if not ID.fullmatch(new):
        raise ArgumentError(Problem(f"'{new}' is not an id", hint=ID_RULE))
    taken = Named(new, name.namespace)
    if new != name.id and any(_declares(one, taken) for one in known.mentions):
        raise ArgumentError(Problem(f"'{new}' is already an id of this model"))
    lines = {path: lines_of(text) for path, text in known.texts.items()}
    spans: dict[Span, None] = {}
    for one in known.mentions:
        same = (one.id, one.namespace) == (name.id, name.namespace)
        if same and not (one.past and one.owner == name.id):
            span = _span(one, known)
            line = lines.get(one.at.path, [])[span.line : span.line + 1]
            if not line or line[0][span.start : span.end] != name.id:
                reason = f"'{one.at.path}' cannot be read at the moment"
                raise ArgumentError(Problem(reason, hint="mend its errors first"))
            spans[span] = None
    return list(spans)


def _declares(one: Mention, name: Named) -> bool:
    return one.declared and one.id == name.id and one.namespace == name.namespace


def _span(one: Mention, known: Known) -> Span:
    start = one.at.column - 1
    return Span(known.path(one.at), one.at.line - 1, start, start + len(one.id))
