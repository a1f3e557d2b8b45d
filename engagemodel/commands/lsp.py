"""`engagemodel lsp`: an editor's questions about models in, answers out, over standard input and output."""

from __future__ import annotations

import sys
from typing import Annotated, BinaryIO

import typer

from engagemodel.commands.outcome import Outcome
from engagemodel.errors import ArgumentError, Problem


def lsp(
    stdio: Annotated[
        bool,
        typer.Option("--stdio", help="Speak over standard input and output, as it always does."),
    ] = False,
) -> Outcome:
    """Answer an editor that speaks the Language Server Protocol.

    Mistakes and findings while typing, completion of keys and ids, hover, definition, references,
    rename, quick fixes, outline and formatting. Editors start it; needs the extra `lsp`.
    """
    del stdio
    try:
        from engagemodel.editor.server import serve
    except ImportError as error:
        if error.name is None or error.name.split(".")[0] not in ("pygls", "lsprotocol"):
            raise
        hint = "install it with: pip install 'engagemodel[lsp]'"
        raise ArgumentError(Problem("the language server needs pygls", hint=hint)) from None
    if sys.stdin is None or sys.stdin.isatty():
        hint = "an editor starts it; the README tells how"
        raise ArgumentError(Problem("nobody speaks the protocol here", hint=hint))
    source = sys.stdin.fileno()

    def running(output: BinaryIO) -> int:
        return serve(source, output)

    return Outcome(running=running)
