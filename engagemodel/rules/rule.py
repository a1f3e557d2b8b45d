"""What a rule is: a function from a model to findings, with a severity and a manual."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from engagemodel.finding import Finding, Severity
from engagemodel.graph import Graphs
from engagemodel.settings import Settings

Find = Callable[[Graphs, Settings], Iterator[Finding]]
_HEADER = "engagemodel: 1\nname: Example\n"


@dataclass(frozen=True, slots=True)
class Manual:
    """What `explain` shows of a rule; `example` has the defect, `mended` is the same without it."""

    title: str
    what: str
    why: str
    mend: str
    example: str
    mended: str
    settings: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; `identity` are the facets that tell two of its findings apart."""

    name: str
    severity: Severity
    identity: tuple[str, ...]
    find: Find
    docstring: str

    @property
    def manual(self) -> Manual:
        """The manual, read from the docstring of the rule's function."""
        return _manual(self.name, self.docstring)


def rule(severity: Severity, *identity: str) -> Callable[[Find], Rule]:
    """Return a decorator that makes a function of its name a rule.

    The docstring is a title line, then paragraphs that begin with ``What:``, ``Why:`` (with the
    source of the claim), ``Mend:``, ``Example:``, ``Mended:`` (models without the two header lines)
    and, where there are any, ``Settings:``.
    """

    def make(find: Find) -> Rule:
        name = find.__name__.replace("_", "-")
        return Rule(name, severity, identity, find, inspect.cleandoc(find.__doc__ or ""))

    return make


def _manual(name: str, docstring: str) -> Manual:
    parts = re.split(r"(?m)^(What|Why|Mend|Example|Mended|Settings):", docstring)
    texts = dict(zip(parts[1::2], parts[2::2], strict=True))
    missing = {"What", "Why", "Mend", "Example", "Mended"} - set(texts)
    if missing:
        raise ValueError(f"the manual of {name} lacks {', '.join(sorted(missing))}")
    prose = {key: " ".join(text.split()) for key, text in texts.items()}
    models = {key: _HEADER + inspect.cleandoc(texts[key]) + "\n" for key in ("Example", "Mended")}
    return Manual(
        title=parts[0].strip(),
        what=prose["What"],
        why=prose["Why"],
        mend=prose["Mend"],
        example=models["Example"],
        mended=models["Mended"],
        settings=prose.get("Settings", "None."),
    )
