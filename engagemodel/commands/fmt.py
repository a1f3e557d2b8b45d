"""`engagemodel fmt`: model files in, the same in canonical order and style out."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from engagemodel.commands import options
from engagemodel.commands.loading import piped
from engagemodel.commands.outcome import DONE, FOUND, WRONG, Outcome
from engagemodel.errors import ArgumentError, EngagemodelError, ModelError, Problem
from engagemodel.printable import printable
from engagemodel.reports.screen import inert

if TYPE_CHECKING:
    from engagemodel.language.limits import Limits
    from engagemodel.language.style import Styled

_TOLD = 4
_LINE_END = re.compile(r"\r\n|\r|\n")


def fmt(
    models: Annotated[
        list[str],
        typer.Argument(
            metavar="MODEL...",
            help="Files of models, folders of models, or - for standard input.",
        ),
    ],
    check: Annotated[
        bool,
        typer.Option(
            "--check", help="Change nothing; name the files that would change, and exit with 1."
        ),
    ] = False,
    diff: Annotated[
        bool,
        typer.Option(
            "--diff",
            help="Change nothing; show what would change, and exit with 1 where any would.",
        ),
    ] = False,
    limit: options.LimitOption = None,
    skip_others: options.SkipOthersOption = False,
) -> Outcome:
    """Bring model files into canonical order and style.

    Comments, blank lines, ids and the order of ids stay; what the files say stays the same. A folder
    names every model below it and the files that these include; a file names itself alone. A file
    that cannot be read is told and left as it is. A key whose alias would come to stand above its
    anchor stays behind it, and a file that cannot be written in another way (an alias for a key)
    stays as it is: both are told, and neither makes --check fail.
    """
    limits = options.limits(limit)
    files, problems = _read(models, limits)
    styled = _restyled(files, limits, problems, skip_others)
    changed = {path: one for path, one in styled.items() if one.data != files[path]}
    dry = check or diff
    shown = styled if dry else {**styled, **_restyled(_data(changed), limits, [], skip_others)}
    notes = list(_notes(shown))
    written: list[str] = []
    if dry:
        text = _difference(files, changed) if diff else "".join(map(_line, changed))
        code = FOUND if changed else DONE
    else:
        text = styled["-"].data.decode() if "-" in styled else ""
        code = DONE
        written = [path for path in changed if path != "-"]
        notes += [f"formatted {path}" for path in written]
    return Outcome(
        code=WRONG if problems else code,
        text=text,
        exact=not dry,
        files={} if dry else {path: changed[path].data for path in written},
        notes=tuple(notes),
        problems=tuple(dict.fromkeys(problems)),
    )


def _data(styled: dict[str, Styled]) -> dict[str, bytes]:
    return {path: one.data for path, one in styled.items() if one.left}


def _notes(styled: dict[str, Styled]) -> Iterator[str]:
    """Yield what of each file is not in canonical order or style, and why."""
    for path, one in styled.items():
        if one.kept:
            yield f"{path}: note: left as it is: {one.kept}"
        if one.left:
            (line, words), *more = one.left
            others = [f"line {each}: {why}" for each, why in more[:_TOLD]]
            rest = [f"{len(more) - _TOLD} more"] if len(more) > _TOLD else []
            yield f"{path}:{line}: note: not in order: {'; '.join([words, *others, *rest])}"


def _restyled(
    files: dict[str, bytes], limits: Limits, problems: list[Problem], skip_others: bool
) -> dict[str, Styled]:
    """Return the files that can be read; of the others the problems are told.

    With `skip_others`, only of those that are models: of what else has no such key, nobody knows
    that it is a part of one.
    """
    from engagemodel.language.folders import is_other
    from engagemodel.language.style import restyled

    styled = {}
    for path, data in files.items():
        try:
            styled[path] = restyled(data, path, limits=limits)
        except ModelError as error:
            if not (skip_others and is_other(path)):
                problems += error.problems
    return styled


def _read(models: list[str], limits: Limits) -> tuple[dict[str, bytes], list[Problem]]:
    """Return the bytes of every file that the arguments name, and what cannot be read."""
    from engagemodel.language.contents import contents

    if models.count("-") > 1:
        raise ArgumentError(Problem("standard input holds one model only"))
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    real: set[str] = set()
    for argument in models:
        if argument == "-":
            files["-"] = _piped(limits)
            continue
        if (
            os.path.exists(argument)
            and not os.path.isfile(argument)
            and not os.path.isdir(argument)
        ):
            # A pipe would be waited for, and could not be written.
            hint = "a model that comes from elsewhere is piped into '-'"
            problems.append(Problem(f"'{argument}' is neither a file nor a folder", hint=hint))
            continue
        try:
            found = contents(argument, limits=limits)
        except EngagemodelError as error:
            problems += error.problems
            continue
        if not found:
            hint = "a model is a .yaml, .yml or .json file with the key 'engagemodel'"
            problems.append(Problem(f"there is no model in '{argument}'", hint=hint))
        for path, data in found.items():
            if os.path.realpath(path) not in real:  # one file may be named in several ways
                real.add(os.path.realpath(path))
                files[path] = data
    return files, problems


def _piped(limits: Limits) -> bytes:
    data = piped(limits)
    if data is None:
        raise ArgumentError(
            Problem("standard input was not given", hint="pipe a model into '-'", path="-")
        )
    return data


def _difference(files: dict[str, bytes], changed: dict[str, Styled]) -> str:
    """Return what would change as a unified difference, safe to print."""
    from difflib import unified_diff

    lines: list[str] = []
    for path, styled in changed.items():
        before, after = (
            _LINE_END.split(data.decode("utf-8-sig")) for data in (files[path], styled.data)
        )
        lines += unified_diff(before, after, path, path, lineterm="")
    return "".join(map(_line, lines))


def _line(text: str) -> str:
    return f"{inert(printable(text))}\n"
