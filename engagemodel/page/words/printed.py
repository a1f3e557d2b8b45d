"""A finding's sentences and its model in; the same as they are printed out, words of the model intact."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from engagemodel.model import Model
from engagemodel.page.direction import apart, leftward
from engagemodel.page.words.language import Told

_MARK = '"'


def printed(told: Told, model: Model) -> Told:
    """Return a finding with its own quotes as in print; those within a word of the model stay."""
    if not any(_MARK in said for said in (told.text, told.mend)):
        return told
    words = {word for word in wording(model) if _MARK in word}
    return Told(told.title, _set(told.text, words), _set(told.mend, words))


def _set(said: str, words: Iterable[str]) -> str:
    """Return a sentence in which quotes that belong to none of the words stand in pairs."""
    # At the beginning of a sentence the first letter of a word is large.
    wordings = {w for word in words for w in (word, word[:1].upper() + word[1:]) if w in said}
    longest = sorted(wordings, key=lambda word: (-len(word), word))
    kept = "|".join(map(re.escape, longest)) or "(?!)"
    quoted = f'(?P<kept>{kept})|"(?P<inner>(?:{kept}|[^"])*)"'
    return re.sub(quoted, lambda found: found["kept"] or f"“{found['inner']}”", said)


def ordered(told: Told, model: Model) -> Told:
    """Return a finding in which names that run to the left stay in the order of the sentence."""
    if not (leftward(told.text) or leftward(told.mend)):
        return told
    words = [
        form
        for word in wording(model)
        if leftward(word)
        for form in (word, word[:1].upper() + word[1:])
    ]
    return Told(told.title, apart(told.text, words), apart(told.mend, words))


def wording(model: Model) -> Iterator[str]:
    """Yield the names and other texts of a model that a rule may put into a sentence."""
    for section in (model.elements, model.data, model.journeys, model.capabilities):
        for id, entry in section.items():
            yield from (id, entry.name)
    for customer in model.customer_types.values():
        yield from (*customer.prefers, *customer.expects, *customer.expects.values())
    for channel in model.channels.values():
        yield from channel.serves or ()
    for platform in model.platforms.values():
        yield from (word for held in platform.holds.values() for word in held.key)
        yield from platform.supports
    for journey in model.journeys.values():
        yield from (step.do for step in journey.steps)
    for accepted in model.accept:
        yield from (accepted.rule, accepted.reason)
