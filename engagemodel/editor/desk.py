"""An editor's addresses and positions in, paths, texts and spans out, and back."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from engagemodel.editor.cursor import Spot, lines_of, spot
from engagemodel.editor.declaring import declared
from engagemodel.editor.diagnoses import Diagnosis, Span, diagnoses
from engagemodel.editor.project import Known, Project
from engagemodel.editor.uris import path_of, uri_of

if TYPE_CHECKING:
    from pygls.workspace import Workspace

_WEIGHTS = {
    "error": lsp.DiagnosticSeverity.Error,
    "warning": lsp.DiagnosticSeverity.Warning,
    "information": lsp.DiagnosticSeverity.Information,
    "hint": lsp.DiagnosticSeverity.Hint,
}


class Desk:
    """What an editor has open: its documents, under the addresses that it gave them."""

    def __init__(self) -> None:
        self.project = Project()
        self.found: dict[str, list[Diagnosis]] = {}
        self._uris: dict[str, str] = {}
        self._lines: dict[str, tuple[str, list[str]]] = {}
        self._declared: dict[str, tuple[list[str], Mapping[str, tuple[str, ...]]]] = {}
        self._workspace: Workspace | None = None
        self._folder = os.path.realpath(os.curdir)

    def settle(self, folders: Iterable[str], workspace: Workspace) -> None:
        """Take the folders that the editor works in, and its documents."""
        self._workspace = workspace
        paths = [path for path in map(path_of, folders) if path]
        self.project.roots = [os.path.realpath(path) for path in paths]
        if self.project.roots:
            self._folder = self.project.roots[0]

    def path(self, uri: str) -> str:
        """Return the path of a document; one that is not saved lies in the editor's first folder."""
        path = path_of(uri)
        if path is None:
            return os.path.join(self._folder, uri.replace("/", "_").replace("\\", "_"))
        try:
            return os.path.realpath(path)
        except (OSError, ValueError):
            return path

    def uri(self, path: str) -> str:
        """Return the address of a path: the editor's own, where it has it open."""
        return self._uris.get(path) or uri_of(path)

    def take(self, uri: str) -> str | None:
        """Take the text of a document as it is now; return the main file of its model, if any."""
        path = self.path(uri)
        self._uris[path] = uri
        assert self._workspace is not None
        document = self._workspace.get_text_document(uri)
        self.project.change(path, document.source)
        return self.project.main(path)

    def forget(self, uri: str) -> tuple[str | None, list[str]]:
        """Forget a document that was closed.

        Return the main file of its model where another of its files is open yet, and the addresses
        of which nothing is known any more.
        """
        path = self.path(uri)
        main = self.project.main(path)
        self.project.close(path)
        known = self.project.known.get(main) if main else None
        paths = {path, *map(known.path, known.texts)} if known else {path}
        gone = sorted(self.uri(each) for each in paths)
        self._uris.pop(path, None)
        if main and not paths.isdisjoint(self._uris):
            return main, []
        self.project.known.pop(main or "", None)
        return None, gone

    def known(self, uri: str) -> Known | None:
        """Return what is known of a document's model."""
        return self.project.of(self.path(uri))

    def lines(self, path: str) -> list[str]:
        """Return the lines of a file as the editor, or else the disk, has them."""
        text = self.project.text(path)
        kept = self._lines.get(path)
        if kept is None or kept[0] is not text:
            kept = self._lines[path] = text, lines_of(text)
        return kept[1]

    def declared(self, uri: str) -> dict[str, tuple[str, ...]]:
        """Return the ids by section of all files of a document's model, as they are typed now."""
        path, known, found = self.path(uri), self.known(uri), dict[str, tuple[str, ...]]()
        for each in {path: None, **dict.fromkeys(map(known.path, known.texts) if known else ())}:
            lines = self.lines(each)
            kept = self._declared.get(each)
            if kept is None or kept[0] is not lines:
                kept = self._declared[each] = lines, declared(lines)
            for section, ids in kept[1].items():
                found[section] = (*found.get(section, ()), *ids)
        return found

    def spot(self, uri: str, position: lsp.Position) -> Spot | None:
        """Return what stands at a position, None where no model is written there."""
        path = self.path(uri)
        if self.project.main(path) is None and not self.project.ours(path):
            return None
        lines = self.lines(path)
        return spot(lines, position.line, self._column(lines, position))

    def _column(self, lines: list[str], position: lsp.Position) -> int:
        assert self._workspace is not None
        codec = self._workspace.position_codec
        return int(codec.position_from_client_units(lines, position).character)

    def range(self, span: Span) -> lsp.Range:
        """Return a span in the editor's units."""
        lines = self.lines(span.path)
        assert self._workspace is not None
        codec = self._workspace.position_codec
        text = lines[span.line : span.line + 1] or [""]
        start, end = (codec.client_num_units(text[0][:column]) for column in (span.start, span.end))
        return lsp.Range(lsp.Position(span.line, start), lsp.Position(span.line, end))

    def location(self, span: Span) -> lsp.Location:
        """Return a span as a place in a document."""
        return lsp.Location(self.uri(span.path), self.range(span))

    def diagnosed(self, known: Known) -> Iterator[lsp.PublishDiagnosticsParams]:
        """Yield what to underline in each file of a model; those that are well get an empty list."""
        for path, found in diagnoses(known).items():
            self.found[path] = found
            shown = [self._diagnostic(one) for one in found]
            yield lsp.PublishDiagnosticsParams(self.uri(path), shown)

    def _diagnostic(self, one: Diagnosis) -> lsp.Diagnostic:
        related = [
            lsp.DiagnosticRelatedInformation(self.location(span), message)
            for span, message in one.related
        ]
        return lsp.Diagnostic(
            range=self.range(one.span),
            message=one.message,
            severity=_WEIGHTS[one.weight],
            code=one.rule,
            source="engagemodel",
            related_information=related or None,
            data={"meant": one.meant} if one.meant else None,
        )
