"""The files of one model in, what reading it asks of them out, to be asked again elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar, cast

from engagemodel.errors import EngagemodelError
from engagemodel.language.files import Files, NoFileError, TooLongError
from engagemodel.language.limits import Limits
from engagemodel.language.problems import Report, TooManyProblemsError
from engagemodel.language.sources import gather

V = TypeVar("V")
_Question = tuple[str, str]
# What may be the answer in place of what was asked; git refuses as this program does.
_NO = (EngagemodelError, NoFileError, TooLongError, OSError, ValueError)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What `load` would read of a model: every answer by its question, and what came by `stdin`.

    `absent` says that the revision has no such file, `refusal` why nothing could be asked.
    """

    main: str
    answers: Mapping[_Question, object] = field(default_factory=dict)
    stdin: bytes | None = None
    absent: bool = False
    refusal: EngagemodelError | None = None

    def opened(self) -> Files:
        """Return the files as they were.

        Raises:
            EngagemodelError: they could not be opened then.
        """
        if self.refusal is not None:
            raise self.refusal
        return _Recalled(self)


def recorded(
    files: Files, limits: Limits, stdin: bytes | None = None, absent: bool = False
) -> Snapshot:
    """Return what reading a model asks of its files."""
    asking = _Asking(files)
    shown = asking.shown(files.main)
    if not absent:
        asking.real(files.main)
        data = stdin
        if shown != "-":
            try:
                data = asking.read(files.main, limits.file_bytes)
            except FileNotFoundError:
                data = None
                asking.names("")  # among which the one that was meant may be
            except _NO:
                data = None
        if data is not None and _may_include(data):
            _gather(asking, stdin, limits)
    return Snapshot(files.main, asking.answers, stdin, absent)


def _may_include(data: bytes) -> bool:
    """Return whether a file may name others; a word in quotes may be written in escapes."""
    return b"include" in data or b"\\" in data


def _gather(files: Files, stdin: bytes | None, limits: Limits) -> None:
    """Ask for whatever is asked for when the model is read; what is wrong is told then."""
    try:
        gather(files, stdin, limits, Report(limits.mistakes))
    except (EngagemodelError, TooManyProblemsError):
        return


class _Asking:
    """Files that are asked each question once, and note the answer; an exception is one, too."""

    def __init__(self, files: Files) -> None:
        self.main = files.main
        self.answers: dict[_Question, object] = {}
        self._files = files

    def shown(self, name: str) -> str:
        return self._noted("shown", name, lambda: self._files.shown(name))

    def real(self, name: str) -> str:
        return self._noted("real", name, lambda: self._files.real(name))

    def inside(self, name: str) -> bool:
        return self._noted("inside", name, lambda: self._files.inside(name))

    def read(self, name: str, most: int) -> bytes:
        return self._noted("read", name, lambda: self._files.read(name, most))

    def is_folder(self, path: str) -> bool | None:
        return self._noted("is_folder", path, lambda: self._files.is_folder(path))

    def names(self, path: str) -> Iterator[tuple[str, bool | None]]:
        return iter(self._noted("names", path, lambda: list(self._files.names(path))))

    def _noted(self, what: str, name: str, ask: Callable[[], V]) -> V:
        if (what, name) not in self.answers:
            try:
                self.answers[what, name] = ask()
            except _NO as error:
                self.answers[what, name] = error
        answer = self.answers[what, name]
        if isinstance(answer, Exception):
            raise answer
        return cast(V, answer)


class _Recalled:
    """Files whose answers are those of a snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.main = snapshot.main
        self._answers = snapshot.answers

    def shown(self, name: str) -> str:
        return self._answer("shown", name, str)

    def real(self, name: str) -> str:
        return self._answer("real", name, str)

    def inside(self, name: str) -> bool:
        return self._answer("inside", name, bool)

    def read(self, name: str, most: int) -> bytes:
        return self._answer("read", name, bytes)

    def is_folder(self, path: str) -> bool | None:
        answer = self._answers["is_folder", path]
        return answer if isinstance(answer, bool) else None

    def names(self, path: str) -> Iterator[tuple[str, bool | None]]:
        return iter(self._answer("names", path, list))

    def _answer(self, what: str, name: str, kind: type[V]) -> V:
        answer = self._answers[what, name]
        if isinstance(answer, Exception):
            raise answer
        assert isinstance(answer, kind), "it was noted as it is asked for"
        return answer
