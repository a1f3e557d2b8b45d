"""Which files of a folder are models."""

from __future__ import annotations

from pathlib import Path

import pytest

from engagemodel.language import models_in

HEADER = "engagemodel: 1\nname: Test\n"


def test_models_and_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {
        "b.yaml": HEADER,
        "a.yml": "\ufeff# comment\n" + HEADER,
        "sub/c.json": '{"name": "T", "engagemodel": 1}',
        "sub/flow.yaml": "{name: T, engagemodel: 1}",
        "sub/broken.yaml": HEADER + "platforms: {\n",
        "cr.yaml": HEADER.replace("\n", "\r"),
        "part.yaml": "platforms: {a: }\n",
        "words.yaml": "description: about engagemodel\n",
        "indented.yaml": "---\n# a comment\n  engagemodel: 1\n  name: T\n",
        "deeper.yaml": "services:\n  engagemodel: {image: x}\n",
        "quoted.yaml": "readme: |\n  engagemodel: 1\n",
        "schema.json": '{"properties": {"engagemodel": {"const": 1}}, "required": ["engagemodel"]}',
        "notes.txt": HEADER,
        ".hidden/d.yaml": HEADER,
        "empty.yaml": "",
    }
    for name, text in texts.items():
        path = tmp_path / "models" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    (tmp_path / "outside.yaml").write_text(HEADER)
    (tmp_path / "models" / "leak.yaml").symlink_to("../outside.yaml")
    (tmp_path / "models" / "loop").symlink_to(".")
    monkeypatch.chdir(tmp_path)
    found = ["a.yml", "b.yaml", "cr.yaml", "indented.yaml"]
    found += ["sub/broken.yaml", "sub/c.json", "sub/flow.yaml"]
    assert models_in("models") == [f"models/{name}" for name in found]
    assert models_in(str(tmp_path / "nowhere")) == []
