"""How many cards stay with `--keep`: every element of a model taken out and put back, one at a time.

Run by hand: ``python -m tests.bench.staying [--generated 20,40] [--sizes a4,16:9] [--every 1] [--jobs 2]``.
A row has the worst and the mean share of the other cards whose top left corner is the same on the
page without the element, drawn anew, and on that with it, drawn to keep the first. Exits with 1 if
one keeps less than `LEAST`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path
from statistics import fmean
from typing import Any, TypeAlias

import yaml

from engagemodel import api, page
from engagemodel.page import Manner, Scene
from engagemodel.page.keeping import Places, read
from engagemodel.results import Check, Difference

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from bench.company import company
from growing import elements, without

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ("lamp-retailer", "multi-channel-retailer", "insurer-after-merger")
STATES = ("as-is", "future")
KEPT = (25, 40, 60)
GENERATED = (20, 30, 40, 50, 60, 75, 90)
TODAY = date(2026, 4, 1)
NEAR = 0.5  # points
LEAST = 0.95

Model: TypeAlias = dict[str, Any]
States: TypeAlias = tuple[Model, ...]  # one model, or today's and tomorrow's
Trial: TypeAlias = tuple[str, States, str, str]  # name, states, size of page, element


def models(generated: Iterable[int]) -> Iterator[tuple[str, States]]:
    """Yield a name and the states: kept models and pairs, examples, generated ones."""
    for size in KEPT:
        pair = tuple(_kept(f"tests/page/models/{size}-{state}.yaml") for state in STATES)
        yield from ((f"{size} {state}", (one,)) for state, one in zip(STATES, pair, strict=True))
        yield f"{size} pair", pair
    for name in EXAMPLES:
        yield name, (_kept(f"examples/{name}/as-is.yaml"),)
    for size in generated:
        for seed in (1, 2):
            yield f"company({size}, {seed})", (yaml.safe_load(company(size, seed)),)


def _kept(path: str) -> Model:
    found: Model = yaml.safe_load((ROOT / path).read_text("utf-8"))
    return found


def draw(states: Sequence[Model], size: str, keep: Places | None = None) -> Scene:
    """Return the lanes of a model, or of what lies between two."""
    with tempfile.TemporaryDirectory() as folder:
        loaded = []
        for number, model in enumerate(states):
            path = Path(folder) / f"{number}.yaml"
            path.write_text(yaml.safe_dump(model, sort_keys=False), "utf-8")
            loaded.append(api.load(str(path)))
    found: Check | Difference = api.check(loaded[0], today=TODAY)
    if len(loaded) == 2:
        found = api.diff(loaded[0], loaded[1], today=TODAY)
    return page.draw(found, view="lanes", size=size, manner=Manner(keep=keep))


def places(scene: Scene) -> Places:
    """Return where the cards of a page stand, as `--keep` reads it."""
    return read(page.write(scene, "svg", embed_font=False), "page.svg")


def stays(trial: Trial) -> float:
    """Return the share of the cards of the page without the element that stay when it is there."""
    _, states, size, id = trial
    before = places(draw([without(state, id) for state in states], size))
    after = places(draw(states, size, before)).boxes
    still = [
        other in after and max(abs(after[other].x - box.x), abs(after[other].y - box.y)) <= NEAR
        for other, box in before.boxes.items()
    ]
    return fmean(still)


def main() -> int:
    """Print a row for each model and size of page as soon as it is known."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--generated", default=",".join(map(str, GENERATED)))
    parser.add_argument("--sizes", default="a4,16:9")
    parser.add_argument("--every", type=int, default=1, help="element of each so many")
    parser.add_argument("--jobs", type=int, default=1)
    stated = parser.parse_args()
    given = list(models(int(size) for size in stated.generated.split(",") if size))
    few = False
    with ProcessPoolExecutor(stated.jobs) as pool:
        for size in stated.sizes.split(","):
            for name, states in given:
                ids = dict.fromkeys(id for state in states for id in elements(state))
                trials = [(name, states, size, id) for id in list(ids)[:: stated.every]]
                shares = list(pool.map(stays, trials))
                worst, (*_, id) = min(zip(shares, trials, strict=True), key=lambda each: each[0])
                few |= worst < LEAST
                row = f"{name:24} {size:5} {worst:7.1%} {fmean(shares):7.1%}  {id}"
                print(row, flush=True)  # noqa: T201
    return int(few)


if __name__ == "__main__":
    sys.exit(main())
