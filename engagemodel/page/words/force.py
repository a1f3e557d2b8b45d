"""The language in force: that of the page being drawn or written, English outside of one."""

from __future__ import annotations

from contextvars import ContextVar

from engagemodel.page.words import en
from engagemodel.page.words.language import Language

IN_FORCE: ContextVar[Language] = ContextVar("language", default=en.LANGUAGE)


def language() -> Language:
    """Return the language in force."""
    return IN_FORCE.get()


def sort(lane: str, word: str) -> str:
    """Return what a kind of channel or function of an organization is called; others stay as they are."""
    return language().texts.get(f"sort.{lane}.{word}", word)
