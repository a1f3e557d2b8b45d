"""The slide: native shapes, joined by connectors, with every name; the same bytes, and no clock in them."""

from __future__ import annotations

import io
import itertools
import math
import pathlib
import re
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator

import abroad
import pptx
import pytest
from lxml import etree
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.util import Pt

from engagemodel import page
from engagemodel.errors import ArgumentError
from engagemodel.page.parts import Box, Tie, parts
from engagemodel.page.scene import Group, Item, Path, Rect, Scene, Text, box, polyline
from engagemodel.page.writers import pptx as writer
from engagemodel.page.writers.pptx.settling import settle

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
CONNECTOR = f"{P}cxnSp"


def opened(data: bytes) -> pptx.presentation.Presentation:
    return pptx.Presentation(io.BytesIO(data))


def only(data: bytes) -> pptx.slide.Slide:
    [slide] = opened(data).slides
    return slide


def shapes(slide: pptx.slide.Slide) -> dict[str, pptx.shapes.base.BaseShape]:
    """Return every shape by its name, those in groups too."""
    found = {}
    for shape in slide.shapes:
        inner = shape.shapes if shape.shape_type == MSO_SHAPE_TYPE.GROUP else [shape]
        found.update({each.name: each for each in inner})
    return found


def joins(slide: pptx.slide.Slide) -> list[tuple[str, str]]:
    """Return which cards are joined: what holds a line's end is in one group with its card, and
    what is between two connectors of one line is itself part of none."""
    owners = {}
    for shape in slide.shapes:
        inner = shape.shapes if shape.shape_type == MSO_SHAPE_TYPE.GROUP else [shape]
        card = shape.name.removeprefix("group-")
        owners.update({each.shape_id: card for each in inner if card.startswith("card-")})
    ends = [
        tuple(int(line.find(f".//{A}{end}").get("id")) for end in ("stCxn", "endCxn"))
        for line in slide._element.iter(CONNECTOR)
    ]
    onward = {start: end for start, end in ends if start not in owners}
    found = []
    for start, end in ends:
        if start in owners:
            last = end
            while last in onward:
                last = onward[last]
            found.append((owners[start], owners[last]))
    return found


def letters(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("name", abroad.PAGES)
def test_each_card_is_a_shape_and_each_line_joins_two(name: str) -> None:
    scene = abroad.drawn(name)
    slide = only(page.write(scene, "pptx"))
    found = shapes(slide)
    for card in scene.diagram.cards:
        shape = found[f"card-{card.id}"]
        said = letters(shape.text_frame.text)
        kept = letters(card.name)
        assert said.startswith(kept) or kept.startswith(said.rstrip("…"))
        if name in abroad.EXAMPLES:
            assert said.startswith(kept)
    lines = [(line.source, line.target) for line in scene.diagram.lines]
    assert sorted(joins(slide)) == sorted((f"card-{a}", f"card-{b}") for a, b in lines)
    ids = [node.get("id") for node in slide._element.iter(f"{P}cNvPr")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", abroad.PAGES)
def test_nothing_in_it_is_active(name: str) -> None:
    data = page.write(abroad.drawn(name), "pptx")
    strict = etree.XMLParser(resolve_entities=False, no_network=True)
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert packed.testzip() is None
        for member in packed.namelist():
            assert member.endswith((".xml", ".rels", ".bin", ".jpeg"))
            if member.endswith((".xml", ".rels")):
                tree = etree.fromstring(packed.read(member), strict)
                for node in tree.iter():
                    assert node.get("TargetMode") != "External"
                    assert node.get("action") is None
                    assert etree.QName(node).localname not in ("hlinkClick", "oleObj", "video")


@pytest.fixture(scope="module", params=["40", "60", "multi-channel-retailer"])
def pair(request: pytest.FixtureRequest) -> Scene:
    if request.param.isdigit():
        return abroad.pair(int(request.param))
    folder = pathlib.Path(__file__).parents[2] / "examples" / request.param
    return abroad.difference(folder / "as-is.yaml", folder / "future.yaml")


def test_connectors_start_and_end_where_the_lines_do(pair: Scene) -> None:
    slide = only(page.write(pair, "pptx"))
    found = {line.find(f".//{P}cNvPr").get("name"): line for line in slide._element.iter(CONNECTOR)}
    lengths = set()
    for tie in (part for part in parts(pair) if isinstance(part, Tie)):
        pieces = [name for name in found if re.fullmatch(rf"{re.escape(tie.id)}(-\d+)?", name)]
        lengths.add(len(pieces))
        assert math.dist(sampled(found[pieces[0]])[0], tie.path.points[0]) < 1.01
        assert math.dist(sampled(found[pieces[-1]])[-1], tie.path.points[-1]) < 1.01
    assert len(lengths) > 1  # some lines pass lanes


def test_connectors_are_glued_where_they_end(pair: Scene) -> None:
    slide = only(page.write(pair, "pptx"))
    frames = {each.shape_id: each for each in shapes(slide).values()}
    for line in slide._element.iter(CONNECTOR):
        drawn = sampled(line)
        for word, spot in (("stCxn", drawn[0]), ("endCxn", drawn[-1])):
            glue = line.find(f".//{A}{word}")
            frame = frames[int(glue.get("id"))]
            middle = (frame.left.pt + frame.width.pt / 2, frame.top.pt + frame.height.pt / 2)
            across, down = [(0, -1), (-1, 0), (0, 1), (1, 0)][int(glue.get("idx"))]
            site = (
                middle[0] + across * frame.width.pt / 2,
                middle[1] + down * frame.height.pt / 2,
            )
            assert math.dist(site, spot) < 1.2


def cubic(corners: list[float], share: float) -> float:
    while len(corners) > 1:
        corners = [a + (b - a) * share for a, b in itertools.pairwise(corners)]
    return corners[0]


def sampled(line: etree._Element) -> list[tuple[float, float]]:
    """Return points in points on a curved connector, as ECMA-376 draws it."""
    place = line.find(f".//{A}xfrm")
    left, top = (int(place.find(f"{A}off").get(key)) / 12700 for key in "xy")
    width, height = (int(place.find(f"{A}ext").get(key)) / 12700 for key in ("cx", "cy"))
    if line.find(f".//{A}prstGeom").get("prst") == "curvedConnector2":
        pieces = [([0, 0.5, 1, 1], [0, 0, 0.5, 1])]
    else:
        bend = int(line.find(f".//{A}gd").get("fmla").split()[1]) / 100_000
        pieces = [
            ([0, bend / 2, bend, bend], [0, 0, 0.25, 0.5]),
            ([bend, bend, (1 + bend) / 2, 1], [0.5, 0.75, 1, 1]),
        ]
    assert place.get("rot") in (None, "5400000")
    found = []
    for across, down in pieces:
        for step in range(101):
            x, y = cubic(across, step / 100) - 0.5, cubic(down, step / 100) - 0.5
            x = width * (-x if place.get("flipH") else x)
            y = height * (-y if place.get("flipV") else y)
            x, y = (-y, x) if place.get("rot") else (x, y)
            found.append((left + width / 2 + x, top + height / 2 + y))
    return found


def bars(slide: pptx.slide.Slide) -> list[tuple[float, float]]:
    """Return points on what is straight of lines."""
    found = list[tuple[float, float]]()
    for name, shape in shapes(slide).items():
        if name.startswith("line-") and shape.shape_type == MSO_SHAPE_TYPE.FREEFORM:
            left, top, width, height = (
                length.pt for length in (shape.left, shape.top, shape.width, shape.height)
            )
            for step in range(101):
                across, down = (step / 100, 0.5) if width > height else (0.5, step / 100)
                found.append((left + across * width, top + down * height))
    return found


def signs(scene: Scene) -> list[tuple[float, float]]:
    """Return the middles of what stands on lines."""
    boxes = [box(item.items) for item in groups(settle(scene).items) if item.on]
    return [((a + c) / 2, (b + d) / 2) for a, b, c, d in boxes]


def groups(items: tuple[Item, ...]) -> Iterator[Group]:
    for item in items:
        if isinstance(item, Group):
            yield item
            yield from groups(item.items)


def test_signs_stand_on_connectors_and_no_connector_runs_behind_a_card(pair: Scene) -> None:
    slide = only(page.write(pair, "pptx"))
    ways = [sampled(line) for line in slide._element.iter(CONNECTOR)]
    straight = bars(slide)
    assert len(straight) > 200
    near = [
        min(math.dist(sign, spot) for way in (*ways, straight) for spot in way)
        for sign in signs(pair)
    ]
    assert len(near) > 10
    assert max(near) < 1
    assert behind((*ways, straight), pair) == []


def behind(ways: Iterable[list[tuple[float, float]]], scene: Scene) -> list[str]:
    """Return the cards that a line runs through, a point from their edges or more."""
    frames = {part.id: part.frame for part in parts(scene) if isinstance(part, Box)}
    return [
        id
        for id, frame in frames.items()
        if any(
            frame.x + 1 < x < frame.x + frame.width - 1
            and frame.y + 1 < y < frame.y + frame.height - 1
            for way in ways
            for x, y in way
        )
    ]


def test_signs_keep_clear_of_each_other(pair: Scene) -> None:
    boxes = [box(item.items) for item in groups(settle(pair).items) if item.on]
    for one, other in itertools.combinations(boxes, 2):
        assert not (
            one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
        )


def test_a_url_becomes_a_plain_link(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "m.yaml"
    address = "https://example.org/a?b=1&c=2"
    path.write_text(f"engagemodel: 1\nname: M\nplatforms:\n  app: {{name: A, url: '{address}'}}\n")
    slide = only(page.write(abroad.difference(path, path), "pptx"))
    assert shapes(slide)["card-app"].click_action.hyperlink.address == address


def test_title_size_and_properties() -> None:
    scene = abroad.pair(40)
    file = opened(page.write(scene, "pptx"))
    [slide] = file.slides
    assert (file.slide_width, file.slide_height) == (Pt(960), Pt(540))
    assert slide.shapes.title.text_frame.text.replace("\v", " ") == scene.title
    assert file.core_properties.title == scene.title
    assert file.core_properties.language == "en"
    assert file.core_properties.author == file.core_properties.last_modified_by == ""
    master = file.slide_master.placeholders[0]
    assert master.left + master.width <= Pt(960)
    assert master.top + master.height <= Pt(540)


def test_text_has_its_size_colour_and_the_font_of_the_theme() -> None:
    slide = only(page.write(abroad.pair(25), "pptx"))
    runs = list(slide._element.iter(f"{A}rPr"))
    assert len(runs) > 50
    for run in runs:
        assert int(run.get("sz")) >= 1000
        assert run.find(f"{A}latin").get("typeface") == "+mn-lt"
        assert re.fullmatch(r"[0-9A-F]{6}", run.find(f".//{A}srgbClr").get("val"))


def test_small_and_without_a_clock() -> None:
    scene = abroad.pair(40)
    data = page.write(scene, "pptx")
    assert len(data) < 150_000
    assert page.write(scene, "pptx") == data
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert {member.date_time for member in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = packed.read("docProps/core.xml")
        assert not re.search(rb"<dcterms|\d\d\d\d-\d\d-\d\d", core)


def test_several_pages_are_several_slides() -> None:
    pages = [abroad.pair(25), abroad.drawn("lamp-retailer")]
    slides = list(opened(writer.write(pages)).slides)
    assert [slide.shapes.title.text_frame.text.replace("\v", " ") for slide in slides] == [
        scene.title for scene in pages
    ]


@pytest.fixture
def company() -> bytes:
    """A company's file: its own master, two slides, one that the other links to."""
    file = pptx.Presentation()
    file.slide_master.name = "Company master"
    for _ in range(2):
        file.slides.add_slide(file.slide_layouts[5]).shapes.title.text = "Old slide"
    theme = next(
        rel.target_part for rel in file.slide_master.part.rels.values() if "theme" in rel.reltype
    )
    theme._blob = theme.blob.replace(b"Calibri", b"Company Sans")
    target = io.BytesIO()
    file.save(target)
    return target.getvalue()


def test_theme_gives_master_and_fonts_and_keeps_no_slide(company: bytes) -> None:
    scene = abroad.pair(25)
    data = page.write(scene, "pptx", theme=company)
    assert only(data).shapes.title.text_frame.text.replace("\v", " ") == scene.title
    assert opened(data).slide_master.name == "Company master"
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        whole = b"".join(packed.read(name) for name in packed.namelist())
    assert b"Company Sans" in whole
    assert b"Old slide" not in whole
    assert page.write(scene, "pptx", theme=company) == data


@pytest.mark.parametrize("theme", [b"", b"no zip", b"PK\x05\x06" + bytes(18)])
def test_a_theme_that_is_none(theme: bytes) -> None:
    with pytest.raises(ArgumentError, match="the theme is no pptx"):
        page.write(abroad.pair(25), "pptx", theme=theme)


def test_a_theme_cut_short(company: bytes) -> None:
    for end in range(100, len(company), 4001):
        with pytest.raises(ArgumentError, match="the theme is no pptx"):
            page.write(abroad.pair(25), "pptx", theme=company[:end])


def test_without_the_package_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pptx", None)
    with pytest.raises(ArgumentError) as raised:
        page.write(abroad.pair(25), "pptx")
    [problem] = raised.value.problems
    assert "python-pptx" in problem.message
    assert "engagemodel[pptx]" in (problem.hint or "")


def test_what_reads_upwards_still_does() -> None:
    def upright(text: str, y: float, size: float) -> Text:
        return Text(30, y, text, size, "#000000", turned=True)

    card = Group((Rect(20, 20, 16, 70), upright("Card", 84, 8)), id="card-a")
    scene = Scene(
        200, 100, (Text(5, 20, "T", 12, "#000000"), card, upright("Loose", 90, 9)), "t", ""
    )
    found = shapes(only(page.write(scene, "pptx")))
    turned = {
        shape.text_frame.text: shape
        for shape in found.values()
        if shape.text_frame._bodyPr.get("vert") == "vert270"
    }
    assert set(turned) == {"Card", "Loose"}
    assert turned["Card"].text_frame._bodyPr.get("bIns") == str(Pt(6))
    assert turned["Loose"].height > turned["Loose"].width
    assert turned["Loose"].top + turned["Loose"].height == pytest.approx(Pt(90), abs=2)


def test_a_line_that_ends_away_from_its_cards_is_glued_to_none() -> None:
    frames = (Rect(20, 30, 30, 10), Rect(120, 30, 30, 10))
    cards = [
        Group((frame,), id=f"card-{name}") for frame, name in zip(frames, ("a", "b"), strict=True)
    ]

    def joined(*corners: tuple[float, float]) -> int:
        line = Path(polyline(*corners), "#000000", arrow=4)
        tie = Group((line,), id="line-use-a..b", ends=("card-a", "card-b"))
        scene = Scene(200, 100, (Text(5, 20, "T", 12, "#000000"), *cards, tie), "t", "")
        assert b"line-use-a..b" in page.write(scene, "drawio")
        slide = only(page.write(scene, "pptx"))
        return len(list(slide._element.iter(f"{A}stCxn")))

    assert joined((50, 35), (120, 35)) == 1
    assert joined((60, 35), (120, 35)) == 0
    assert joined((50, 35), (120, 60)) == 0


def test_a_page_of_loose_shapes_is_drawn_too() -> None:
    scene = Scene(200, 100, (Text(5, 20, "Alone", 10, "#000000"),), "t", "d")
    assert only(page.write(scene, "pptx")).shapes.title.text_frame.text == "Alone"


def test_libreoffice_shows_every_name_on_one_page(
    shown_by_libreoffice: Callable[[bytes], tuple[int, str]],
) -> None:
    scene = abroad.pair(40)
    pages, text = shown_by_libreoffice(page.write(scene, "pptx"))
    assert pages == 1
    for name in abroad.names(scene):
        assert letters(name) in letters(text)


def test_libreoffice_has_lines_and_signs_where_the_page_has_them(
    opened_by_libreoffice: Callable[[bytes], etree._Element], pair: Scene
) -> None:
    """It lays each connector anew, by what the connector is glued to."""
    document = opened_by_libreoffice(page.write(pair, "pptx"))
    draw = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
    drawn = [curve(line) for line in document.iter(f"{draw}connector")]
    assert len(drawn) >= len(pair.diagram.lines)
    straight = bars(only(page.write(pair, "pptx")))
    for sign in signs(pair):
        assert min(math.dist(sign, spot) for way in (*drawn, straight) for spot in way) < 2
    assert behind(drawn, pair) == []


def curve(line: etree._Element) -> list[tuple[float, float]]:
    """Return points in points on a connector of an OpenDocument drawing."""
    svg = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
    words = re.findall(r"[MLHVClhvc]|-?\d+", line.get(f"{svg}d"))
    assert words[0] == "M"
    here = (float(words[1]), float(words[2]))
    found, rest = list[tuple[float, float]](), words[3:]
    while rest:
        command, *rest = rest
        count = next((n for n, word in enumerate(rest) if word.isalpha()), len(rest))
        values, rest = [float(word) for word in rest[:count]], rest[count:]
        if command in "hv":
            values = [values[0], 0.0] if command == "h" else [0.0, values[0]]
        offsets = zip(values[::2], values[1::2], strict=True)
        points = [here, *((here[0] + x, here[1] + y) for x, y in offsets)]
        assert len(points) == (4 if command == "c" else 2)
        xs, ys = map(list, zip(*points, strict=True))
        found += [(cubic(xs, n / 100), cubic(ys, n / 100)) for n in range(101)]
        here = points[-1]
    return [(x * 72 / 2540, y * 72 / 2540) for x, y in found]
