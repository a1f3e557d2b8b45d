"""A finished page and what is wrong by now in, the same page that keeps itself up to date out.

The page stays as it is and as strict: what comes to it is one script and one style, each allowed by its
own hash, and the right to ask where it came from whether there is something new.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Sequence
from html import escape, unescape
from typing import Any

from engagemodel.errors import Problem
from engagemodel.page.dress.template import fill
from engagemodel.preview.server import Shown
from engagemodel.reports.diagnostics import MOST, WIDEST_SOURCE
from engagemodel.reports.wording import counted, place
from engagemodel.shipped import text

_POLICY = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(">)')
_CLOSE = "</body>"


def shown(page: str | None, number: int, problems: Sequence[Problem]) -> Shown:
    """Return what is to be seen of a page, the last that could be made, and what is wrong since.

    `page` is a finished document, None where there was none yet. `number` tells pages apart.
    """
    style, script = text("preview/preview.css"), text("preview/preview.js")
    markup = fill("preview/problems.html.j2", _facts(problems, stale=page is not None), {})
    if page is None:
        policy = "default-src 'none'; base-uri 'none'; form-action 'none'"
        page = fill("preview/waiting.html.j2", {"policy": policy}, {})
    head, policy = _allowing(page, script, style)
    body, close, rest = head.rpartition(_CLOSE)
    added = (
        f'<style>{style}</style>\n<div id="preview" data-page="{number}">{markup}</div>\n'
        f"<script>{script}</script>\n"
    )
    news = json.dumps({"page": str(number), "markup": markup})
    return Shown(
        document=f"{body}{added}{close}{rest}".encode(),
        policy=f"{policy}; frame-ancestors 'none'",
        news=news,
    )


def _allowing(page: str, script: str, style: str) -> tuple[str, str]:
    """Return a page that one more script and style may do their work in, and its policy."""
    found = _POLICY.search(page)
    assert found is not None, "a page states what a browser may do with it"
    policy = _allowed(unescape(found[2]), {"script-src": script, "style-src": style})
    start, end = found.span(2)
    return page[:start] + escape(policy) + page[end:], policy


def _allowed(policy: str, more: dict[str, str]) -> str:
    directives = {name: words for name, *words in map(str.split, policy.split(";"))}
    for name, code in more.items():
        directives.setdefault(name, []).append(_digest(code))
    directives["connect-src"] = ["'self'"]
    return "; ".join(" ".join([name, *words]) for name, words in directives.items())


def _digest(code: str) -> str:
    hashed = hashlib.sha256(code.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(hashed).decode('ascii')}'"


def _facts(problems: Sequence[Problem], *, stale: bool) -> dict[str, Any]:
    """Return what the template tells: nothing where nothing is wrong."""
    more = len(problems) - MOST
    return {
        "problems": [_told(problem) for problem in problems[:MOST]],
        "counted": counted(len(problems), "mistake"),
        "more": counted(more, "more mistake") if more > 0 else "",
        "stale": stale,
    }


def _told(problem: Problem) -> dict[str, Any]:
    """Return a mistake with its line in three parts: before the place, the place, and behind it.

    Of a long line that is what stands around the place.
    """
    column = max(0, problem.at.column - 1) if problem.at else 0
    start = max(0, column - WIDEST_SOURCE // 2)
    source = (problem.source or "")[start : start + WIDEST_SOURCE]
    column -= start
    return {
        "place": place(problem.at) if problem.at else "",
        "message": problem.message,
        "hint": problem.hint or "",
        "source": [source[:column], source[column : column + 1] or " ", source[column + 1 :]]
        if source
        else [],
        "related": [place(other) for other in problem.related],
        "trail": [place(step) for step in problem.trail],
    }
