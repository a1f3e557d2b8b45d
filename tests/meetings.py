"""Names of situations in, what lies between two models in each out: what a brief has to cope with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

from engagemodel import api
from engagemodel.results import Difference

TODAY = date(2026, 4, 1)
EXAMPLES = Path(__file__).parents[1] / "examples"
CASES = (
    "lamp",
    "retailer",
    "insurer",
    "backwards",
    "same",
    "empty",
    "beginning",
    "end",
    "one customer",
    "ten customers",
    "thirty customers",
    "long names",
)


def company(count: int, *, parted: bool, word: str = "") -> str:
    """Return a model with that many customer types; `parted`: each channel has systems of its own."""
    rows = range(count)
    lines = [f"engagemodel: 1\nname: Company {word}", f"state: {'as-is' if parted else 'future'}"]
    lines += ["share_of: revenue", "data:"]
    lines += [f"  d{i}: {{name: data {i} {word}, about: customer, max_latency: 1h}}" for i in rows]
    lines.append("customer_types:")
    lines += [
        f"  t{i}: {{name: Customer type {i} {word}, share: {100 / count:.2f}%, "
        f"uses: [{', '.join(sorted({f'c{i}', f'c{(i + 1) % count}'}))}], prefers: {{buy: [c{(i + 2) % count}]}}}}"
        for i in rows
    ]
    lines.append("channels:")
    lines += [
        f"  c{i}: {{name: Channel {i} {word}, serves: [buy, ask], run_by: o, needs: [p{i}]}}"
        for i in rows
    ]
    lines += ["organizations:", f"  o: {{name: Everybody {word}}}", "platforms:"]
    for i in rows:
        base = i if parted else i // 2 * 2
        lines.append(f"  p{i}: {{name: Platform {i} {word}, needs: [b{base}]}}")
        held = {f"d{base}": f"id{i}", f"d{(i + 1) % count}": f"x{i}"}
        keys = ", ".join(f"{data}: {{key: {key}}}" for data, key in held.items())
        lines.append(f"  b{i}: {{name: Base {i} {word}, kind: database, holds: {{{keys}}}}}")
    lines.append("journeys:")
    lines += [
        f"  j{i}: {{name: Journey {i} {word}, customer: t{i}, steps: "
        f"[{{do: buy, via: c{i}, writes: [d{i}]}}, {{do: ask, via: c{(i + 1) % count}, reads: [d{i}]}}]}}"
        for i in rows
    ]
    return "\n".join(lines) + "\n"


def _example(name: str, *states: str) -> Difference:
    return api.diff(
        *(api.load(str(EXAMPLES / name / f"{state}.yaml")) for state in states), today=TODAY
    )


@cache
def found(name: str, folder: Path) -> Difference:
    """Return what lies between the two models of one of `CASES`; `folder` is one to write them in."""

    def written(*texts: str) -> Difference:
        models = []
        for number, text in enumerate(texts):
            path = folder / f"{number}.yaml"
            path.write_text(text, encoding="utf-8")
            models.append(api.load(str(path)))
        return api.diff(*models, today=TODAY)

    def companies(count: int, word: str = "") -> Difference:
        return written(*(company(count, parted=parted, word=word) for parted in (True, False)))

    nothing = "engagemodel: 1\nname: Nothing yet\n"
    small = "engagemodel: 1\nname: Small\ncustomer_types: {a: {name: Ada, uses: [w]}}\n"
    small += "channels: {w: {name: Web}}\n"
    made: dict[str, Callable[[], Difference]] = {
        "lamp": lambda: _example("lamp-retailer", "as-is", "future"),
        "retailer": lambda: _example("multi-channel-retailer", "as-is", "future"),
        "insurer": lambda: _example("insurer-after-merger", "as-is", "future"),
        "backwards": lambda: _example("lamp-retailer", "future", "as-is"),
        "same": lambda: _example("lamp-retailer", "as-is", "as-is"),
        "empty": lambda: written(nothing, nothing),
        "beginning": lambda: written(nothing, small),
        "end": lambda: written(small, nothing),
        "one customer": lambda: companies(1),
        "ten customers": lambda: companies(10),
        "thirty customers": lambda: companies(30),
        "long names": lambda: companies(5, "of a very long and winding name " * 6),
    }
    return made[name]()
