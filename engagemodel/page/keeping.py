"""An earlier page as the bytes of its SVG in, where its cards stood out; the file is read as hostile."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from math import isfinite
from xml.parsers import expat

from engagemodel.errors import ArgumentError, Problem

LARGEST = 64 * 2**20  # bytes of an earlier page
DEEPEST = 256  # elements within elements
_COLUMNS = 5  # of lanes
_MOST = 200_000  # cards; no page has as many
_SVG = "http://www.w3.org/2000/svg"
_PREFIX = "card-"
_GROUP = "group."
NOTHING = "the earlier page keeps nothing in its place: none of its cards is in this model"
OTHER_VIEW = "the earlier page keeps nothing in its place: it is of another view"
_NO_PAGE = "is no page that engagemodel drew as svg"


@dataclass(frozen=True, slots=True)
class Box:
    """Where a card stood, in points from the top left of its page."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Places:
    """An earlier page: its size in points, and the box of each card by the id of its element.

    `groups` has what the card of several elements says, by the card's id.
    """

    width: float
    height: float
    boxes: Mapping[str, Box] = field(default_factory=dict, hash=False)
    groups: Mapping[str, str] = field(default_factory=dict, hash=False)

    def group_of(self, name: str, lane: str) -> str | None:
        """Return the card of several elements that names this one of that lane."""
        for id, said in self.groups.items():
            listed = f", {said}, ".replace("; ", ", ")
            if id.startswith(f"{_GROUP}{lane}.") and f", {name}, ".replace("; ", ", ") in listed:
                return id
        return None

    def inherited(self, was: Mapping[str, str]) -> Places:
        """Return the places, those of cards that have a new id being theirs under it.

        `was` has for every id of the model, renamed or not, the earlier one.
        """
        boxes = dict(self.boxes)
        for id, old in sorted(was.items()):
            if id not in boxes and old in boxes and old not in was:
                boxes[id] = boxes.pop(old)
        return replace(self, boxes=boxes)

    @property
    def laned(self) -> bool:
        """Whether the cards stood in lanes: equally wide, one above the other in a few columns."""
        widths = [box.width for box in self.boxes.values()]
        lefts = {round(box.x) for box in self.boxes.values()}
        return bool(widths) and max(widths) - min(widths) < 0.1 and len(lefts) <= _COLUMNS


def strange(places: Places, ids: Collection[str]) -> str:
    """Return that an earlier page looks like one of another model, nothing if it does not.

    It does where they share less than a third of the cards of one of them, and less than two thirds of
    those of the other; `ids` are the cards of this model. A model that grows keeps nearly all of its cards,
    one that shrinks has hardly any others, but two models of a trade call much the same: ``web``, ``store``.
    """
    known, total = sum(id in ids for id in places.boxes), len(places.boxes)
    if not known:
        return NOTHING
    less, more = sorted((known / total, known / len(ids)))
    if less >= 1 / 3 or more >= 2 / 3:
        return ""
    told = "1 is" if known == 1 else f"{known} are"
    return f"the earlier page is a page of another model, it seems: of its {total} cards {told} in this one"


def load(path: str) -> Places:
    """Return where the cards stood on the earlier page in a file.

    Raises:
        ArgumentError: it cannot be read, or is none that `read` takes.
    """
    try:
        with open(path, "rb") as file:
            content = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        message = f"cannot read the earlier page '{path}': {reason}"
        first = isinstance(error, FileNotFoundError)
        hint = "the first page is drawn without --keep" if first else None
        raise ArgumentError(Problem(message, hint=hint)) from None
    return read(content, path)


def read(content: bytes, path: str) -> Places:
    """Return where the cards of an earlier page stood; `path` is what the file is called.

    What a stranger may have written there does no harm: a file with a DTD or an entity is
    refused, and of the rest only ids, numbers and nothing else are taken.

    Raises:
        ArgumentError: it is larger than `LARGEST`, deeper than `DEEPEST`, no XML, or no page of
            ours.
    """
    if len(content) > LARGEST:
        raise ArgumentError(Problem(f"'{path}' is larger than {LARGEST // 2**20} MiB"))
    reading = _Reading()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = reading.start
    parser.EndElementHandler = reading.end
    parser.StartDoctypeDeclHandler = reading.refuse
    parser.EntityDeclHandler = reading.refuse
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, _Refused, LookupError, ValueError) as error:
        raise ArgumentError(_no_page(path, str(error))) from None
    if not reading.ours:
        raise ArgumentError(_no_page(path, "it has no title of such a page"))
    return Places(reading.width, reading.height, reading.boxes, reading.groups)


def _no_page(path: str, reason: str) -> Problem:
    hint = "name a .svg that render wrote earlier"
    return Problem(f"'{path}' {_NO_PAGE}: {reason}", hint=hint)


class _Refused(Exception):
    """The file is nothing that we write."""


class _Reading:
    """What is known of the page after the elements read so far."""

    def __init__(self) -> None:
        self.width = self.height = 0.0
        self.ours = False
        self.boxes: dict[str, Box] = {}
        self.groups: dict[str, str] = {}
        self._depth = 0
        self._card: tuple[str, int] | None = None  # whose box comes next, and how deep it is

    def refuse(self, *_: object) -> None:
        raise _Refused("it has a document type or entities")

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise _Refused(f"it is deeper than {DEEPEST} elements")
        space, _, name = tag.rpartition(" ")
        if self._depth == 1:
            self._page(space, name, attributes)
        elif space != _SVG:
            return
        elif name == "title" and self._depth == 2:
            self.ours |= attributes.get("id") == "page-title"
        elif name == "g" and attributes.get("id", "").startswith(_PREFIX):
            id = attributes["id"].removeprefix(_PREFIX)
            self._card = id, self._depth
            if id.startswith(_GROUP):
                self.groups[id] = attributes.get("aria-label", "")
        elif name == "rect" and self._card and self._depth == self._card[1] + 1:
            self._box(self._card[0], attributes)
            self._card = None

    def end(self, _: str) -> None:
        if self._card and self._card[1] == self._depth:
            self._card = None
        self._depth -= 1

    def _page(self, space: str, name: str, attributes: dict[str, str]) -> None:
        if (space, name) != (_SVG, "svg"):
            raise _Refused("it is no svg")
        corners = attributes.get("viewBox", "").split()
        if len(corners) != 4:
            raise _Refused("it does not say how large it is")
        self.width, self.height = (_number(corner) for corner in corners[2:])

    def _box(self, id: str, attributes: dict[str, str]) -> None:
        if id in self.boxes:
            raise _Refused(f"it has two cards '{id}'")
        if len(self.boxes) >= _MOST:
            raise _Refused(f"it has more than {_MOST:,} cards")
        x, y, width, height = (
            _number(attributes.get(k, "")) for k in ("x", "y", "width", "height")
        )
        if not (x + width <= self.width and y + height <= self.height):
            raise _Refused(f"the card '{id}' is not on it")
        self.boxes[id] = Box(x, y, width, height)


def _number(text: str) -> float:
    """Return a length of at most a million points."""
    try:
        value = float(text) if len(text) < 32 else float("nan")
    except ValueError:
        value = float("nan")
    if not (isfinite(value) and 0 <= value <= 1e6):
        raise _Refused("a number in it is none")
    return value
