"""The command line in, one command run, its outcome shown, written and exited with."""

from __future__ import annotations

import io
import os
import shlex
import stat
import sys
from collections.abc import Callable, Generator, Sequence
from contextlib import AbstractContextManager, closing, nullcontext, redirect_stdout, suppress
from dataclasses import replace
from typing import BinaryIO, NoReturn, TextIO

import typer

from engagemodel import ending, progress
from engagemodel.commands.application import NAME, application
from engagemodel.commands.outcome import BROKEN, DONE, WRONG, Outcome
from engagemodel.delivery import create, write
from engagemodel.delivery.streams import drop, occupy, pour
from engagemodel.errors import ArgumentError, EngagemodelError, Problem
from engagemodel.printable import printable
from engagemodel.reports import FORMATS
from engagemodel.reports.bar import Bar
from engagemodel.reports.diagnostics import diagnostics
from engagemodel.reports.screen import PAPER, Screen, inert

INTERRUPTED, CLOSED = 130, 141  # as a shell reports SIGINT and SIGPIPE; less is no signal


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the program with the arguments of the process and exit."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    occupy()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        ending.in_order()
        code = run(words)
        ending.at_once()  # in here, where what is raised until then is still caught
    except KeyboardInterrupt:
        code = INTERRUPTED
    except ending.Terminated as end:
        code = end.code
    except BrokenPipeError:
        code = CLOSED
    _close(code)


def run(words: Sequence[str]) -> int:
    """Return the exit code after everything that the arguments ask for was shown and written.

    Raises:
        BrokenPipeError: nobody reads the output any more.
    """
    try:
        outcome = _outcome(words)
        if outcome.running is not None:
            return _go_on(outcome.running)
        if outcome.following is not None:
            return _follow(outcome.following)
        text = _written(outcome)
    except EngagemodelError as error:
        outcome, text = _refusal(words, error.problems)
    except BrokenPipeError:
        raise
    except (OSError, MemoryError) as error:
        outcome, text = _refusal(words, (_unable(error),))
    except Exception as error:  # noqa: BLE001 - whatever is left is a bug, told in one line
        ending.heed()
        return _bug(words, error)
    return _deliver(outcome, text)


def _go_on(running: Callable[[BinaryIO], int]) -> int:
    """Return the exit code of what speaks for itself; nothing else gets to standard output meanwhile."""
    if sys.stdout is None:
        raise ArgumentError(Problem("there is no standard output to write to"))
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as output, redirect_stdout(sys.stderr):
        return running(output)


def _follow(outcomes: Generator[Outcome, None, None]) -> int:
    """Show and write one outcome after the other as they come; return the code of what stops that.

    What cannot be written at the start is a wrong argument, later on it is told, and may be mended.
    """
    with closing(outcomes):
        for number, outcome in enumerate(outcomes):
            told = outcome
            try:
                text = _written(outcome)
            except (EngagemodelError, OSError, MemoryError) as error:
                if number == 0:
                    raise
                met = error.problems if isinstance(error, EngagemodelError) else (_unable(error),)
                told, text = Outcome(problems=met), ""
            code = _deliver(told, text)
            if code:
                return code
    return DONE


def _written(outcome: Outcome) -> str:
    """Write the files of an outcome, and return its text for the screen at hand."""
    text = outcome.text if isinstance(outcome.text, str) else outcome.text(_screen(sys.stdout))
    ending.heed()
    create(outcome.created)
    write(outcome.files, outcome.inputs)
    return text


def _outcome(words: Sequence[str]) -> Outcome:
    """Return what the command hands back, or the text that a request for help or version asks for.

    Typer only parses: what it prints is caught, so that it is delivered like everything else, and
    the command runs after it, so that its errors are ours. Who says nothing is told what can be said.
    """
    if not words:
        return replace(_outcome(["--help"]), code=WRONG)
    caught = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    try:
        with redirect_stdout(caught):
            parsed = application()(args=list(words), prog_name=NAME, standalone_mode=False)
    except typer.Abort:
        raise KeyboardInterrupt from None
    except Exception as error:  # noqa: BLE001 - sorted into ours and bugs below
        raise _usage(error) from None
    except SystemExit as end:
        parsed = end.code
    if callable(parsed):
        with _watched():
            outcome: Outcome = parsed()
        return outcome
    caught.seek(0)
    return Outcome(code=parsed if isinstance(parsed, int) else DONE, text=caught.read())


def _watched() -> AbstractContextManager[object]:
    """Show how far the work is where a person looks on, and no pager draws on the same terminal."""
    quiet = os.environ.get("CI") or os.environ.get("TERM") == "dumb" or _is_pipe(sys.stdout)
    if quiet or not _is_terminal(sys.stderr):
        return nullcontext()
    return progress.listening(Bar(_say, lambda: _screen(sys.stderr).width))


def _usage(error: Exception) -> Exception:
    """Return Typer's complaint about the arguments as ours, anything else as it is."""
    words = getattr(error, "format_message", None)
    if words is None:
        return error
    context = getattr(error, "ctx", None)
    verb = context.command_path if context else NAME
    message = words().rstrip(".")
    if not message:
        message = "a command is missing"
    return ArgumentError(
        Problem(message[0].lower() + message[1:], hint=f"'{verb} --help' tells what is possible")
    )


def _refusal(words: Sequence[str], problems: tuple[Problem, ...]) -> tuple[Outcome, str]:
    """Return the outcome of a run that could not do what was asked; machines get a document too."""
    from engagemodel.commands.reporting import shown

    form = FORMATS.get(shown(words) or "")
    verb = next((word for word in words if not word.startswith("-")), None)
    if form is None:
        text = ""
    elif verb == "check":  # its document is of several models, of which this run has none
        text = form.check([], problems, PAPER)
    else:
        text = form.errors(problems)
    return Outcome(code=WRONG, exact=True, problems=problems), text


def _unable(error: OSError | MemoryError) -> Problem:
    """Return what the system refuses; no bug, and nothing that the author of a model can mend."""
    if isinstance(error, MemoryError):
        return Problem("there is not enough memory")
    if isinstance(error, FileNotFoundError) and not error.filename:
        return Problem("the current folder is no longer there")
    reason = (error.strerror or str(error)).lower()
    about = f"'{printable(str(error.filename))}': " if error.filename else ""
    return Problem(f"{about}{reason}")


def _bug(words: Sequence[str], error: Exception) -> int:
    """Tell in one line that the program itself failed, and how to see where."""
    if "--traceback" in words:
        import traceback

        told = "".join(traceback.format_exception(error))
        _say("".join(f"{inert(printable(line))}\n" for line in told.splitlines()))
    else:
        again = shlex.join([NAME, "--traceback", *words])
        message = printable(f"{type(error).__name__}: {error}")[:300]
        _say(
            f"error: {NAME} itself failed ({message}); this is a bug, "
            f"and this shows where: {printable(again)}\n"
        )
    return BROKEN


def _deliver(outcome: Outcome, text: str) -> int:
    """Show an outcome and return its exit code, never 0 where the output did not arrive."""
    ending.heed()
    terminal = _is_terminal(sys.stderr)
    _say("".join(f"{inert(printable(note))}\n" for note in outcome.notes))
    _say(diagnostics(outcome.problems, _screen(sys.stderr), source=terminal))
    if not text:
        return outcome.code
    if sys.stdout is None:
        _say("error: there is no standard output to write to\n")
        return WRONG
    try:
        encoding = "utf-8" if outcome.exact else sys.stdout.encoding
        pour(sys.stdout.buffer, text.encode(encoding, "backslashreplace"))
    except BrokenPipeError:
        raise
    except OSError as error:
        _say(f"error: cannot write to standard output: {error.strerror}\n")
        return WRONG
    return outcome.code


def _say(text: str) -> None:
    """Write to standard error; a reader who has gone away is no reason to fail."""
    if text and sys.stderr is not None:
        with suppress(OSError):
            sys.stderr.write(text)
            sys.stderr.flush()


def _screen(stream: TextIO | None) -> Screen:
    """Return what a stream shows: on a terminal its width and colour, else 80 columns and none.

    ``COLUMNS`` sets the width everywhere, ``NO_COLOR`` and ``TERM=dumb`` keep colour away.
    """
    terminal = _is_terminal(stream)
    stated = os.environ.get("COLUMNS", "")
    width = int(stated) if stated.isdecimal() else 0
    if stream is not None and terminal and not width:
        with suppress(OSError):
            width = os.get_terminal_size(stream.fileno()).columns
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    known = os.name != "nt" or "WT_SESSION" in os.environ
    return Screen(width or PAPER.width, colour=terminal and not plain and known)


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and not stream.closed and stream.isatty()


def _is_pipe(stream: TextIO | None) -> bool:
    """Return whether another program reads a stream; a pager draws where we do."""
    try:
        mode = 0 if stream is None else os.fstat(stream.fileno()).st_mode
    except (OSError, ValueError):
        return True
    return stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)


def _close(code: int) -> NoReturn:
    """Exit; what a closed pipe or full disk has left in a buffer is not tried again.

    Nor is what is left where the program was asked to end: its reader may not be reading any more.
    """
    ending.at_once()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            if code >= INTERRUPTED:
                drop(stream)
            try:
                stream.flush()
            except (OSError, ValueError):
                drop(stream)
                code = max(code, WRONG)
    sys.exit(code)
