"""A reading in, the same reading that is worked out only once for each question out."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from analysis.reading.terms import Terms

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


def once(
    read: Callable[Concatenate[Terms, Asked], Answer],
) -> Callable[Concatenate[Terms, Asked], Answer]:
    """Return a reading that keeps its answers with the terms; nobody may change them."""

    @wraps(read)
    def answer(terms: Terms, *args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
        key = (read, args, tuple(kwargs.items()))
        if key not in terms.answers:
            terms.answers[key] = read(terms, *args, **kwargs)
        found: Answer = terms.answers[key]
        return found

    return answer
