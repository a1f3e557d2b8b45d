"""`init` writes a model that checks clean and never touches what is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from engagemodel import api
from engagemodel.commands.init import STARTERS, init
from engagemodel.delivery import create
from engagemodel.errors import ArgumentError
from engagemodel.shipped import shipped


@pytest.mark.parametrize("template", STARTERS)
def test_a_starter_checks_clean_and_teaches(tmp_path: Path, template: str) -> None:
    outcome = init(str(tmp_path / "mine"), template)
    create(outcome.created)
    for path in outcome.created:
        model = api.load(path)
        assert api.check(model).findings == ()
        assert model.customer_types
        assert model.journeys
        assert Path(path).read_text().count("#") > 15
    assert f"next: engagemodel check {tmp_path}/mine/model.yaml" in outcome.notes


def test_every_template_is_offered() -> None:
    assert {path.parent.name for path in shipped("").glob("*/model.yaml")} == set(STARTERS)


def test_an_unknown_template_is_refused() -> None:
    with pytest.raises(ArgumentError, match="unknown template 'stater'") as caught:
        init(".", "stater")
    assert caught.value.problems[0].hint == "did you mean 'starter'?"


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    file = tmp_path / "r1.yaml"
    file.write_text("engagemodel: 1\n")
    with pytest.raises(ArgumentError, match=r"r1\.yaml' is a file, a folder is expected"):
        init(str(file))
