"""A size and a seed in, a model of that many elements out, shaped like the estate of a large company.

Areas of about a hundred elements, each with its customer type, channels, departments and layers of
platforms; some lines lead to lower layers of other areas, many to a few hubs that all share. About
three lines an element.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from typing import TypeAlias

Entry: TypeAlias = dict[str, object]
Sections: TypeAlias = dict[str, dict[str, Entry]]

AREA = 100
LINES = 3.0
JOURNEYS = 200
DATA = tuple(f"fact-{number}" for number in range(24))
OCCASIONS = ("learn", "buy", "ask", "return", "pay", "complain")
KINDS = ("web", "app", "store", "phone", "email", "chat")
HUBS = ("identity", "bus", "payments", "network", "cloud", "mainframe")
LAYERS = {"application": 45, "service": 20, "middleware": 5, "database": 15, "infrastructure": 5}
LATENCIES = ("5m", "1h", "24h", "real-time")


class Estate:
    """A model under construction: its sections as plain data, and its flows."""

    def __init__(self, elements: int, seed: int) -> None:
        self.sections: Sections = {
            name: {}
            for name in (
                *("data", "customer_types", "channels", "organizations", "platforms"),
                *("journeys", "capabilities"),
            )
        }
        self.flows: list[Entry] = []
        self.rng = random.Random(seed)
        self._facts()
        self._hubs()
        areas = max(1, elements // AREA)
        room = elements - len(HUBS)
        for area in range(areas):
            self._area(area, areas, room * (area + 1) // areas - room * area // areas)
        self._flows(areas, round(LINES * elements) - self._lines())
        self._journeys()

    def _facts(self) -> None:
        for number, id in enumerate(DATA):
            about = ("customer", "offer", "feedback", "other")[number % 4]
            self.sections["data"][id] = {"name": f"Fact {number}", "about": about}
            if number % 2:
                self.sections["data"][id]["max_latency"] = "1h"

    def _hubs(self) -> None:
        for id in HUBS:
            infrastructure = id in ("network", "cloud")
            self.sections["platforms"][id] = {
                "name": id.capitalize(),
                "kind": "infrastructure" if infrastructure else "service",
                "availability": "99.9%",
                "cost": 1000000,
            }
        self.sections["platforms"]["identity"]["holds"] = {DATA[0]: {"role": "master", "key": "id"}}

    def _area(self, area: int, areas: int, size: int) -> None:
        rng, near = self.rng, f"a{area}"
        departments = [f"{near}-department-{n}" for n in range(4)]
        channels = [f"{near}-channel-{n}" for n in range(5)]
        layers = self._layers(near, size - 1 - len(departments) - len(channels))
        for n, id in enumerate(departments):
            self._put("organizations", id, head=f"Head {area % 7}", uses=rng.sample(layers[0], 4))
            if n == 0:
                self.sections["organizations"][id]["acts_on"] = [DATA[2]]
            else:
                self.sections["organizations"][id]["part_of"] = departments[0]
        for n, id in enumerate(channels):
            self._put(
                "channels",
                id,
                kind=KINDS[n],
                serves=sorted(rng.sample(OCCASIONS, 3)),
                run_by=departments[1 + n % 3],
                needs=rng.sample(layers[0], 2),
                listens=[DATA[2]] if n == 0 else [],
            )
        self._put(
            "customer_types",
            f"{near}-customers",
            share=round(1 / areas, 9),
            uses=sorted([*rng.sample(channels, 3), *self._elsewhere()]),
            prefers={occasion: [rng.choice(KINDS)] for occasion in rng.sample(OCCASIONS, 2)},
        )
        for depth, layer in enumerate(layers):
            for id in layer:
                self._platform(id, depth, layers, areas, departments)
        if area % 5 == 0:
            for one, other in zip(layers[1][:3], [*layers[1][1:3], layers[1][0]], strict=True):
                needs = self.sections["platforms"][one].setdefault("needs", [])
                if isinstance(needs, list) and other not in needs:
                    needs.append(other)

    def _layers(self, near: str, count: int) -> list[list[str]]:
        whole = sum(LAYERS.values())
        layers = [
            [f"{near}-{kind}-{n}" for n in range(count * share // whole)]
            for kind, share in LAYERS.items()
        ]
        missing = count - sum(len(layer) for layer in layers)
        layers[0] += [f"{near}-application-{len(layers[0]) + n}" for n in range(missing)]
        return layers

    def _elsewhere(self) -> list[str]:
        """Return one channel of another area that has been made, or none."""
        made = len(self.sections["channels"]) // 5 - 1
        return [f"a{self.rng.randrange(made)}-channel-0"] if made > 0 else []

    def _platform(
        self, id: str, depth: int, layers: list[list[str]], areas: int, owners: list[str]
    ) -> None:
        rng, kind = self.rng, tuple(LAYERS)[depth]
        below = [other for layer in layers[depth + 1 :] for other in layer]
        needs: list[object] = sorted(rng.sample(below, min(len(below), rng.choice((1, 1, 2)))))
        if rng.random() < 0.3:
            needs.append(rng.choice(HUBS[:3] if depth < 3 else HUBS[3:]))
        if depth < 2 and rng.random() < 0.1:
            needs.append({"any_of": sorted(rng.sample(layers[3], 2))})
        stated: Entry = {"needs": [item for n, item in enumerate(needs) if item not in needs[:n]]}
        if depth < 2 and rng.random() < 0.1:
            stated["uses"] = [f"a{rng.randrange(areas)}-database-0"]
        if rng.random() < 0.5:
            stated["availability"] = rng.choice(("99%", "99.5%", "99.9%"))
        if rng.random() < 0.5:
            stated["cost"] = rng.randrange(1, 500) * 1000
        if kind == "database":
            stated["holds"] = {
                data: {"role": rng.choice(("master", "copy", "copy")), "key": rng.choice("abb")}
                for data in sorted(rng.sample(DATA, rng.choice((1, 1, 2))))
            }
        if kind == "application" and rng.random() < 0.2:
            capability = f"{id.partition('-')[0]}-ability-{rng.randrange(4)}"
            self._put("capabilities", capability)
            stated["supports"] = [capability]
        self._put("platforms", id, kind=kind, owner=rng.choice(owners), **stated)

    def _flows(self, areas: int, count: int) -> None:
        rng, seen = self.rng, set()
        ends = [id for id in self.sections["platforms"] if "-application-" in id or "-data" in id]
        by_area: dict[str, list[str]] = {}
        for id in ends:
            by_area.setdefault(id.partition("-")[0], []).append(id)
        while len(seen) < count:
            source = rng.choice(ends)
            far = rng.random() < 0.2
            near = f"a{rng.randrange(areas)}" if far else source.partition("-")[0]
            target = rng.choice(by_area[near])
            if rng.random() < 0.1:
                source, target = rng.sample((rng.choice((source, target)), "bus"), 2)
            if source == target or (source, target) in seen:
                continue
            seen.add((source, target))
            flow: Entry = {"from": source, "to": target, "carries": [rng.choice(DATA)]}
            if rng.random() < 0.8:
                flow["latency"] = rng.choice(LATENCIES)
            if rng.random() < 0.5:
                flow["matched_by"] = "customer number"
            if rng.random() < 0.1:
                flow["both_ways"] = True
            if rng.random() < 0.9:
                flow["owner"] = f"{source.partition('-')[0]}-department-1"
            self.flows.append(flow)

    def _journeys(self) -> None:
        rng = self.rng
        customers = list(self.sections["customer_types"].items())
        for number in range(JOURNEYS):
            id, customer = rng.choice(customers)
            open_to = customer["uses"]
            assert isinstance(open_to, list)
            fact, other = rng.sample(DATA, 2)
            steps: list[Entry] = [
                {"do": "buy", "via": rng.choice(open_to), "writes": [fact]},
                {"do": "ask", "via": rng.choice(open_to), "reads": [fact, other]},
                {"do": "pay", "via": {"any_of": sorted(rng.sample(open_to, 2))}, "writes": [other]},
                {"do": "return", "via": rng.choice(open_to), "reads": [fact], "within": "1h"},
            ]
            self._put("journeys", f"journey-{number}", customer=id, steps=steps)

    def _put(self, section: str, id: str, **stated: object) -> None:
        self.sections[section][id] = {"name": id.replace("-", " ").capitalize(), **stated}

    def _lines(self) -> int:
        return sum(
            _count(entry.get(key))
            for entries in self.sections.values()
            for entry in entries.values()
            for key in ("uses", "needs", "run_by")
        )


def _count(value: object) -> int:
    if isinstance(value, list):
        return sum(_count(item) for item in value)
    if isinstance(value, dict):
        return sum(_count(items) for items in value.values())
    return 0 if value is None else 1


def today(elements: int, seed: int) -> str:
    """Return a model as YAML."""
    estate = Estate(elements, seed)
    return _written(estate.sections, estate.flows)


def tomorrow(elements: int, seed: int) -> str:
    """Return the same model after a year: a hundredth renamed, added and changed, flows sped up."""
    estate = Estate(elements, seed)
    rng = random.Random(seed + 1)
    platforms, renamed = estate.sections["platforms"], {}
    kept = [id for id in platforms if "-" in id]
    for id in rng.sample(kept, len(kept) // 100):
        renamed[id] = f"{id}-new"
    sections: Sections = {
        section: {renamed.get(id, id): _renamed(entry, renamed) for id, entry in entries.items()}
        for section, entries in estate.sections.items()
    }
    for old, new in renamed.items():
        sections["platforms"][new]["was"] = old
    for number, id in enumerate(rng.sample(kept, len(kept) // 100)):
        entry = sections["platforms"][renamed.get(id, id)]
        entry["cost"] = 777
        sections["platforms"][f"added-{number}"] = {"needs": [renamed.get(id, id), "cloud"]}
    flows = [_renamed(flow, renamed) for flow in estate.flows]
    for flow in rng.sample(flows, len(flows) // 50):
        flow["latency"] = "1m"
    gone = set(rng.sample(range(len(flows)), len(flows) // 100))
    return _written(sections, [flow for number, flow in enumerate(flows) if number not in gone])


def _renamed(value: Entry, renamed: dict[str, str]) -> Entry:
    def new(value: object) -> object:
        if isinstance(value, list):
            return [new(item) for item in value]
        if isinstance(value, dict):
            return {key: new(item) for key, item in value.items()}
        return renamed.get(value, value) if isinstance(value, str) else value

    return {key: new(item) for key, item in value.items()}


def _written(sections: Sections, flows: Iterable[Entry]) -> str:
    return "\n".join((*_text(sections, flows), ""))


def _text(sections: Sections, flows: Iterable[Entry]) -> Iterator[str]:
    yield "engagemodel: 1"
    yield "name: An estate"
    yield "currency: EUR"
    for section, entries in sections.items():
        yield f"{section}:"
        for id, entry in entries.items():
            yield f"  {id}: {_inline(entry)}"
    yield "flows:"
    for flow in flows:
        yield f"  - {_inline(flow)}"


def _inline(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_inline(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(_inline(item) for item in value)}]"
    return str(value).lower() if isinstance(value, bool) else str(value)
