"""The scenes of several states in, one inline SVG out in which what they share is drawn once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, takewhile

from engagemodel.page import palette
from engagemodel.page.drawing.connections import DASHES
from engagemodel.page.drawing.marks import sign
from engagemodel.page.scene import Group, Image, Item, Path, Rect, Scene, Text, at
from engagemodel.page.views.lanes.seating import direct
from engagemodel.page.writers import svg
from engagemodel.page.writers.html.classed import Classed
from engagemodel.page.writers.html.slotting import Layers, is_run, slots
from engagemodel.page.writers.html.within import classes


def draw(
    scenes: Mapping[str, Scene], gaps: Mapping[str, Iterable[tuple[str, str]]]
) -> tuple[str, list[str]]:
    """Return the SVG element and its style; `scenes` by state, the first is the default.

    A card, line or text that is not in every state has the class ``in`` and one for each state
    that has it (``in-today``). `gaps` are pairs of cards, by state; the line that is missing between
    them is drawn on top, with the class ``gap``, unless the page has it in plain sight anyway.
    """
    first = next(iter(scenes.values()))
    drawing = _Inline(tuple(scenes))
    lines = [
        f'<svg viewBox="0 0 {first.width:g} {first.height:g}" role="graphics-document" '
        f'aria-labelledby="page-title" aria-describedby="page-description">',
        f'<title id="page-title">{svg.text(first.title)}</title>',
        f'<desc id="page-description">{svg.text(first.description)}</desc>',
        *drawing.merged({state: _rounded(scene.items) for state, scene in scenes.items()}),
        *(line for state in scenes for line in drawing.gaps(scenes[state], state, gaps[state])),
    ]
    return "\n".join([*lines, "</svg>"]), [*drawing.rules()]


class _Inline(Classed):
    def __init__(self, states: tuple[str, ...]) -> None:
        super().__init__()
        self.states = states

    def merged(self, layers: Layers) -> Iterator[str]:
        """Yield the items of all states, those that are alike once."""
        for in_states, run in groupby(slots(layers), lambda slot: tuple(sorted(slot))):
            parts = [line for slot in run for line in self.slot(slot)]
            if len(in_states) == len(self.states):
                yield from parts
            else:
                yield from (f'<g class="{classes(in_states)}">', *parts, "</g>")

    def slot(self, slot: Mapping[str, Item]) -> Iterator[str]:
        """Yield what stands in one place: a card, a line, a run of these, or anything else."""
        item = next(iter(slot.values()))
        if not isinstance(item, Group):
            yield from self.items((item,))
        elif is_run(item):
            items = {
                state: group.items for state, group in slot.items() if isinstance(group, Group)
            }
            hidden = any(part.ends or part.on for part in item.items if isinstance(part, Group))
            yield from ('<g aria-hidden="true">' if hidden else "<g>", *self.merged(items), "</g>")
        elif item.ends or item.on or item.more or (item.id and not _is_card(item)):
            yield from (f"<g{_named(item)}>", *self.variants(slot), "</g>")
        elif item.id:
            yield from self.card(slot)
        else:
            yield from self.items((item,))

    def card(self, slot: Mapping[str, Item]) -> Iterator[str]:
        """Yield a card: the ground, which can be chosen, and the words and badges that stand on it.

        The words are not read out: they may be shortened, and the label of the ground has them whole.
        """
        cards = {state: item for state, item in slot.items() if isinstance(item, Group)}
        first = next(iter(cards.values()))
        grounds = {state: replace(card, items=_split(card)[0]) for state, card in cards.items()}
        words = {
            state: replace(card, title=None, items=_split(card)[1]) for state, card in cards.items()
        }
        yield f"<g{_named(first)}>"
        yield f'<g role="button" tabindex="-1" aria-label={svg.quoted(first.title or "")}>'
        yield from (*self.opened(grounds), '</g><g aria-hidden="true">')
        yield from (*self.opened(words), "</g></g>")

    def image(self, item: Image) -> str:
        """Return a picture on white paper: in the dark it would be lost, or lose its colours."""
        ground = "".join(
            f' {side}="{value:g}"'
            for side, value in (
                ("x", item.x - 2),
                ("y", item.y - 2),
                ("width", item.width + 4),
                ("height", item.height + 4),
            )
        )
        return f'<rect{ground} rx="2" fill="white"/>{super().image(item)}'

    def opened(self, cards: Mapping[str, Group]) -> Iterator[str]:
        """Yield a part of a card: what it begins with in every state once, then its variants."""
        if len({*cards.values()}) == 1:
            yield from self.variants(cards)
            return
        begun = _common([card.items for card in cards.values()])
        yield from self.items(begun)
        yield from self.variants(
            {state: replace(card, items=card.items[len(begun) :]) for state, card in cards.items()}
        )

    def variants(self, slot: Mapping[str, Item]) -> Iterator[str]:
        """Yield what a card or line looks like, in each state where it does not look the same."""
        looks: dict[Group, list[str]] = {}
        for state, item in slot.items():
            if isinstance(item, Group):
                looks.setdefault(item, []).append(state)
        titles = {group.title for group in looks}
        named = any(group.ends for group in looks)
        if len(titles) == 1 and named:
            yield _title(*titles)
        for group, states in looks.items():
            title = _title(group.title) if len(titles) > 1 else ""
            if not group.items and not title:
                continue
            if len(looks) > 1:
                yield from (
                    f'<g class="{classes(states)}">{title}',
                    *self.items(group.items),
                    "</g>",
                )
            else:
                yield from self.items(group.items)

    def group(self, group: Group) -> Iterator[str]:
        """Yield a part of the frame; a list of figures is a group of pictures with a name each.

        The list of findings is not read out: it stands beside the page, and in full.
        """
        if group.title is None:
            yield from self.items(group.items)
            return
        if group.role == "list":
            bare = (replace(item, title=None) for item in group.items if isinstance(item, Group))
            texts = (item for item in group.items if not isinstance(item, Group))
            yield from ('<g aria-hidden="true">', *self.items((*texts, *bare)), "</g>")
            return
        role = "img" if group.role == "listitem" else "group"
        yield f'<g role="{role}" aria-label={svg.quoted(group.title)}>'
        yield from (*self.items(group.items), "</g>")

    def gaps(self, scene: Scene, state: str, gaps: Iterable[tuple[str, str]]) -> Iterator[str]:
        """Yield the missing lines, each with a halo that parts it from whatever it crosses."""
        boxes = dict(_boxes(scene.items))
        bound = max((box.x + box.width for box in boxes.values()), default=0.0)
        for source, target in sorted(set(gaps) - {*_missing(scene.items)}):
            if not {source, target} <= boxes.keys():
                continue
            sides = (_sides(boxes[id]) for id in (source, target))
            curve = direct("", *sides, bound=bound)
            colour = palette.STATES["broken"]
            items: tuple[Item, ...] = (
                Path(curve.points, palette.PAPER, 6.0),
                Path(curve.points, colour, 2.2, DASHES["removed"], arrow=8),
                *sign(*at(curve.points, 0.5), 5.5, "broken"),
            )
            ends = f"data-from={svg.quoted(source)} data-to={svg.quoted(target)}"
            yield from (
                f'<g class="gap in in-{state}" {ends} aria-hidden="true">',
                *self.items(items),
                "</g>",
            )


def _title(words: str | None) -> str:
    return "" if words is None else f"<title>{svg.text(words)}</title>"


def _common(several: Sequence[tuple[Item, ...]]) -> tuple[Item, ...]:
    """Return the items with which all begin alike."""
    runs = takewhile(lambda items: len({*items}) == 1, zip(*several, strict=False))
    return tuple(items[0] for items in runs)


def _rounded(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Return items to a tenth of a point, which no screen shows and every reader downloads."""
    return tuple(_round(item) for item in items)


def _round(item: Item) -> Item:
    if isinstance(item, Group):
        return replace(item, items=_rounded(item.items))
    if isinstance(item, Path):
        return replace(item, points=tuple((round(x, 1), round(y, 1)) for x, y in item.points))
    if isinstance(item, Rect):
        places = {part: round(getattr(item, part), 1) for part in ("x", "y", "width", "height")}
        return replace(item, **places)
    return replace(item, x=round(item.x, 1), y=round(item.y, 1))


def _named(group: Group) -> str:
    """Return the attributes of a card, wherever it is shown, of a line, or of what stands on one."""
    id = "" if group.id is None else f" id={svg.quoted(group.id)}"
    line = group.ends or group.on
    if line is not None:
        source, target = (svg.quoted(end.removeprefix("card-")) for end in line)
        kind = "sign" if group.on else "line" if _is_stroke(group) else "line cell"
        return f'{id} class="{kind}" data-from={source} data-to={target}'
    if group.more:
        shown = svg.quoted(group.more.removeprefix("card-"))
        return f' class="card more" data-card={shown} aria-hidden="true"'
    if not _is_card(group):
        return id
    card = svg.quoted((group.id or "").removeprefix("card-"))
    return f'{id} class="card" data-card={card}'


def _is_stroke(line: Group) -> bool:
    return bool(line.items) and isinstance(line.items[0], Path)


def _is_card(group: Group) -> bool:
    return (group.id or "").startswith("card-")


def _split(card: Group) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """Return the items of a card up to its words, and those from there on."""
    texts = (at for at, item in enumerate(card.items) if isinstance(item, Text))
    end = next(texts, len(card.items))
    return card.items[:end], card.items[end:]


def _boxes(items: Iterable[Item]) -> Iterator[tuple[str, Rect]]:
    for item in items:
        if isinstance(item, Group):
            if _is_card(item):
                rects = (inner for inner in item.items if isinstance(inner, Rect))
                id = (item.id or "").removeprefix("card-")
                yield from ((id, rect) for rect in list(rects)[:1])
            else:
                yield from _boxes(item.items)


def _missing(items: Iterable[Item]) -> Iterator[tuple[str, str]]:
    """Yield the cards between which the page shows a line that is missing, and does not fade it."""
    for item in items:
        if not isinstance(item, Group):
            continue
        if item.ends and (item.id or "").startswith(("line-missing-", "line-hand-")):
            source, target = (end.removeprefix("card-") for end in item.ends)
            shown = item.items[:1]
            if not any(isinstance(one, Path) and one.stroke == palette.FAINT for one in shown):
                yield source, target
        else:
            yield from _missing(item.items)


def _sides(rect: Rect) -> tuple[float, float, float]:
    return rect.x, rect.x + rect.width, rect.y + rect.height / 2
