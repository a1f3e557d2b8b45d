"""What a language of the page is: its texts, how it writes numbers, and how it tells a finding."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engagemodel.finding import Finding
from engagemodel.model import Model


@dataclass(frozen=True, slots=True)
class Told:
    """A finding in the words of a language: a title, what is wrong, what would mend it."""

    title: str
    text: str
    mend: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """One language of the page.

    `texts` is the same table of keys in each, with the same places for values. `days_after` is what
    `days` are called after a preposition, such as "after", where that is another word. `point` stands
    between a number and its fraction, `scales` are the endings of thousands of millions, millions
    and thousands, `money` how an amount stands with its `currency`, and `date` how
    `strftime` writes a day. `figures` has the title of a figure by its name and `states` the word for a state
    with a meaning, where it is another than the program's own. `told` puts a finding of a model into
    words.
    """

    code: str
    name: str
    texts: Mapping[str, str]
    point: str
    days: str
    hours: str
    minutes: str
    seconds: str
    never: str
    days_after: str = ""
    scales: tuple[str, str, str]
    money: str
    date: str
    figures: Mapping[str, str]
    states: Mapping[str, str]
    told: Callable[[Finding, Model], Told]
