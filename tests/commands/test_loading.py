"""A state that is near to one with a meaning is remarked on, and changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from sketches import picture

from engagemodel.commands.check import check
from engagemodel.commands.diff import diff
from engagemodel.commands.loading import remarks
from engagemodel.commands.render import render


@pytest.mark.parametrize(
    ("state", "meant"),
    [
        ("As-Is", "as-is"),
        ("as is", "as-is"),
        ("AS_IS", "as-is"),
        ("asis", "as-is"),
        ("Future", "future"),
        ("futrue", "future"),
        ("the futures", None),
        ("as-is", None),
        ("future", None),
        ("future 2", None),
        ("plateau", None),
        ("as-was", None),
        ("", None),
        (None, None),
    ],
)
def test_a_state_that_is_near(state: str | None, meant: str | None) -> None:
    told = remarks(picture(state=state))
    assert [note.endswith(f"did you mean '{meant}'?") for note in told] == [True] * (
        meant is not None
    )


def test_it_is_a_note_beside_the_report(tmp_path: Path) -> None:
    path = tmp_path / "model.yaml"
    path.write_text("engagemodel: 1\nname: A\nstate: As-Is\ncustomer_types: {a: }\n")
    outcomes = [
        check([str(path)]),
        diff(str(path), str(path)),
        render(str(path), output=[str(tmp_path / "page.svg")]),
    ]
    for outcome in outcomes:
        assert f"{path}: note: the state 'As-Is' is a label" in outcome.notes[0]
    assert [outcome.code for outcome in outcomes] == [1, 0, 0]
