"""Pages as a reader sees them: cards apart, no line through a card, ports in order, labels free."""

from bisect import bisect_right
from collections.abc import Callable
from itertools import pairwise
from random import Random

import pytest

from engagemodel.page.layout import (
    Arrangement,
    Card,
    Column,
    Line,
    TooTall,
    arrange,
    order,
)
from engagemodel.page.layout.labels import bezier

TOP, BOTTOM, GAP = 30.0, 460.0, 6.0


@pytest.fixture(params=range(0, 12, 2), scope="module")
def drawn(
    request: pytest.FixtureRequest, made: Callable[..., tuple], page: list[Column]
) -> tuple[list[Card], list[Line], list[Column], Arrangement]:
    """A random page, dense and sparse ones in turn, some with parallel lines."""
    seed = request.param
    cards, lines = made(15 + 3 * seed, 20 + 5 * seed, seed)
    cards = [Card(card.id, card.column, 10.0 + i % 3 * 5) for i, card in enumerate(cards)]
    lines += [Line(f"{line.id}#2", line.source, line.target) for line in lines[: seed // 2 % 4]]
    lines += [Line(f"{line.id}#3", line.target, line.source) for line in lines[: seed // 2 % 3]]
    return cards, lines, page, arrange(cards, lines, page, TOP, BOTTOM, GAP)


def sampled(points: tuple[tuple[float, float], ...]) -> list[tuple[float, float]]:
    return [
        bezier(points[i : i + 4], t / 40) for i in range(0, len(points) - 1, 3) for t in range(41)
    ]


def test_cards_are_in_the_area_and_apart(drawn: tuple) -> None:
    cards, _, _, found = drawn
    for at in range(5):
        column = sorted((found.y[c.id], c.height) for c in cards if c.column == at)
        assert all(y >= TOP - 1e-6 and y + height <= BOTTOM + 1e-6 for y, height in column)
        assert all(a + height + GAP <= b + 1e-6 for (a, height), (b, _) in pairwise(column))


def test_no_curve_meets_a_card_but_at_its_own_ports(drawn: tuple) -> None:
    cards, lines, columns, found = drawn
    boxes = [(columns[c.column].x, columns[c.column].width, found.y[c.id], c.height) for c in cards]
    for line in lines:
        points = sampled(found.curves[line.id].points)
        for x, y in points[1:-1]:
            for left, width, top, height in boxes:
                inside = left + 1e-6 < x < left + width - 1e-6 and top - 2 < y < top + height + 2
                assert not inside, (line.id, x, y)


def test_curves_leave_and_arrive_level_at_ports_of_their_cards(drawn: tuple) -> None:
    cards, lines, columns, found = drawn
    by_id = {card.id: card for card in cards}
    for line in lines:
        points = found.curves[line.id].points
        assert (len(points) - 1) % 3 == 0
        for end, handle, card in (
            (points[0], points[1], by_id[line.source]),
            (points[-1], points[-2], by_id[line.target]),
        ):
            assert end[1] == handle[1]
            assert found.y[card.id] < end[1] < found.y[card.id] + card.height
            column = columns[card.column]
            outwards = -1 if end[0] == column.x else 1
            assert end[0] in (column.x, column.x + column.width)
            assert (handle[0] - end[0]) * outwards > 0
        step = by_id[line.target].column - by_id[line.source].column
        if step:
            assert (points[-1][0] - points[0][0]) * step > 0


def test_no_two_ports_are_one(drawn: tuple) -> None:
    _, lines, _, found = drawn
    ports = [found.curves[line.id].points[i] for line in lines for i in (0, -1)]
    assert len(set(ports)) == len(ports)


def test_lines_that_share_a_card_and_a_gutter_do_not_cross_there(
    drawn: tuple, crossed: Callable[..., list]
) -> None:
    _, lines, columns, found = drawn
    pairs = crossed(found, columns)
    assert len(pairs) == found.crossings
    ends = {line.id: {line.source, line.target} for line in lines}
    adjacent = {
        curve.id for curve in found.curves.values() if len(curve.points) == 4
    }  # one piece: the gutter is all there is
    assert not any(
        ends[one] & ends[other] for one, other in pairs if one in adjacent and other in adjacent
    )


def test_lines_in_a_gutter_meet_only_if_they_change_places(drawn: tuple) -> None:
    _, _, columns, found = drawn
    for left, right in pairwise(columns):
        edges = (left.x + left.width, right.x)
        pieces = []
        for curve in found.curves.values():
            chain = curve.points if curve.points[0][0] < curve.points[-1][0] else curve.points[::-1]
            pieces += [
                [bezier(chain[i : i + 4], t / 20)[1] for t in range(21)]
                for i in range(0, len(chain) - 1, 3)
                if (chain[i][0], chain[i + 3][0]) == edges
            ]
        for one in pieces:
            for other in pieces:
                above = [a < b for a, b in zip(one, other, strict=True)]
                assert sum(a != b for a, b in pairwise(above)) <= (above[0] != above[-1])


def test_arcs_do_not_cross_when_one_is_within_the_other() -> None:
    cards = [Card(f"c{i}", 0, 20.0) for i in range(6)]
    lines = [Line("outer", "c0", "c5"), Line("mid", "c4", "c1"), Line("inner", "c2", "c3")]
    keep = {card.id: float(i) for i, card in enumerate(cards)}
    columns = [Column(0, 100), Column(180, 100)]
    found = arrange(cards, lines, columns, 0, 300, 8, ordering=order(cards, lines, 2, keep=keep))
    deepest = [max(x for x, _ in found.curves[name].points) for name in ("inner", "mid", "outer")]
    assert 100 < deepest[0] < deepest[1] < deepest[2] < 180


def test_label_spots_are_on_the_curve_in_the_gutters(drawn: tuple) -> None:
    _, lines, columns, found = drawn
    for line in lines:
        curve = found.curves[line.id]
        assert curve.label == curve.spots[0]
        points = curve.points
        near = [
            bezier(points[i : i + 4], t / 20)
            for i in range(0, len(points) - 1, 3)
            for t in range(21)
        ]
        for x, y in curve.spots:
            assert min(abs(x - a) + abs(y - b) for a, b in near) < 1e-6
            at = bisect_right([column.x for column in columns], x) - 1
            assert at < 0 or x > columns[at].x + columns[at].width


def test_input_order_does_not_matter(made: Callable[..., tuple], page: list[Column]) -> None:
    cards, lines = made(30, 45, seed=9)
    expected = arrange(cards, lines, page, TOP, BOTTOM, GAP)
    random = Random(1)
    random.shuffle(cards)
    random.shuffle(lines)
    assert arrange(cards, lines, page, TOP, BOTTOM, GAP) == expected


def test_a_lone_line_is_level() -> None:
    cards = [Card("a", 0, 20), Card("b", 1, 30), Card("c", 3, 24)]
    columns = [Column(150.0 * at, 100) for at in range(4)]
    found = arrange(cards, [Line("ab", "a", "b"), Line("cb", "c", "b")], columns, 0, 200, 8)
    for curve in found.curves.values():
        assert len({round(y, 6) for _, y in curve.points}) == 1


def test_what_does_not_fit_says_how_much_it_needs(made: Callable[..., tuple]) -> None:
    cards, lines = made(40, 60, seed=2)
    columns = [Column(150.0 * at, 100) for at in range(5)]
    bottom, ordering = 50.0, order(cards, lines, 5)
    for _ in columns:  # each time the first column that is too tall speaks
        with pytest.raises(TooTall, match=r"needs a height of") as raised:
            arrange(cards, lines, columns, 0, bottom, GAP, ordering=ordering)
        bottom = raised.value.needed
        try:
            arrange(cards, lines, columns, 0, bottom, GAP, ordering=ordering)
        except TooTall:
            continue
        break
    found = arrange(cards, lines, columns, 0, bottom, GAP, ordering=ordering)
    assert max(found.y.values()) + 12 <= bottom + 1e-6


def test_columns_have_gutters_and_orderings_their_cards() -> None:
    cards, lines = [Card("a", 0, 10), Card("b", 1, 10)], [Line("l", "a", "b")]
    with pytest.raises(ValueError, match="gutters"):
        arrange(cards, lines, [Column(0, 100), Column(90, 100)], 0, 100, 5)
    with pytest.raises(ValueError, match="other cards"):
        arrange(
            cards,
            lines,
            [Column(0, 100), Column(150, 100)],
            0,
            100,
            5,
            ordering=order(cards[:1], [], 2),
        )


def test_kept_cards_stay_where_there_is_room(
    union: Callable[..., tuple], page: list[Column]
) -> None:
    cards, lines = union(40, 26.0)
    old = [card for card in cards if card.id != "db3"]
    known = {card.id for card in old}
    before = arrange(
        old, [line for line in lines if {line.source, line.target} <= known], page, TOP, BOTTOM, GAP
    )
    ordering = order(cards, lines, 5, keep=before.y)
    after = arrange(cards, lines, page, TOP, BOTTOM, GAP, ordering=ordering)
    assert all(after.y[card] == pytest.approx(y) for card, y in before.y.items())


def test_kept_cards_give_way_only_to_the_new_one() -> None:
    cards = [Card(f"c{i}", 0, 20.0) for i in range(8)]
    keep = {f"c{i}": 26.0 * i for i in range(7)}  # close together; room below
    lines = [Line("l", "c7", "c6")]
    found = arrange(
        cards, lines, [Column(0, 100)], 0, 400, GAP, ordering=order(cards, lines, 1, keep=keep)
    )
    moved = [card for card, y in keep.items() if found.y[card] != pytest.approx(y)]
    assert len(moved) <= 1


def test_a_column_with_room_to_spare_parts_its_cards_further_than_the_fullest(
    page: list[Column],
) -> None:
    full = [Card(f"b{i:02}", 1, 20.0) for i in range(15)]
    few = [Card(f"a{i}", 0, 20.0) for i in range(4)]
    lines = [Line(f"{card.id}->b07", card.id, "b07") for card in few]  # all pull to one height
    found = arrange([*few, *full], lines, page[:2], TOP, BOTTOM, GAP)
    apart = []
    for cards in (few, full):
        tops = sorted(found.y[card.id] for card in cards)
        apart.append(min(low - high - 20.0 for high, low in pairwise(tops)))
    assert apart[0] > 2 * apart[1] > 2 * GAP
