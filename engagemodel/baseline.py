"""A baseline file in, the findings that a team knows already out; and the other way round."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass

from engagemodel.errors import ArgumentError, ModelError, Problem, SettingsError
from engagemodel.finding import Finding
from engagemodel.language import Limits, named
from engagemodel.language.json_document import parse
from engagemodel.language.limits import MIB, Spent, size
from engagemodel.language.nodes import Mapping, Node, Scalar, Sequence
from engagemodel.language.problems import Report, TooManyProblemsError, quoted
from engagemodel.language.text import decode
from engagemodel.place import Place
from engagemodel.printable import printable
from engagemodel.spelling import did_you_mean

VERSION = "1"
LIMITS = Limits(depth=8, values=2_000_000, file_bytes=64 * MIB, mistakes=100)
LONGEST = 160  # characters of a message
_HEADER = "baseline"
_KEYS = ("fingerprint", "rule", "path", "message")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A finding that is known: by its fingerprint, in the model at `path`.

    The path is relative to the folder of the baseline, with slashes; ``-`` is standard input.
    `message` is how it begins, for people; `at` is where it stands, None of one
    that is not written yet.
    """

    fingerprint: str
    rule: str
    path: str
    message: str
    at: Place | None = None

    @property
    def entry(self) -> tuple[str, str, str]:
        """What there is once in a file: path, rule and fingerprint."""
        return self.path, self.rule, self.fingerprint

    @classmethod
    def of(cls, finding: Finding, path: str) -> Known:
        """Return a finding as the baseline will know it."""
        message = printable(finding.message)
        if len(message) > LONGEST:
            message = message[: LONGEST - 1] + "…"
        return cls(fingerprint=finding.fingerprint, rule=finding.rule, path=path, message=message)


def relative(model: str, baseline: str) -> str:
    """Return what a baseline calls a model argument; of ``REV:PATH`` it is the PATH that counts."""
    if model == "-":
        return model
    name = named(model)
    path = name.path if name else model
    folder = os.path.dirname(os.path.abspath(baseline))
    try:
        return os.path.relpath(os.path.abspath(path), folder).replace(os.sep, "/")
    except ValueError:  # on another drive of Windows
        return path.replace(os.sep, "/")


def gone(known: Known, baseline: str) -> bool:
    """Return whether the model of a known finding is no longer where it was."""
    folder = os.path.dirname(baseline)
    return known.path != "-" and not os.path.exists(os.path.join(folder, known.path))


def written(entries: Iterable[Known]) -> bytes:
    """Return the bytes of a baseline file: sorted, one finding a line."""
    lines = sorted(
        {
            known.entry: json.dumps({key: getattr(known, key) for key in _KEYS}, ensure_ascii=False)
            for known in entries
        }.items()
    )
    findings = ",\n".join(f"    {line}" for _, line in lines)
    body = f"[\n{findings}\n  ]" if findings else "[]"
    return f'{{\n  "{_HEADER}": {VERSION},\n  "findings": {body}\n}}\n'.encode()


def load(path: str) -> tuple[Known, ...]:
    """Return the findings that a baseline file lists.

    Raises:
        ArgumentError: there is no such file, or it cannot be opened.
        SettingsError: it is not a baseline of this version; carries every problem met.
    """
    try:
        with open(path, "rb") as file:
            data = file.read(LIMITS.file_bytes + 1)
    except FileNotFoundError:
        hint = "--write-baseline writes it from what is found now"
        raise ArgumentError(
            Problem(f"there is no baseline {quoted(path, 200)}", hint=hint)
        ) from None
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or "the name is no file name").lower()
        message = f"cannot read the baseline {quoted(path, 200)}: {reason}"
        raise ArgumentError(Problem(message)) from None
    report = Report(LIMITS.mistakes)
    try:
        found = _read(data, path, report)
    except TooManyProblemsError:
        found = ()
    try:
        report.stop()
    except ModelError as error:
        raise SettingsError(*error.problems) from None
    return found


def _read(data: bytes, path: str, report: Report) -> tuple[Known, ...]:
    if len(data) > LIMITS.file_bytes:
        report.add(Place(path, 1, 1), f"the baseline is larger than {size(LIMITS.file_bytes)}")
        return ()
    text = decode(data, path, report)
    if text is None:
        return ()
    reader = _Reader(path, report)
    if not text.lstrip().startswith("{"):
        reader.other()
        return ()
    return reader.whole(parse(text, path, Spent(LIMITS), report)[0])


class _Reader:
    """Reads the nodes of one baseline; every mistake goes to the report."""

    def __init__(self, path: str, report: Report) -> None:
        self._path = path
        self._report = report

    def whole(self, root: Node | None) -> tuple[Known, ...]:
        if len(self._report):
            return ()
        if not isinstance(root, Mapping) or _HEADER not in root.pairs:
            self.other()
            return ()
        version = root.pairs[_HEADER][1]
        if not isinstance(version, Scalar) or not version.plain or version.text != VERSION:
            stated = quoted(version.text) if isinstance(version, Scalar) else "not a number"
            hint = "delete it and write it anew with --write-baseline"
            message = f"the version of the baseline is {stated}, {VERSION} was expected"
            self._report.add(self._at(version), message, hint)
            return ()
        self._keys(root, (_HEADER, "findings"), "a baseline")
        listed = root.pairs["findings"][1] if "findings" in root.pairs else None
        if not isinstance(listed, Sequence):
            if len(self._report):  # another key was probably meant to be this one
                return ()
            at = self._at(listed or root)
            self._report.add(at, "a list was expected in 'findings'")
            return ()
        entries = [self._entry(item) for item in listed.items]
        return tuple(entry for entry in entries if entry is not None)

    def other(self) -> None:
        """Report that the file is something else."""
        hint = "--write-baseline writes a new file, and replaces none but a baseline"
        self._report.add(Place(self._path, 1, 1), "this file is no baseline", hint)

    def _entry(self, node: Node) -> Known | None:
        if not isinstance(node, Mapping):
            self._report.add(self._at(node), f"an entry has the keys {', '.join(_KEYS)}")
            return None
        self._keys(node, _KEYS, "an entry")
        values = {key: self._text(node, key) for key in _KEYS}
        texts = {key: value for key, value in values.items() if value is not None}
        return Known(**texts, at=self._at(node)) if len(texts) == len(_KEYS) else None

    def _text(self, entry: Mapping, key: str) -> str | None:
        if key not in entry.pairs:
            self._report.add(self._at(entry), f"'{key}' is missing")
            return None
        value = entry.pairs[key][1]
        if not isinstance(value, Scalar) or value.plain:
            self._report.add(self._at(value), f"a text in quotes was expected in '{key}'")
            return None
        return value.text

    def _keys(self, node: Mapping, known: tuple[str, ...], what: str) -> None:
        for key, (at, _) in node.pairs.items():
            if key not in known:
                hint = did_you_mean(key, known) or f"{what} has {', '.join(known)}"
                self._report.add(self._at(at), f"unknown key {quoted(key)}", hint)

    def _at(self, node: Node) -> Place:
        return Place(self._path, node.line, node.column)
