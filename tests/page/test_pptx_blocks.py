"""What people edit on a slide: a block of text is one box, a list in columns a table, lines as on the page."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator

import abroad
import pptx
import pytest
from pptx.enum.dml import MSO_COLOR_TYPE
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.shapes.autoshape import Shape
from pptx.table import Table

from engagemodel import page
from engagemodel.page import brief
from engagemodel.page.brief import Brief
from engagemodel.page.scene import Group, Item, Path, Rect, Scene, Text, polyline, walk
from engagemodel.page.typeset import measure
from engagemodel.results import Difference

Placed = Callable[[bytes], list[tuple[int, str, float, float]]]
INK = "#222222"


def slides(data: bytes) -> list[pptx.slide.Slide]:
    return list(pptx.Presentation(io.BytesIO(data)).slides)


def worded(slide: pptx.slide.Slide) -> list[Shape]:
    """Return every shape with words, those in groups too, in the order of reading."""
    found = list[Shape]()
    for shape in slide.shapes:
        inner = shape.shapes if shape.shape_type == MSO_SHAPE_TYPE.GROUP else [shape]
        found += [each for each in inner if each.has_text_frame and each.text_frame.text]
    return found


def tables(slide: pptx.slide.Slide) -> dict[str, Table]:
    return {shape.name: shape.table for shape in slide.shapes if shape.has_table}


def drawn(*items: Item) -> list[Shape]:
    """Return the shapes with words of a page of these items, but for its title."""
    scene = Scene(400, 200, (Text(5, 20, "T", 30, INK), *items), "t", "")
    return worded(slides(page.write(scene, "pptx"))[0])[1:]


def said(text: str) -> str:
    return " ".join(text.split())


def entries(items: tuple[Item, ...]) -> Iterator[Group]:
    for item in items:
        if isinstance(item, Group):
            if item.role == "listitem":
                yield item
            yield from entries(item.items)


def own(entry: Group) -> list[Text]:
    """Return the texts of an entry but for the number in its badge."""
    return [t for t in entry.items if isinstance(t, Text) and t.anchor == "start"]


@pytest.fixture(params=["40", "60", "multi-channel-retailer", "insurer-after-merger"])
def pair(request: pytest.FixtureRequest) -> Scene:
    if request.param.isdigit():
        return abroad.pair(int(request.param))
    return abroad.drawn(request.param)


@pytest.fixture
def told(look: Callable[[int], Difference]) -> Brief:
    return brief.draw(look(40), size="16:9")


def test_a_finding_and_a_figure_are_a_box_each_with_the_lines_of_the_page(pair: Scene) -> None:
    boxes = {said(box.text_frame.text): box for box in worded(slides(page.write(pair, "pptx"))[0])}
    found = list(entries(pair.items))
    assert len(found) > 5
    for entry in found:
        texts = sorted(own(entry), key=lambda text: (text.y, text.x))
        box = boxes[said(" ".join(text.text for text in texts))]
        levels = {text.y for text in texts}
        assert len(re.split(r"[\v\n]", box.text_frame.text)) == len(levels)
        assert box.left.pt == pytest.approx(texts[0].x, abs=0.01)
        wide = max(text.x + measure(text.text, text.size, bold=text.bold) for text in texts)
        assert box.left.pt + box.width.pt > wide - 0.01
        assert box.left.pt + box.width.pt < pair.width


def test_a_lead_and_its_words_are_runs_of_one_paragraph() -> None:
    start = 10 + measure("Lead.", 8, bold=True) + measure(" ", 8)
    entry = Group(
        (
            Rect(0, 36, 8, 8, 4, INK),
            Text(4, 40 + 8 * 0.34, "1", 8, "#ffffff", bold=True, anchor="middle"),
            Text(10, 42.7, "Lead.", 8, INK, bold=True),
            Text(start, 42.7, "Words that", 8, INK),
            Text(10, 52.7, "go on.", 8, INK),
        ),
        role="listitem",
    )
    badge, box = drawn(Group((entry,), role="list"))
    assert (badge.text_frame.text, badge.left.pt, badge.width.pt) == ("1", 0, 8)
    [paragraph] = box.text_frame.paragraphs
    assert paragraph.text == "Lead. Words that\vgo on."
    assert [run.font.bold for run in paragraph.runs] == [True, False, False]
    assert paragraph.line_spacing.pt == 10
    assert not box.text_frame.word_wrap


def test_a_box_is_as_wide_as_its_column_and_ends_before_the_next_one() -> None:
    def entry(x: float, y: float, *lines: str) -> Group:
        texts = tuple(Text(x + 10, y + 10 * n, line, 8, INK) for n, line in enumerate(lines))
        badge = Text(x + 4, y, "1", 8, INK, anchor="middle")
        return Group((Rect(x, y - 8, 8, 8), badge, *texts), role="listitem")

    places = [entry(0, 50, "One", "two"), entry(0, 90, "Three"), entry(120, 50, "Four")]
    edge = Rect(220, 40, 1, 60, fill=INK)
    boxes = [box for box in drawn(Group(tuple(places), role="list"), edge) if box.left]
    widths = {box.text_frame.text: box.width.pt for box in boxes}
    assert 100 < widths["One\vtwo"] == widths["Three"] < 110
    assert 80 < widths["Four"] < 90


def test_what_only_stands_near_is_no_part_of_a_block() -> None:
    def alone(*texts: Text) -> int:
        return len(drawn(Group(texts)))

    first = Text(10, 60, "One", 8, INK)
    width = measure("One", 8) + measure(" ", 8)
    assert alone(first, Text(10, 70, "two", 8, INK)) == 1
    assert alone(first, Text(10, 72.5, "of a legend", 8, INK)) == 2
    assert alone(first, Text(10, 70, "of another look", 8, INK, bold=True)) == 2
    assert alone(first, Text(14, 70, "further in", 8, INK)) == 2
    assert alone(first, Text(10 + width, 60, "goes on", 8, INK)) == 1
    assert alone(first, Text(14 + width, 60, "further on", 8, INK)) == 2
    assert alone(first, Text(40 + width, 60, "far off", 6, INK)) == 2


def test_what_says_more_beside_a_heading_is_in_its_box() -> None:
    end = 10 + measure("Platforms", 12, bold=True)
    texts = (Text(end + 6, 60, "applications", 8, INK), Text(10, 60, "Platforms", 12, INK, True))
    [box] = drawn(Group(texts))
    first, second = box.text_frame.paragraphs[0].runs
    assert (first.text, second.text.strip()) == ("Platforms", "applications")
    spaces = len(second.text) - len(second.text.strip())
    assert measure(" " * spaces, 8) == pytest.approx(6, abs=1)


def test_lines_that_read_upwards_are_a_block_too() -> None:
    lines = (Text(30, 150, "Upper", 8, INK, turned=True), Text(40, 150, "low", 8, INK, turned=True))
    [box] = drawn(Group(lines))
    assert box.text_frame.text == "Upper\vlow"
    assert box.text_frame._bodyPr.get("vert") == "vert270"
    assert box.left.pt < 30 - 8 * 0.7
    assert box.left.pt + box.width.pt > 40
    assert box.top.pt + box.height.pt == pytest.approx(150, abs=0.01)


def test_cards_keep_their_words_and_badges_have_theirs() -> None:
    badge = Group((Rect(60, 36, 8, 8, 4, INK), Text(64, 42.7, "7", 8, INK, anchor="middle")))
    words = (Text(24, 52, "Name", 8, INK), Text(24, 62, "was Other", 8, INK))
    card, number = drawn(Group((Rect(20, 40, 60, 30), *words, badge), id="card-a"))
    assert (card.name, card.text_frame.text) == ("card-a", "Name\vwas Other")
    assert (number.text_frame.text, number.width.pt) == ("7", 8)


def test_figures_and_customer_types_are_tables(told: Brief) -> None:
    last = slides(brief.write(told, "pptx"))[2]
    figures, customers = tables(last).values()
    names = [row.cells[0].text for row in figures.rows]
    assert names == ["", *(tile.title for tile in told.told.figures)]
    assert figures.first_row
    row = next(row for row in figures.rows if row.cells[0].text == "Lines")
    tile = next(tile for tile in told.told.figures if tile.title == "Lines")
    assert [cell.text for cell in row.cells][1:3] == [tile.before, tile.after]
    assert [row.cells[0].text.split("\n")[0] for row in customers.rows][1:] == [
        customer.name for customer in told.told.customers
    ]


def test_what_changes_for_customers_is_listed_under_its_sign(told: Brief) -> None:
    customers = list(tables(slides(brief.write(told, "pptx"))[2]).values())[1]
    ink = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
    signs = {node.get("char") for node in customers._tbl.iter(f"{ink}buChar")}
    heads = {cell.text[0] for cell in next(iter(customers.rows)).cells if cell.text}
    assert signs
    assert signs < heads
    for run in (run for row in customers.rows for c in row.cells for run in runs(c)):
        assert run.font.color.type == MSO_COLOR_TYPE.RGB


def runs(cell: pptx.table._Cell) -> Iterator[pptx.text.text._Run]:
    for paragraph in cell.text_frame.paragraphs:
        yield from paragraph.runs


def test_rows_without_room_for_their_columns_are_no_table() -> None:
    def row(y: float, shift: float) -> Group:
        return Group(
            (Text(10, y, "A long name", 8, INK), Text(10 + shift, y, "9", 8, INK)), role="listitem"
        )

    apart = Group((row(60, 80), row(80, 80)), role="list", title="L")
    close = Group((row(60, 80), row(80, 20)), role="list", title="L")
    for group, count in ((apart, 1), (close, 0)):
        scene = Scene(400, 200, (Text(5, 20, "T", 30, INK), group), "t", "")
        [slide] = slides(page.write(scene, "pptx"))
        assert len(tables(slide)) == count
        words = " ".join(box.text_frame.text for box in worded(slide))
        assert ("A long name" in words) == (count == 0)


def test_a_line_of_a_page_is_no_edge_of_a_table_but_its_rule_is() -> None:
    rows = tuple(
        item
        for y in (60, 80)
        for item in (
            Rect(10, y - 12, 200, 0.5, fill=INK),
            Group((Text(10, y, "A", 8, INK), Text(90, y, "B", 8, INK)), role="listitem"),
        )
    )
    curve = Path(polyline((0, 100), (300, 100)), INK)
    scene = Scene(400, 200, (Text(5, 20, "T", 30, INK), Group(rows, role="list"), curve), "t", "")
    [slide] = slides(page.write(scene, "pptx"))
    [table] = tables(slide).values()
    assert sum(column.width.pt for column in table.columns) == pytest.approx(200, abs=0.1)
    assert next(row.height.pt for row in table.rows) == pytest.approx(20, abs=0.1)
    assert not any(shape.height.pt == 0.5 for shape in slide.shapes)


def test_libreoffice_has_the_words_where_the_page_has_them(
    placed_by_libreoffice: Placed, told: Brief
) -> None:
    """Its lines begin where those of the page do, in boxes and in tables."""
    placed = placed_by_libreoffice(brief.write(told, "pptx"))
    lines = [
        (number, text)
        for number, scene in enumerate(told.pages)
        for entry in entries(scene.items)
        for text in own(entry)
        if text.text and text.x == own(entry)[0].x
    ]
    assert len(lines) > 50
    head = next(text for text in walk(told.pages[0].items) if isinstance(text, Text))
    bottom = next(low for _, word, _, low in placed if head.text.startswith(word))
    share = (bottom - head.y) / head.size  # what a box has below a baseline in that font
    for number, text in lines:
        low = text.y + text.size * share
        apart = min(
            max(abs(left - text.x), abs(bottom - low))
            for at, word, left, bottom in placed
            if at == number and text.text.startswith(word)
        )
        assert apart < 1, text.text
