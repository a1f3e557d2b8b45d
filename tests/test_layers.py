"""The laws of the house, read from the source: who prints, who may import whom, how long things get."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "engagemodel"
# The facts stand in one file, because they are read in one go.
LONGER = {"model.py": 330}
MODULES = sorted(PACKAGE.rglob("*.py"))


def ids(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def names_used(tree: ast.AST) -> Iterator[str]:
    """Return every dotted name that is used, such as ``sys.stdout.write``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute):
            yield ast.unparse(node)


# A program that is started is handed the environment on; that takes no setting out of it. The command
# line has signals end the program.
@pytest.mark.parametrize(
    "path", [p for p in MODULES if p.name not in ("cli.py", "ending.py", "environment.py")], ids=ids
)
def test_only_the_command_line_prints_exits_or_reads_the_environment(path: Path) -> None:
    used = set(names_used(ast.parse(path.read_text(encoding="utf-8"))))
    banned = ("print", "input", "exit", "sys.exit", "os._exit", "os.environ", "os.getenv")
    assert not used & set(banned)
    assert not {name for name in used if name.startswith(("sys.stdout", "sys.stderr", "sys.argv"))}


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_files_and_functions_stay_short(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= LONGER.get(path.name, 300)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and not _is_declared(node):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            lines = (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
            assert lines <= 40, f"{node.name} has {lines} lines"


def _is_declared(node: ast.FunctionDef) -> bool:
    """Whether a function is one of the rules, whose docstring is a manual and not code."""
    return any("rule" in ast.unparse(decorator) for decorator in node.decorator_list)


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_every_module_says_what_goes_in_and_what_comes_out(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def test_no_drawers() -> None:
    drawers = {"utils", "util", "helpers", "common", "base", "types", "manager", "misc"}
    assert not [path for path in MODULES if path.stem in drawers]


def test_stages_import_only_what_stands_below_them() -> None:
    pytest.importorskip("importlinter", reason="import-linter comes with the extra 'dev'")
    from importlinter.application.use_cases import lint_imports
    from importlinter.configuration import configure

    configure()
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), cache_dir=None)


def test_every_layer_is_named() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    named = {name.strip() for layer in layers for name in layer.replace("|", ":").split(":")}
    stages = {
        path.stem
        for path in PACKAGE.iterdir()
        if (path.suffix == ".py" or (path / "__init__.py").exists()) and path.stem != "__init__"
    }
    assert named == stages
