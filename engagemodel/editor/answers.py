"""What an editor asks in, the answer in its own terms out; one function for each question."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from lsprotocol import types as lsp

from engagemodel.editor.completing import Suggestion, suggestions
from engagemodel.editor.desk import Desk
from engagemodel.editor.diagnoses import Diagnosis, Span
from engagemodel.editor.hovering import told
from engagemodel.editor.naming import Named, definitions, named, references, renamed
from engagemodel.editor.outline import Symbol, outline
from engagemodel.editor.project import Known
from engagemodel.errors import ArgumentError, ModelError, Problem
from engagemodel.language.style import restyled
from engagemodel.markup import escaped

_KINDS = {
    "key": lsp.CompletionItemKind.Property,
    "id": lsp.CompletionItemKind.Reference,
    "word": lsp.CompletionItemKind.EnumMember,
}


def completion(desk: Desk, params: lsp.CompletionParams) -> lsp.CompletionList:
    """Return what may be written at a place."""
    uri = params.text_document.uri
    at = desk.spot(uri, params.position)
    known = desk.known(uri)
    if at is None or uri.lower().endswith(".json"):  # where every word would need its quotes
        return lsp.CompletionList(is_incomplete=False, items=[])
    place = Span(desk.path(uri), at.line, at.start, at.start + len(at.typed))
    where = desk.range(place)
    items = [
        lsp.CompletionItem(
            label=one.word,
            kind=_KINDS[one.kind],
            documentation=_about(one),
            sort_text=f"{number:05}",
            text_edit=lsp.TextEdit(where, one.word if at.stated else one.insert or one.word),
        )
        for number, one in enumerate(
            suggestions(at, known.model if known else None, desk.declared(uri))
        )
    ]
    return lsp.CompletionList(is_incomplete=False, items=items)


def _about(one: Suggestion) -> lsp.MarkupContent | None:
    """Return what a suggestion is about; what ids are called is foreign text."""
    text = escaped(one.about) if one.kind == "id" else one.about
    return lsp.MarkupContent(lsp.MarkupKind.Markdown, text) if text else None


def hover(desk: Desk, params: lsp.HoverParams) -> lsp.Hover | None:
    """Return what is to be told of a place."""
    uri = params.text_document.uri
    at, known = desk.spot(uri, params.position), desk.known(uri)
    if at is None:
        return None
    path = desk.path(uri)
    here = [
        one
        for one in desk.found.get(path, ())
        if one.span.line == at.line and one.span.start <= at.end and at.start <= one.span.end
    ]
    name = named(at, known) if known else None
    text = told(at, name, known, here)
    if not text:
        return None
    shown = lsp.MarkupContent(lsp.MarkupKind.Markdown, text)
    return lsp.Hover(shown, desk.range(Span(path, at.line, at.start, at.end)))


def _name(desk: Desk, uri: str, position: lsp.Position) -> tuple[Named, Known] | None:
    at, known = desk.spot(uri, position), desk.known(uri)
    name = named(at, known) if at and known else None
    return (name, known) if name and known else None


def definition(desk: Desk, params: lsp.DefinitionParams) -> list[lsp.Location]:
    """Return where the id at a place is declared."""
    found = _name(desk, params.text_document.uri, params.position)
    return [desk.location(span) for span in definitions(*found)] if found else []


def find_references(desk: Desk, params: lsp.ReferenceParams) -> list[lsp.Location]:
    """Return where the id at a place is named."""
    found = _name(desk, params.text_document.uri, params.position)
    declared = params.context.include_declaration
    return [desk.location(span) for span in references(*found, declared)] if found else []


def prepare_rename(desk: Desk, params: lsp.PrepareRenameParams) -> lsp.Range | None:
    """Return the id at a place that can be renamed."""
    uri = params.text_document.uri
    at = desk.spot(uri, params.position)
    if at is None or _name(desk, uri, params.position) is None:
        return None
    return desk.range(Span(desk.path(uri), at.line, at.start, at.end))


def rename(desk: Desk, params: lsp.RenameParams) -> lsp.WorkspaceEdit:
    """Return what changes where an id is renamed.

    Raises:
        ArgumentError: no id stands there, or it cannot be renamed so.
    """
    found = _name(desk, params.text_document.uri, params.position)
    if found is None:
        raise ArgumentError(Problem("no id of this model stands here"))
    changes: dict[str, list[lsp.TextEdit]] = {}
    for span in renamed(found[0], params.new_name, found[1]):
        edit = lsp.TextEdit(desk.range(span), params.new_name)
        changes.setdefault(desk.uri(span.path), []).append(edit)
    return lsp.WorkspaceEdit(changes=dict(changes))


def code_action(desk: Desk, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
    """Return an edit for each mistake of which it is known what was meant."""
    uri, actions = params.text_document.uri, []
    for one in params.context.diagnostics:
        meant = _meant(one, desk.found.get(desk.path(uri), []))
        if meant is None:
            continue
        edit = lsp.WorkspaceEdit(changes={uri: [lsp.TextEdit(one.range, meant)]})
        kind = lsp.CodeActionKind.QuickFix
        title = f"Change to '{meant.strip(chr(34)).strip(chr(39))}'"
        actions.append(lsp.CodeAction(title, kind, [one], is_preferred=True, edit=edit))
    return actions


def _meant(shown: lsp.Diagnostic, found: Iterable[Diagnosis]) -> str | None:
    """Return what was meant, also to an editor that does not hand back what came with its mistakes."""
    if isinstance(shown.data, dict):
        return str(shown.data["meant"]) if "meant" in shown.data else None
    line = shown.range.start.line
    same = (one for one in found if (one.message, one.span.line) == (shown.message, line))
    return next((one.meant for one in same), None)


def document_symbol(desk: Desk, params: lsp.DocumentSymbolParams) -> list[lsp.DocumentSymbol]:
    """Return the outline of a document."""
    uri = params.text_document.uri
    known = desk.known(uri)
    return [_symbol(one, desk, 0) for one in outline(desk.path(uri), known)] if known else []


def _symbol(one: Symbol, desk: Desk, level: int) -> lsp.DocumentSymbol:
    kind = lsp.SymbolKind.Module if level == 0 else lsp.SymbolKind.Object
    word = desk.range(one.span)
    ends = lsp.Position(one.last, 0) if one.last > one.span.line else word.end
    last = desk.lines(one.span.path)[one.last : one.last + 1]
    if last:
        ends = desk.range(Span(one.span.path, one.last, 0, len(last[0]))).end
    whole = lsp.Range(word.start, ends)
    inside = [_symbol(each, desk, level + 1) for each in one.inside]
    return lsp.DocumentSymbol(one.word or "…", kind, whole, word, one.about, children=inside)


def formatting(desk: Desk, params: lsp.DocumentFormattingParams) -> list[lsp.TextEdit] | None:
    """Return a document in canonical style; none where it cannot be read or is so already."""
    path = desk.path(params.text_document.uri)
    text = desk.project.texts.get(path)
    if text is None:
        return None
    try:
        new = restyled(text.encode("utf-8", "replace"), path).data.decode()
    except ModelError:
        return None
    if new == text:
        return []
    lines = desk.lines(path)
    end = desk.range(Span(path, len(lines) - 1, 0, len(lines[-1]))).end
    return [lsp.TextEdit(lsp.Range(lsp.Position(0, 0), end), new)]


ANSWERS: dict[str, tuple[Callable[[Desk, Any], Any], Any]] = {
    lsp.TEXT_DOCUMENT_COMPLETION: (
        completion,
        lsp.CompletionOptions(trigger_characters=[" ", "[", "{", ","]),
    ),
    lsp.TEXT_DOCUMENT_HOVER: (hover, None),
    lsp.TEXT_DOCUMENT_DEFINITION: (definition, None),
    lsp.TEXT_DOCUMENT_REFERENCES: (find_references, None),
    lsp.TEXT_DOCUMENT_PREPARE_RENAME: (prepare_rename, None),
    lsp.TEXT_DOCUMENT_RENAME: (rename, lsp.RenameOptions(prepare_provider=True)),
    lsp.TEXT_DOCUMENT_CODE_ACTION: (
        code_action,
        lsp.CodeActionOptions(code_action_kinds=[lsp.CodeActionKind.QuickFix]),
    ),
    lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL: (document_symbol, None),
    lsp.TEXT_DOCUMENT_FORMATTING: (formatting, None),
}
