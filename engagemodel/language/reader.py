"""The files of a model in, the model out; every mistake of every file is reported."""

from __future__ import annotations

from typing import Any

from engagemodel.language.context import NAMESPACES, NOUNS, Context, Names
from engagemodel.language.keys import HEADER, LISTS, SECTIONS, WORDS
from engagemodel.language.lines import acceptances, flows, numbered, positions
from engagemodel.language.nodes import Broken, Mapping, Node, Scalar, Sequence, plain
from engagemodel.language.problems import Report, quoted, whereabouts
from engagemodel.language.records import Section, read_record
from engagemodel.language.references import check
from engagemodel.language.sources import Document, Gathered
from engagemodel.language.topics import benchmark, readiness
from engagemodel.language.values import ID, ID_RULE
from engagemodel.model import Entry, Model
from engagemodel.place import Place
from engagemodel.spelling import Suggestions

# What a file is made of; the header is told of where it is missing.
_KNOWN = f"known are {', '.join([word for word in WORDS if word in {*SECTIONS, *LISTS}][:8])}, …"


def read(gathered: Gathered, path: str, report: Report) -> Model:
    """Return the model that the files state together.

    Raises:
        ModelError: something in them is wrong; carries every problem met.
    """
    reading = _Reading(report, gathered.incomplete)
    for number, document in enumerate(gathered.documents):
        reading.document(document, main=number == 0)
    check(reading.names, reading.sections, report, reading.suggestions)
    report.stop()
    return reading.model(path, gathered)


class _Reading:
    """What was read of the files so far."""

    def __init__(self, report: Report, incomplete: bool) -> None:
        self.names = Names()
        self.names.incomplete = incomplete
        self.suggestions = Suggestions()
        self.sections: dict[str, dict[str, Any]] = {name: {} for name in SECTIONS}
        self._lists: dict[str, list[Any]] = {name: [] for name in LISTS}
        self._topics: dict[str, dict[str, Any]] = {"readiness": {}, "benchmark": {}}
        self._header: dict[str, Any] = {}
        self._extra: dict[str, object] = {}
        self._at = Place("", 1, 1)
        self._report = report

    def document(self, document: Document, main: bool) -> None:
        """Read one file."""
        context = Context(document.path, self._report, self.names, self.suggestions)
        self._excuse(document.dropped)
        if main:
            self._at = Place(document.path, 1, 1)
        root = self._root(document.root, main, context)
        if root is None:
            return
        known = self._known(root, context)
        for word, key, value in known:
            context.key = word
            if word in HEADER and not main:
                if word != "engagemodel":
                    hint = "the header stands in the main file"
                    context.problem(key, f"{quoted(word)} stands in an included file", hint)
                    continue
                HEADER[word].kind.read(value, context)
            elif word in HEADER:
                self._header_key(word, value, context)
            else:
                self._content(word, value, context)
        if main:
            self._complete(root, {word for word, _, _ in known})

    def _root(self, root: Node | None, main: bool, context: Context) -> Mapping | None:
        hint = "begin with 'engagemodel: 1' and 'name: …'"
        if isinstance(root, Mapping):
            return root
        if root is None or (isinstance(root, Scalar) and root.nothing):
            if main:
                message = "an empty file is no model: 'engagemodel' and 'name' are missing"
                self._report.add(self._at, message, hint)
        elif not isinstance(root, Broken):
            context.problem(root, "a model is a mapping: keys with values", hint)
        return None

    def _known(self, root: Mapping, context: Context) -> list[tuple[str, Scalar, Node]]:
        """Return the keys of a file that are known; a mistyped one is read as what was meant."""
        known = []
        for word, (key, value) in root.pairs.items():
            if word in WORDS:
                known.append((word, key, value))
            elif word.startswith("x-"):
                self._extra.setdefault(word, plain(value))
            else:
                meant = self.suggestions.near(word, WORDS)
                hint = f"did you mean '{meant}'?" if meant else _KNOWN
                context.problem(key, f"unknown key {quoted(word)}", hint)
                if meant is None:
                    self._excuse([value])
                else:
                    known.append((meant, key, value))
        return known

    def _excuse(self, nodes: list[Node], levels: int = 3) -> None:
        """Take whatever may be an id in a part that was refused as declared."""
        for node in nodes:
            if isinstance(node, Scalar):
                self.names.excused.add(node.text)
            elif isinstance(node, Mapping):
                self.names.excused.update(node.pairs)
                if levels > 1:
                    self._excuse([value for _, value in node.pairs.values()], levels - 1)
            elif isinstance(node, Sequence) and levels > 1:
                self._excuse(node.items, levels - 1)

    def _header_key(self, word: str, value: Node, context: Context) -> None:
        if not (isinstance(value, Scalar) and value.nothing):
            read = HEADER[word].kind.read(value, context)
            self._header.setdefault(word, read)

    def _complete(self, root: Mapping, met: set[str]) -> None:
        wanted = HEADER.required
        empty = {word for word in wanted if word in root.pairs and word not in self._header}
        missing = [f"'{word}'" for word in wanted if word not in met or word in empty]
        if missing and not root.partial:
            verb = "is" if len(missing) == 1 else "are"
            hint = "a model begins with 'engagemodel: 1' and 'name: …'"
            self._report.add(self._at, f"{' and '.join(missing)} {verb} missing", hint)

    def _content(self, word: str, value: Node, context: Context) -> None:
        if word in SECTIONS:
            self._section(word, SECTIONS[word], value, context)
        elif word == "flows":
            self._lists[word] += flows(LISTS[word][0].records(value, context), context)
        elif word == "positions":
            self._lists[word] += positions(LISTS[word][0].records(value, context), context)
        elif word == "accept":
            self._lists[word] += acceptances(LISTS[word][0].records(value, context), context)
        elif word == "readiness":
            self._topics[word].update(readiness(value, context))
        elif word == "benchmark":
            self._topics[word].update(benchmark(value, context))

    def _section(self, name: str, section: Section, node: Node, context: Context) -> None:
        found = context.mapping(node, f"a mapping from ids to {name}")
        if found is None:
            self._excuse([node])
            return
        entries = self.sections[name]
        for id, (key, value) in found.pairs.items():
            entry = self._entry(id, key, value, section, context)
            if entry is not None:
                entries[id] = entry

    def _entry(
        self, id: str, key: Scalar, value: Node, section: Section, context: Context
    ) -> Entry | None:
        context.subject = context.key = id
        at = Place(context.path, key.line, key.column)
        valid = ID.fullmatch(id) is not None
        if not valid:
            context.problem(key, f"{quoted(id)} is not an id", ID_RULE)
            self.names.excused.add(id)
        record = read_record(value, key, section.keys, NOUNS[section.kind], context)
        if not valid or not self._declare(id, section.kind, at):
            return None
        if record is None or not record.complete:
            return None
        values = record.values
        if values.get("was") == id:
            del values["was"]  # what was always called so has no other past
        values.setdefault("name", id)
        return section.entry(id=id, at=at, extra=record.extra, places=record.places, **values)

    def _declare(self, id: str, kind: str, at: Place) -> bool:
        (namespace,) = (kinds for kinds in NAMESPACES if kind in kinds)
        for other in namespace:
            first = self.names.places[other].get(id)
            if first is not None:
                where = f"line {first.line}" if first.path == at.path else whereabouts(first)
                message = f"'{id}' is already the id of {NOUNS[other]}: {where}"
                self._report.add(at, message, "give one of the two another id", first)
                return False
        self.names.places[kind][id] = at
        return True

    def model(self, path: str, gathered: Gathered) -> Model:
        """Return the model; every mistake was reported before."""
        header = {word: value for word, value in self._header.items() if word != "engagemodel"}
        stated: dict[str, Any] = {**self.sections, **self._topics, **header}
        return Model(
            path=path,
            at=self._at,
            files=tuple(document.path for document in gathered.documents),
            digest=gathered.digest,
            flows=numbered(self._lists["flows"]),
            positions=tuple(self._lists["positions"]),
            accept=tuple(self._lists["accept"]),
            extra=self._extra,
            **stated,
        )
