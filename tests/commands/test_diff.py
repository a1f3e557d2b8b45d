"""`diff` fails a run where it was asked to: by severity, or because customers are worse off."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import specimens

from engagemodel import api
from engagemodel.commands.diff import diff, regressed
from engagemodel.language import load
from engagemodel.page.dress import apart
from engagemodel.reports.screen import PAPER


@pytest.mark.parametrize(
    ("severity", "bar", "fails"),
    [
        ("high", "high", True),
        ("medium", "high", False),
        ("medium", "medium", True),
        ("low", "medium", False),
        ("low", "low", True),
        ("high", "never", False),
        ("medium", "worse", True),
        ("low", "worse", False),
    ],
)
def test_new_findings_fail_at_their_severity(severity: str, bar: str, fails: bool) -> None:
    found = specimens.difference()
    same = replace(found, after=replace(found.after, model=found.before.model))
    new = replace(found.introduced[0], severity=severity)
    assert regressed(replace(same, introduced=(new,)), bar) is fails
    accepted = replace(new, accepted=specimens.accepted().accepted)
    assert regressed(replace(same, introduced=(accepted,)), bar) is False


def test_a_lost_preferred_channel_is_worse_without_any_finding() -> None:
    found = replace(specimens.difference(), introduced=())
    assert regressed(found, "worse") is True
    assert regressed(found, "low") is False


def test_findings_that_remain_fail_nothing() -> None:
    found = specimens.difference()
    same = replace(found, after=replace(found.after, model=found.before.model), introduced=())
    assert regressed(replace(same, remaining=(specimens.broken(),)), "low") is False


def test_a_model_compared_with_itself_has_nothing_to_tell() -> None:
    model = load(str(Path(__file__).parents[2] / "examples" / "lamp-retailer" / "as-is.yaml"))
    found = api.diff(model, model)
    assert (found.changes, found.resolved, found.introduced) == ((), (), ())
    assert len(found.remaining) == len(found.before.findings)


BEFORE = "engagemodel: 1\nname: A\nplatforms: {mono: }\n"
AFTER = "engagemodel: 1\nname: B\nplatforms:\n  duo: {was: %s}\n"


@pytest.mark.parametrize(
    ("old", "said"),
    [
        ("mono", None),
        ("monno", "'monno' is in neither model, did you mean 'mono'?"),
        ("else", "'else' is in neither model"),
    ],
)
def test_a_claim_to_nothing_is_a_note_and_fails_nothing(
    tmp_path: Path, old: str, said: str | None
) -> None:
    before, after = tmp_path / "before.yaml", tmp_path / "after.yaml"
    before.write_text(BEFORE)
    after.write_text(AFTER % old)
    outcome = diff(str(before), str(after))
    assert outcome.code == 0
    assert outcome.notes == (() if said is None else (f"{after}:4:14: note: {said}",))


@pytest.mark.parametrize("own", [False, True])
def test_a_picture_wears_what_the_settings_and_templates_say(
    own: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if own and not apart.limited():
        pytest.skip("memory cannot be limited there")
    monkeypatch.chdir(tmp_path)
    Path("a.yaml").write_text(BEFORE)
    Path("b.yaml").write_text(AFTER % "mono")
    Path("engagemodel.toml").write_text('[page]\nlanguage = "de"\nfooter = "Acme intern"\n')
    Path("house/page").mkdir(parents=True)
    Path("house/page/page.html.j2").write_text(
        '{% extends "default/page/page.html.j2" %}{% block footer %}<p>ours</p>{% endblock %}'
    )
    found = diff("a.yaml", "b.yaml", picture="p.html", templates="house" if own else None)
    page = found.files["p.html"].decode()
    assert "Plattformen" in page
    assert "Acme intern" in page
    assert ("<p>ours</p>" in page) is own
    assert callable(found.text)
    assert "Of 1 finding today" in found.text(PAPER)  # a report is in English
