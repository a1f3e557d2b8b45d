"""Words become a sentence, whatever names stand at its ends."""

from __future__ import annotations

import pytest

from engagemodel.sentences import opened, sentence


@pytest.mark.parametrize(
    ("words", "begun"),
    [
        ("store shoppers", "Store shoppers"),
        ("iPhone users", "iPhone users"),
        ("e-mail Readers", "E-mail Readers"),
        ("Shoppers", "Shoppers"),
        ("ärzte", "Ärzte"),
        ("", ""),
    ],
)
def test_a_sentence_begins_large_unless_a_name_has_its_own_way(words: str, begun: str) -> None:
    assert opened(words) == begun


@pytest.mark.parametrize(
    ("words", "ended"),
    [
        ("Open it to Acme Inc..", "Open it to Acme Inc."),
        ("Open it to Acme.", "Open it to Acme."),
        ("And so on...", "And so on..."),
    ],
)
def test_a_sentence_ends_once(words: str, ended: str) -> None:
    assert sentence(words) == ended
