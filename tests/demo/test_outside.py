"""The demo is a client from outside."""

import ast
from pathlib import Path

import pytest

FILES = sorted((Path(__file__).parents[2] / "demo").glob("*.py"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_imports_nothing_of_the_product(file):
    tree = ast.parse(file.read_text())
    imported = {
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
        )
    }

    assert not {name for name in imported if name.split(".")[0] in {"wms", "django"}}
