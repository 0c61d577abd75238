"""Statements name tables by their models, so that a table may move and nothing else changes."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps

from wms.platform.tables import shown

SQL = re.compile(r"\b(SELECT|FROM|INTO|UPDATE|JOIN|TABLE)\b")
WMS = Path(__file__).parents[2] / "wms"


def tables():
    """Return the names of all tables of the product, and of those that are partitions."""
    return {
        shown(model._meta.db_table)
        for model in apps.get_models()
        if model.__module__.startswith("wms.")
    }


def named_in(source):
    """Yield line and table of each string that is a piece of SQL and has a table in it."""
    names = "|".join(map(re.escape, sorted(tables(), key=len, reverse=True)))
    known = re.compile(rf"\b({names})(_default)?\b")
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found = known.search(node.value)
            if found and (found[2] or SQL.search(node.value)):
                yield node.lineno, found[0]


def test_no_statement_names_a_table_itself():
    sources = [path for path in WMS.rglob("*.py") if "migrations" not in path.parts]

    assert len(tables()) > 60
    assert [
        f"{path.relative_to(WMS)}:{line}: {name}"
        for path in sources
        for line, name in named_in(path.read_text())
    ] == []


@pytest.mark.parametrize(
    "planted",
    [
        'SQL = "SELECT id FROM inventory.skus"',
        'SQL = f"UPDATE orders.orders SET {columns}"',
        'LEDGER = "inventory.stock_movements_default"',
    ],
)
def test_a_planted_name_is_found(planted):
    assert len(list(named_in(planted))) == 1
