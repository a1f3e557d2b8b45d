"""The examples: they say what they are there to say, and what is kept beside them is what runs make."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import jsonschema
import program
import pytest
import yaml

from engagemodel import api
from engagemodel.finding import Finding
from engagemodel.language import schema
from engagemodel.results import Check
from engagemodel.shipped import shipped

EXAMPLES = program.ROOT / "examples"
FOLDERS = ("lamp-retailer", "multi-channel-retailer", "insurer-after-merger")
MODELS = [f"{folder}/{state}" for folder in FOLDERS for state in ("as-is", "future")]
TODAY = date(2026, 1, 1)
LAMP = ("lamp-retailer/as-is.yaml", "lamp-retailer/future.yaml")
LANES = ("customer_types", "channels", "organizations", "platforms")
LINES = ("name", "uses", "needs", "run_by", "kind")
Kept = Callable[[Path, bytes], None]


def checked(model: str) -> Check:
    return api.check(api.load(str(EXAMPLES / f"{model}.yaml")), today=TODAY)


def found(check: Check, rule: str) -> list[Finding]:
    return [finding for finding in check.findings if finding.rule == rule]


def plain(model: str) -> dict[str, Any]:
    """Return a model as JSON has it: dates are text."""
    loaded = yaml.safe_load((EXAMPLES / f"{model}.yaml").read_text(encoding="utf-8"))
    stated: dict[str, Any] = json.loads(json.dumps(loaded, default=str))
    return stated


def labelled(png: bytes, source: str) -> bytes:
    """Return a picture with a text chunk behind its header that names its source."""
    text = b"tEXtSource\0" + source.encode()
    chunk = struct.pack(">I", len(text) - 4) + text + struct.pack(">I", zlib.crc32(text))
    return png[:33] + chunk + png[33:]


def size(png: bytes) -> tuple[int, int]:
    """Return the width and height of a picture in pixels."""
    assert png[12:16] == b"IHDR"
    width, height = struct.unpack(">II", png[16:24])
    return width, height


@pytest.mark.parametrize("folder", FOLDERS)
def test_kept_reports_are_what_runs_make(folder: str, kept: Kept) -> None:
    path = f"examples/{folder}"
    report = program.run(f"engagemodel check {path}/as-is.yaml")
    kept(EXAMPLES / folder / "as-is.txt", report.encode())
    report = program.run(f"engagemodel diff {path}/as-is.yaml {path}/future.yaml")
    kept(EXAMPLES / folder / "difference.txt", report.encode())


@pytest.mark.parametrize("folder", FOLDERS)
def test_kept_pages_are_what_runs_make(folder: str, kept: Kept, tmp_path: Path) -> None:
    path = f"examples/{folder}"
    program.run(f"engagemodel render {path}/as-is.yaml -o {tmp_path}/as-is.svg")
    kept(EXAMPLES / folder / "as-is.svg", (tmp_path / "as-is.svg").read_bytes())
    program.run(f"engagemodel render {path}/as-is.yaml {path}/future.yaml -o {tmp_path}/page.svg")
    kept(EXAMPLES / folder / "difference.svg", (tmp_path / "page.svg").read_bytes())


def test_kept_picture_is_drawn_from_the_kept_page(
    request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    # Pixels differ a little between versions of the renderer, so the picture is not compared with
    # a fresh one: it names the page that it was drawn from.
    drawn = [tmp_path / "page.svg", tmp_path / "page.png"]
    outputs = " ".join(f"-o {path}" for path in drawn)
    program.run(f"engagemodel render examples/{LAMP[0]} examples/{LAMP[1]} --width 1600 {outputs}")
    page, picture = (path.read_bytes() for path in drawn)
    kept_picture = EXAMPLES / "lamp-retailer" / "difference.png"
    if request.config.getoption("--rewrite"):
        kept_picture.write_bytes(labelled(picture, sha256(page).hexdigest()))
    assert sha256(page).hexdigest().encode() in kept_picture.read_bytes()[:200]
    assert size(kept_picture.read_bytes()) == size(picture)


def test_kept_schema_is_the_language(kept: Kept) -> None:
    kept(EXAMPLES / "engagemodel.schema.json", program.run("engagemodel schema").encode())


@pytest.mark.parametrize("model", MODELS)
def test_editors_find_the_schema_and_it_accepts_the_model(model: str) -> None:
    path = EXAMPLES / f"{model}.yaml"
    comment, _ = path.read_text(encoding="utf-8").split("\n", 1)
    mark, _, link = comment.partition("$schema=")
    assert mark == "# yaml-language-server: "
    assert (path.parent / link).samefile(EXAMPLES / "engagemodel.schema.json")
    jsonschema.Draft202012Validator(schema()).validate(plain(model))


@pytest.mark.parametrize("folder", FOLDERS)
def test_today_is_bad_and_tomorrow_is_not(folder: str) -> None:
    before, after = checked(f"{folder}/as-is"), checked(f"{folder}/future")
    assert (before.model.state, after.model.state) == ("as-is", "future")
    assert before.summary["high"] >= 5
    assert after.summary["high"] == 0
    assert len(after.findings) <= 3
    assert after.figures["share_at_risk"] == 0
    assert before.figures["share_at_risk"] > 0.5  # type: ignore[operator]


@pytest.mark.parametrize("model", MODELS)
def test_findings_speak_of_names_and_not_of_ids(model: str) -> None:
    check = checked(model)
    ids = {id for id in (*check.model.elements, *check.model.journeys) if "-" in id}
    for finding in check.findings:
        words = {word.strip("(),.:;\"'") for word in f"{finding.message} {finding.mend}".split()}
        assert not words & ids
        assert finding.message[0].isupper()
        assert finding.message.endswith(".")


def test_lamp_cannot_be_returned_today() -> None:
    check = checked("lamp-retailer/as-is")
    [broken] = [f for f in found(check, "broken-handoff") if f.journeys == ("lamp-return",)]
    assert (broken.step, broken.data, broken.elements) == (2, ("order",), ("store", "web"))
    assert broken.witness is not None
    assert broken.witness.written == ("web-database",)
    assert broken.witness.looked_for == ("till-database",)
    assert broken.witness.missing == "web-database->till-database"
    for words in ("Online shopper", "Stores", "Web shop database", "Till database", "on the spot"):
        assert words in broken.message


def test_lamp_retailer_has_what_the_article_complains_of() -> None:
    check = checked("lamp-retailer/as-is")
    apart = found(check, "separate-infrastructure")
    assert [f.customer_types for f in apart] == [("online-shopper",)]
    databases = ("desk-database", "till-database", "web-database")
    for rule in ("redundant-database", "incompatible-databases"):
        kept_twice = found(check, rule)
        assert {f.data for f in kept_twice} == {("customer",), ("order",)}
        assert all(f.elements == databases for f in kept_twice)
    split = {f.elements for f in found(check, "split-customer-view")}
    assert split == {("e-commerce",), ("store-operations",), ("catalogue-sales",)}
    [slow] = found(check, "slow-handoff")
    assert slow.witness is not None
    assert slow.witness.worst == "till-database->desk-database"


def test_four_lanes_and_their_lines_already_tell_of_separate_infrastructure(tmp_path: Path) -> None:
    stated = plain("lamp-retailer/as-is")
    lanes = {
        lane: {
            id: {key: value for key, value in entry.items() if key in LINES}
            for id, entry in stated[lane].items()
        }
        for lane in LANES
    }
    path = tmp_path / "lanes.json"
    path.write_text(json.dumps({"engagemodel": 1, "name": "Four lanes", **lanes}))
    check = api.check(api.load(str(path)), today=TODAY)
    assert found(check, "separate-infrastructure")


def test_lamp_can_be_returned_tomorrow_figure_by_figure() -> None:
    before, after = (api.load(str(EXAMPLES / path)) for path in LAMP)
    difference = api.diff(before, after, today=TODAY)
    assert not difference.remaining
    assert {f.severity for f in difference.introduced} == {"medium"}
    figures = {change.figure: change for change in difference.figures}
    mended = {
        "infrastructures": 1,
        "redundant_masters": 0,
        "single_view": 1,
        "handoffs_kept": 1,
        "worst_latency": 0,
        "share_at_risk": 0,
        "channel_fit": 1,
        "overlap_cost": 0,
    }
    assert {name: figures[name].after for name in mended} == mended
    assert {figures[name].effect for name in (*mended, "annual_cost")} == {"better"}
    # What the simpler picture costs is told as well.
    assert figures["single_points"].effect == "worse"


def test_starter_checks_clean_and_its_exercise_works(tmp_path: Path) -> None:
    path = shipped("starter") / "model.yaml"
    text = path.read_text(encoding="utf-8")
    assert api.check(api.load(str(path)), today=TODAY).findings == ()
    assert text.count("\n") < 90
    broken = tmp_path / "model.yaml"
    lines = text.splitlines(keepends=True)
    without = [
        line.replace("needs: [orders], ", "") if "  till:" in line else line for line in lines
    ]
    assert without != lines
    broken.write_text("".join(without), encoding="utf-8")
    [finding] = api.check(api.load(str(broken)), today=TODAY).findings
    assert (finding.rule, finding.customer_types, finding.journeys) == (
        "broken-handoff",
        (),
        ("web-return",),
    )
