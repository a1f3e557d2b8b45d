"""What lies between the pairs of models that a brief has to cope with."""

from __future__ import annotations

from collections.abc import Callable

import meetings
import pytest

from engagemodel.results import Difference


@pytest.fixture(scope="session")
def case(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Difference]:
    """Return what lies between the two models of one of `meetings.CASES`."""
    folder = tmp_path_factory.mktemp("cases")
    return lambda name: meetings.found(name, folder)
