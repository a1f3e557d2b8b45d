"""Models, checks and differences as a notebook shows them: one picture, closed in itself, inert."""

from __future__ import annotations

import base64
import json
import re
import subprocess
import sys
from pathlib import Path

import hostile
import html5lib
import pytest
import reading

import engagemodel
from engagemodel.display import Displayed
from engagemodel.page.palette import PAPER

EXAMPLE = Path(__file__).parents[2] / "examples" / "lamp-retailer"
PICTURE = re.compile(r'<img alt="[^"]*" width="100%" src="data:image/svg\+xml;base64,([\w+/=]+)">')


def shown(value: Displayed) -> str:
    """Return the SVG that a notebook shows of a value."""
    html = value._repr_html_()
    assert html is not None
    found = PICTURE.fullmatch(html)
    assert found
    return base64.b64decode(found[1]).decode()


def line(value: Displayed) -> str:
    written: list[str] = []

    class Printer:
        def text(self, text: str) -> None:
            written.append(text)

    value._repr_pretty_(Printer(), False)
    return "".join(written)


def test_a_model_a_check_and_a_difference_show_their_page() -> None:
    before, after = (engagemodel.load(str(EXAMPLE / f"{s}.yaml")) for s in ("as-is", "future"))
    check, diff = engagemodel.check(before), engagemodel.diff(before, after)
    assert shown(before) == shown(check)
    assert "16" in line(before)
    assert "Changes from" in shown(diff)
    assert "Changes from" not in shown(check)
    assert line(before) == "<Model: 'Brightwell Lamps, as we are today', elements: 16>"
    assert "11 high, 5 medium" in line(check)
    assert "16 resolved, 1 introduced, 0 remaining" in line(diff)


def test_both_forms_are_of_one_picture_with_a_paper_under_it() -> None:
    model = engagemodel.load(str(EXAMPLE / "as-is.yaml"))
    forms = [name for name in dir(model) if re.fullmatch(r"_repr_\w+_|_ipython_display_", name)]
    assert sorted(forms) == ["_repr_html_", "_repr_pretty_", "_repr_svg_"]
    drawn = shown(model)
    assert model._repr_svg_() == drawn
    assert re.search(rf'</style>\s*<rect x="0" y="0" [^>]*fill="{PAPER}"', drawn)


def test_ipython_writes_one_line_for_each_of_them() -> None:
    # IPython asks a class itself before those that it inherits from.
    for sort in Displayed.__subclasses__():
        assert "_repr_pretty_" in vars(sort)


def test_hostile_names_stay_text(tmp_path: Path) -> None:
    path = tmp_path / "hostile.json"
    path.write_text(json.dumps(hostile.model()), encoding="utf-8")
    model = engagemodel.load(str(path))
    html = model._repr_html_()
    assert html is not None
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    [image] = parser.parseFragment(html)
    assert (reading.local(image), set(image.attrib)) == ("img", {"alt", "width", "src"})
    picture = tmp_path / "picture.svg"
    picture.write_text(shown(model), encoding="utf-8")
    said = reading.letters("\n".join(reading.svg(picture)))
    assert reading.letters("=HYPERLINK(") in said
    assert not re.search(r"[\x00-\x08\x1b\u202e]", line(model))


@pytest.mark.parametrize("module", ["engagemodel.page", "engagemodel.model", "networkx", "yaml"])
def test_the_package_alone_loads_none_of_it(module: str) -> None:
    told = f"import sys, engagemodel; assert {module!r} not in sys.modules"
    subprocess.run([sys.executable, "-c", told], check=True, timeout=60)
