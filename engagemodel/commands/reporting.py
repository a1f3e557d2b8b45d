"""Formats and files as they were asked for in, reports to be shown and written out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import zip_longest
from typing import TYPE_CHECKING, Generic, TypeVar

from typer.core import TyperCommand

from engagemodel.commands.loading import read_in_vain
from engagemodel.commands.options import report_format
from engagemodel.commands.outcome import WRONG, Outcome
from engagemodel.errors import ArgumentError, EngagemodelError, Problem
from engagemodel.reports import FORMATS, STORIES, format_of
from engagemodel.reports.format import Format, Story
from engagemodel.reports.screen import PAPER, Screen

if TYPE_CHECKING:
    from typer._click.core import Context

    from engagemodel.page.dress.template import Templates

Form = TypeVar("Form", bound=Format)
Words = str | Sequence[str] | None
_SCREEN = "-"  # as a file: standard output; a file of that name is ./-
_DRAWN = "'engagemodel render' with --view journey:ID or impact:ID draws a page"


@dataclass(frozen=True, slots=True)
class Report(Generic[Form]):
    """One report to make: its format, and the file it goes to (None: standard output).

    `templates` are the user's, which go before ours.
    """

    name: str
    form: Form
    path: str | None = None
    templates: Templates | None = None

    def told(self, tell: Callable[[Form, Screen], str], screen: Screen) -> str:
        """Return what is told in this format for a screen.

        Raises:
            ArgumentError: the user's template cannot be filled.
        """
        if self.templates is None:
            return tell(self.form, screen)
        from engagemodel.page import Dress

        with Dress(templates=self.templates).worn():
            return tell(self.form, screen)


class InOrder(TyperCommand):
    """A command that is handed formats and files as they were written, each beside its own.

    The parser hands over all formats and all files, and forgets which stood behind which.
    """

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Parse the words of a command line."""
        words = list(args)
        left = super().parse_args(ctx, args)
        self._refuse_empty(ctx.params)
        if {"format", "output"} <= ctx.params.keys():
            values, _, order = self.make_parser(ctx).parse_args(args=words)
            each = {name: iter(values.get(name) or ()) for name in ("format", "output")}
            written = [
                (param.name, next(each[param.name])) for param in order if param.name in each
            ]
            pairs = lined_up(written)
            ctx.params["format"] = [format for format, _ in pairs]
            ctx.params["output"] = [path for _, path in pairs]
        return left

    def _refuse_empty(self, values: Mapping[str, object]) -> None:
        """Refuse an option without a word, as of an unset variable: nobody means to say nothing.

        Raises:
            ArgumentError: there is one.
        """
        for param in self.params:
            value = values.get(param.name or "")
            words = value if isinstance(value, list | tuple) else (value,)
            if param.param_type_name == "option" and "" in words:
                name = max(param.opts, key=len)
                hint = f"leave {name} out, or give it a word; is a variable of the build unset?"
                raise ArgumentError(Problem(f"{name} is empty", hint=hint))


def lined_up(written: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return formats, each with its file; what was not stated is empty.

    `written` has the options ``format`` and ``output`` with their words in the order of the command
    line. A file is in the format before it, a second one in that of its own name, where it names
    one. A single format and a single file belong together in either order. A format that has no
    ending of its own (github) is for standard output, and takes no file that names another.
    """
    pairs: list[tuple[str, str]] = []
    alone = sorted(option for option, _ in written) == ["format", "output"]
    for option, word in sorted(written) if alone else written:
        if option == "format":
            pairs.append((word, ""))
        elif pairs and not pairs[-1][1] and _takes(pairs[-1][0], word):
            pairs[-1] = (pairs[-1][0], word)
        else:
            before = pairs[-1][0] if pairs and format_of(word) is None else ""
            pairs.append((before, word))
    return pairs


def _takes(format: str, path: str) -> bool:
    known = FORMATS.get(format)
    return known is None or bool(known.SUFFIXES) or format_of(path) is None


def reports(
    format: Words, output: Words, templates: Templates | None = None
) -> tuple[Report[Format], ...]:
    """Return the reports asked for: text on standard output where nothing is said.

    `format` and `output` are single words, or lists of which one item belongs to the other and may
    be empty. The file ``-`` is standard output. The user's `templates` go before ours.

    Raises:
        ArgumentError: there is no such format, two go to standard output or to one file.
    """
    pairs = list(zip_longest(_several(format), _several(output), fillvalue="")) or [("", "")]
    files = [(name, filed(path)) for name, path in pairs]
    found = [(report_format(name or None, path), path) for name, path in files]
    shown = [name for name, path in found if path is None]
    if len(shown) > 1:
        hint = f"give each but one a file: --format {shown[0]} -o FILE"
        what = f"{len(shown)} reports for standard output: {', '.join(shown)}"
        raise ArgumentError(Problem(what, hint=hint))
    paths = [path for _, path in found if path]
    if len(set(paths)) < len(paths):
        raise ArgumentError(Problem("two outputs are the same file"))
    return tuple(Report(name, FORMATS[name], path, templates) for name, path in found)


def filed(path: str | None) -> str | None:
    """Return the file that a word behind -o names, None where it is standard output or nothing."""
    return None if path == _SCREEN else path or None


def stories(format: Words, output: Words) -> tuple[Report[Story], ...]:
    """Return the reports asked for, each in a format that tells journeys and failures.

    Raises:
        ArgumentError: as of `reports`, or a format tells findings only.
    """
    asked = reports(format, output)
    for report in asked:
        if report.name not in STORIES:
            hint = f"possible are {', '.join(STORIES)}; {_DRAWN}"
            what = f"'{report.name}' is a format of what check and diff find, and of nothing else"
            raise ArgumentError(Problem(what, hint=hint))
    return tuple(Report(report.name, STORIES[report.name], report.path) for report in asked)


def delivered(
    outcome: Outcome,
    asked: Iterable[Report[Form]],
    tell: Callable[[Form, Screen], str],
    findings: int = 0,
) -> Outcome:
    """Return the outcome with every report in it; `tell` makes one in a format for a screen.

    `findings` are how many a report has, for a note where its reader has a limit.
    """
    files: Mapping[str, bytes] = outcome.files
    notes = list(outcome.notes)
    for report in asked:
        if report.path is None:
            text = partial(report.told, tell)
            outcome = replace(outcome, text=text, exact=report.form.EXACT)
        else:
            files = {**files, report.path: report.told(tell, PAPER).encode()}
        beyond = [limit.beyond for limit in report.form.LIMITS if findings > limit.findings]
        notes += [f"note: {findings:,} findings as {report.name}: {beyond[-1]}"] if beyond else []
    return replace(outcome, files=files, notes=tuple(notes))


def unread(asked: Iterable[Report[Form]], error: EngagemodelError, *paths: str) -> Outcome:
    """Return the outcome of a run that could not read its models, of these paths.

    What machines read says so where they look for it; people are told beside their reports, of
    which none is written.
    """
    problems = error.problems
    inputs = tuple(sorted(read_in_vain(error, *paths)))
    outcome = Outcome(code=WRONG, inputs=inputs, problems=problems)
    told = [report for report in asked if report.form.EXACT or report.path is None]
    return delivered(outcome, told, lambda form, screen: form.errors(problems))


def shown(words: Sequence[str]) -> str | None:
    """Return the format that standard output was to get, as far as refused words tell.

    None where everything was to go to files.
    """
    pairs = reversed(lined_up(list(_written(words))))
    return next((form for form, path in pairs if form in FORMATS and not filed(path)), None)


def _written(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the options ``format`` and ``output`` with their words in the order they stand in."""
    rest = iter(words)
    for word in rest:
        name, joined, value = word.partition("=")
        if name in ("--format", "--output") or word == "-o":
            value = value if joined else next(rest, "")
            yield ("format" if name == "--format" else "output"), value
        elif word.startswith("-o"):
            yield "output", word[2:]


def _several(words: Words) -> Sequence[str]:
    return [words] if isinstance(words, str) else words or []
