"""What a finding is about, in names: what tells it from others of its rule."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from engagemodel import api
from engagemodel.model import Model
from engagemodel.page.gist import about, foremost

MODEL = """
engagemodel: 1
name: Brokers and clients
customer_types:
  brokers: {name: Brokers, uses: [desk]}
  clients: {name: Clients, uses: [desk, portal]}
channels:
  desk: {name: Broker desk, needs: [policies]}
  portal: {name: Portal, needs: [policies]}
  fax: {name: Fax}
platforms:
  policies: {name: Policies}
"""


@pytest.fixture(name="model")
def model_(tmp_path: Path) -> Model:
    path = tmp_path / "model.yaml"
    path.write_text(MODEL, encoding="utf-8")
    return api.load(str(path))


@pytest.mark.parametrize(
    ("rule", "names"),
    [
        ("only-one-channel", "Brokers"),  # not the channel that others use as well
        ("unused-channel", "Fax"),
        ("single-point-of-failure", "Policies"),
    ],
)
def test_a_finding_is_about_what_tells_it_from_others(model: Model, rule: str, names: str) -> None:
    findings = api.check(model, today=date(2026, 6, 1)).findings
    [finding] = [each for each in findings if each.rule == rule]
    assert about(finding, model) == names
    assert foremost(finding, model) == ""
