"""`engagemodel watch`: one model or two in, what each save of them comes to out, on a live page too."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import nullcontext
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from engagemodel.commands import drawing, options
from engagemodel.commands.loading import remarks
from engagemodel.commands.outcome import Outcome
from engagemodel.commands.ranges import whole
from engagemodel.errors import ArgumentError, EngagemodelError, Problem
from engagemodel.reports.screen import Screen

if TYPE_CHECKING:
    from engagemodel.preview.following import Look
    from engagemodel.preview.models import Models, Seen
    from engagemodel.results import Check, Difference


PortOption = Annotated[
    int,
    typer.Option(
        metavar="PORT", help="Port of the live page; 0 is a free one.", parser=whole(0, 65535)
    ),
]
OpenOption = Annotated[bool, typer.Option("--open", help="Open the live page in the browser.")]
NoServeOption = Annotated[bool, typer.Option("--no-serve", help="No live page.")]


# The choices stand in the help as text, because asking the page for them would load all of it for
# `--help`; a test compares.
def watch(
    model: Annotated[
        str,
        typer.Argument(
            metavar="MODEL",
            help="The model to watch; with FUTURE the one of today, which may be REV:PATH.",
        ),
    ],
    future: Annotated[
        str | None,
        typer.Argument(metavar="[FUTURE]", help="Watch what lies between MODEL and this one."),
    ] = None,
    output: Annotated[
        list[str] | None,
        drawing.files("Write the page after each save, too, as render does; may be repeated."),
    ] = None,
    view: drawing.ViewOption = None,
    size: drawing.SizeOption = "a4",
    portrait: drawing.PortraitOption = False,
    lang: drawing.LangOption = None,
    select: options.SelectOption = None,
    ignore: options.IgnoreOption = None,
    port: PortOption = 0,
    open: OpenOption = False,
    no_serve: NoServeOption = False,
    today: options.TodayOption = None,
    limit: options.LimitOption = None,
) -> Outcome:
    """Check and draw again after each save, with a live page in the browser.

    The page answers this machine alone. While a model cannot be read, it shows what could be read last,
    and the mistakes. Ctrl-C ends it.
    """
    from engagemodel import api, page
    from engagemodel.preview.models import Models, Wishes

    if open and no_serve:
        raise ArgumentError(Problem("--open and --no-serve exclude each other"))
    if view is not None:
        drawing.viewed(view, two=future is not None)
    drawing.filed(output or ())
    drawing.paper(size, portrait=portrait)
    wishes = Wishes(
        view=view,
        size=size,
        portrait=portrait,
        language=lang,
        select=options.rules(select),
        ignore=options.rules(ignore),
        limits=options.limits(limit),
        day=options.day(today),
        files={path: page.format_of(path) for path in output or ()},
        page=not no_serve,
    )
    fixed = _fixed(model, future)
    paths = (model,) if future is None else (future,) if fixed else (model, future)
    before = api.load(model, limits=wishes.limits) if fixed else None
    models = Models(paths, before, wishes)
    return Outcome(following=_following(models, None if no_serve else port, open))


def _fixed(model: str, future: str | None) -> bool:
    """Return whether the model of today is one of a git revision, which nobody saves.

    Raises:
        ArgumentError: what is to be watched is no file.
    """
    from engagemodel.language import named

    for path in (model, future):
        if path == "-":
            hint = "name a file"
            raise ArgumentError(Problem("standard input cannot be watched", hint=hint))
    last = model if future is None else future
    if named(last):
        hint = "a revision may stand before it, as the model of today"
        raise ArgumentError(Problem(f"'{last}' never changes, name a file", hint=hint))
    return future is not None and named(model) is not None


def _following(models: Models, port: int | None, open: bool) -> Generator[Outcome, None, None]:
    """Yield what each save comes to, and show it on the live page, until nobody asks for more."""
    from engagemodel.preview.document import shown
    from engagemodel.preview.following import follow
    from engagemodel.preview.opening import open_browser
    from engagemodel.preview.server import Server

    with nullcontext() if port is None else Server(port, shown(None, 0, ())) as server:
        told = _Told(models.paths, server.url if server else None)
        for number, look in enumerate(follow(models.look)):
            if number == 0 and look.error is not None:
                _refuse(look.error)
            outcome = told.next(look)
            if server:
                server.show(shown(told.page, told.pages, outcome.problems))
            yield outcome
            if number == 0 and open and server and not open_browser(server.url):
                yield Outcome(notes=("note: there is no browser to open; open the page by hand",))


def _refuse(error: EngagemodelError) -> None:
    """Refuse at the start what no save can mend: a file that is not there, a view of nothing.

    Raises:
        EngagemodelError: it is such a one.
    """
    if isinstance(error, ArgumentError) or any(one.path is not None for one in error.problems):
        raise error


class _Told:
    """What was told so far, to tell only what is new."""

    def __init__(self, paths: tuple[str, ...], url: str | None) -> None:
        self.page: str | None = None
        self.pages = 0
        self._paths = paths
        self._url = url
        self._begun = False
        self._last: Check | Difference | None = None
        self._notes: tuple[str, ...] = ()

    def next(self, look: Look[Seen]) -> Outcome:
        """Return what is to be told and written after a look."""
        from engagemodel.reports import saves

        begun, self._begun = self._begun, True
        seen, before = look.result, self._last
        result = seen.result if seen else None
        text: Callable[[Screen], str]
        if not begun:
            text = partial(saves.begun, result, self._paths, self._url)
        elif result is None:
            text = partial(saves.unread, before is not None)
        else:
            text = partial(saves.saved, result, before)
        if seen is None:
            problems = look.error.problems if look.error else ()
            return Outcome(text=text, problems=problems)
        if seen.page != self.page:
            self.page, self.pages = seen.page, self.pages + 1
        self._last = seen.result
        notes = (*remarks(*seen.models), *seen.warnings, *(f"wrote {path}" for path in seen.files))
        new = tuple(note for note in notes if note not in self._notes)
        self._notes = notes
        return Outcome(text=text, files=seen.files, inputs=seen.inputs, notes=new)
