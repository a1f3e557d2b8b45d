"""A finding and its model in, the finding in German out: a title, a sentence and a remedy.

The words of a finding come from its rule in English; here they are made anew from its facts. They are
built so that names need neither article nor case, nor a verb that agrees with how many there are.
"""

from __future__ import annotations

from engagemodel.finding import Finding
from engagemodel.model import Model
from engagemodel.page.words import de_customers, de_systems
from engagemodel.page.words.facts import Joints, facts, fill
from engagemodel.page.words.language import Told
from engagemodel.page.words.printed import ordered
from engagemodel.sentences import sentence

_WORDINGS = {**de_customers.WORDINGS, **de_systems.WORDINGS}
_JOINTS = Joints(last="und", choice="oder", more="{count} weitere", open="„", close="“")


def told(finding: Finding, model: Model) -> Told:
    """Return a finding in German."""
    wording = _WORDINGS[finding.rule]
    known = facts(finding, model, _JOINTS, wording.phrases)
    text, mend = (sentence(fill(words, known)) for words in (wording.text, wording.mend))
    return ordered(Told(wording.title, text, mend), model)
