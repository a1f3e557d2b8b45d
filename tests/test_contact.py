"""The contact sheet: nine pages of the examples on one picture, drawn from what is kept beside it."""

from __future__ import annotations

from pathlib import Path

import contact
import pytest
from PIL import Image

KEPT = contact.ROOT / "examples" / "pages.png"


def test_kept_sheet_shows_the_pages_of_today(
    request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    # Pixels differ a little between versions of the renderer, so the sheet is not compared with a
    # fresh one: it names the pages that it was drawn from.
    pages = list(contact.scenes(tmp_path))
    if request.config.getoption("--rewrite"):
        KEPT.write_bytes(contact.sheet(pages))
    with Image.open(KEPT) as kept:
        assert kept.text["Source"] == contact.digest(pages)  # type: ignore[attr-defined]
        assert kept.width == 3 * contact.WIDTH + 4 * contact.GAP
    assert KEPT.stat().st_size < 600_000


def test_nine_captions_fit_below_their_pages() -> None:
    from engagemodel.page.typeset import measure

    assert len(contact.PAGES) == 9
    assert len({shown.caption for shown in contact.PAGES}) == 9
    for shown in contact.PAGES:
        assert measure(shown.caption, 19, bold=True) < contact.WIDTH
