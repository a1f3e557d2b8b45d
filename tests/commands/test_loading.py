"""What was probably meant to be another word is remarked on, and changes nothing."""

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


def test_a_mistyped_occasion_is_a_note_at_its_place(tmp_path: Path) -> None:
    stated = "engagemodel: 1\nname: A\nstate: as-is\nchannels:\n"
    served = "  web: {serves: [return]}\n  app: {serves: [return]}\n"
    right, wrong = tmp_path / "right.yaml", tmp_path / "wrong.yaml"
    right.write_text(stated + served)
    wrong.write_text(stated + served + "  till: {serves: [retrun]}\n")
    note = f"{wrong}:7:18: note: 'retrun' is used once, did you mean 'return'?"
    for outcome in (
        check([str(right), str(wrong)]),
        diff(str(wrong), str(right)),
        diff(str(right), str(wrong)),
        diff(str(wrong), str(wrong)),
    ):
        assert (outcome.code, outcome.notes) == (0, (note,))
    assert check([str(right)]).notes == diff(str(right), str(right)).notes == ()
