"""A place in a model file in, what an editor tells of it out, as Markdown in which nothing is active."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engagemodel import api
from engagemodel.editor.completing import about
from engagemodel.editor.cursor import Spot
from engagemodel.editor.diagnoses import Diagnosis
from engagemodel.editor.facts import facts
from engagemodel.editor.naming import Named
from engagemodel.editor.project import Known
from engagemodel.language.context import NOUNS
from engagemodel.language.keys import SECTIONS, WORDS
from engagemodel.language.records import Keys
from engagemodel.language.slots import Root, slot
from engagemodel.markup import escaped
from engagemodel.model import CustomerType, Entry, Model
from engagemodel.reports.failures.words import headline

_MOST = 12


def told(at: Spot, name: Named | None, known: Known | None, found: Iterable[Diagnosis]) -> str:
    """Return the facts of an id, the meaning of a key, and the manual of each rule found there."""
    parts = []
    if name is not None and known is not None and known.model is not None:
        parts.append("\n\n".join(_entry(name, known, known.model)))
    elif at.key and not at.bare:
        parts.append(_key(at))
    rules = dict.fromkeys(one.rule for one in found if one.rule)
    parts += ["\n\n".join(_manual(rule)) for rule in rules if rule]
    return "\n\n---\n\n".join(part for part in parts if part)


def _key(at: Spot) -> str:
    here = slot(at.path)
    if isinstance(here, Root) and at.word in WORDS:
        return f"**{at.word}**: {about(at.word)}"
    if isinstance(here, Keys) and at.word in here:
        return f"**{at.word}**: {here[at.word].description}"
    return ""


def _entry(name: Named, known: Known, model: Model) -> Iterator[str]:
    for section, about_it in SECTIONS.items():
        entries: dict[str, Entry] = getattr(model, section)
        entry = entries.get(name.id)
        if entry is None or name.namespace not in (about_it.kind, "element"):
            continue
        noun = NOUNS[about_it.kind].split(" ", 1)[-1]
        kind = getattr(entry, "kind", None)
        kind = f", {escaped(kind)}" if isinstance(kind, str) else ""
        yield f"**{escaped(entry.name)}** ({noun}{kind})"
        if entry.description:
            yield escaped(entry.description)
        stated = [f"- {escaped(f'{word}: {text}')}" for word, text in facts(entry, section, model)]
        if stated:
            yield "\n".join(stated)
        users = _users(name, known)
        if users:
            more = f" and {len(users) - _MOST} more" if len(users) > _MOST else ""
            yield f"Named by: {', '.join(map(escaped, users[:_MOST]))}{more}"
        if name.namespace == "element" and not isinstance(entry, CustomerType):
            yield f"If it fails: {escaped(headline(api.failure(model, [name.id])))}"
        return


def _users(name: Named, known: Known) -> list[str]:
    """Return the ids of the entries that name an id."""
    owners = (
        one.owner
        for one in known.mentions
        if (one.id, one.namespace) == (name.id, name.namespace) and not (one.declared or one.past)
    )
    return [owner for owner in dict.fromkeys(owners) if owner]


def _manual(name: str) -> Iterator[str]:
    from engagemodel.rules import BY_NAME

    rule = BY_NAME.get(name)
    if rule is None:
        return
    manual = rule.manual
    yield f"**{rule.name}** ({rule.severity}): {manual.title}"
    for words, text in (("What", manual.what), ("Why", manual.why), ("Mend", manual.mend)):
        yield f"*{words}.* {text}"
