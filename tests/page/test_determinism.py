"""Every view, an earlier page kept and Graphviz's order: the same bytes whatever the hash seed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
LAMP = ROOT / "examples" / "lamp-retailer"
DRAW = """
import hashlib, sys
from datetime import date
from engagemodel import api, page
from engagemodel.page.keeping import read
from engagemodel.page.views import VIEWS
before, after, large, engines = *map(api.load, sys.argv[1:4]), sys.argv[4].split(",")
day = date(2026, 4, 1)
one, both, many = api.check(before, today=day), api.diff(before, after, today=day), api.check(large)
about = {"element": min(before.platforms), "journey": min(before.journeys)}
wanted = [(one, f"{name}:{about[view.of.split()[-1]]}" if view.of else name, view.two)
          for name, view in VIEWS.items()]
scenes = {f"{view} {engine}": page.draw(one, view=view, manner=page.Manner(engine=engine))
          for _, view, _ in wanted for engine in engines}
scenes |= {f"{view} both": page.draw(both, view=view) for _, view, two in wanted if two}
scenes["large"] = page.draw(many, view="lanes", size="a3")
kept = read(page.write(page.draw(one, view="lanes"), "svg"), "page.svg")
scenes["kept"] = page.draw(both, view="lanes", manner=page.Manner(keep=kept))
for name, scene in scenes.items():
    for format in ("svg", "json"):
        print(name, format, hashlib.sha256(page.write(scene, format)).hexdigest())
print(hashlib.sha256(page.write(scenes["kept"], "html")).hexdigest())
"""


def drawn(seed: int) -> list[str]:
    engines = "own,dot" if shutil.which("dot") or os.environ.get("CI") == "true" else "own"
    models = [LAMP / "as-is.yaml", LAMP / "future.yaml", ROOT / "tests/page/models/60-as-is.yaml"]
    run = subprocess.run(
        [sys.executable, "-c", DRAW, *map(str, models), engines],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": str(seed)},
    )
    return run.stdout.splitlines()


def test_the_hash_seed_does_not_matter() -> None:
    first, second = drawn(1), drawn(2)
    assert len(first) > 20
    assert first == second
