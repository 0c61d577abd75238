"""What import-linter cannot see: relations by string, and the shape of what crosses."""

import ast
import inspect
from importlib import import_module
from pathlib import Path
from types import UnionType
from typing import Union, get_args, get_origin, get_type_hints

import pytest
from django.apps import apps

PROJECT = Path(__file__).parents[2]
CONTEXTS = ("orders", "waving", "picking", "packing", "inventory", "shipping")
OURS = {*CONTEXTS, "fulfillment", "reporting", "platform", "tenancy", "rest"}
SOURCES = [
    path for path in sorted((PROJECT / "wms").rglob("*.py")) if "migrations" not in path.parts
]


@pytest.mark.parametrize("model", apps.get_models(), ids=lambda model: model._meta.label)
def test_no_table_points_into_another_context(model):
    pointed_at = {
        field.related_model._meta.app_label
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model
    }

    assert not (pointed_at - {model._meta.app_label}) & OURS


def test_every_table_carries_the_label_of_its_context():
    tables = {
        model._meta.db_table: model._meta.app_label
        for model in apps.get_models()
        if model._meta.app_label in OURS
    }

    assert tables
    assert [t for t, label in tables.items() if not t.startswith(f"{label}_")] == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(PROJECT)))
def test_nobody_reaches_a_model_or_module_by_its_name(path):
    tree = ast.parse(path.read_text())

    called = {
        node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
    }

    assert not called & {"get_model", "__import__"}


FACADE_FUNCTIONS = [
    pytest.param(getattr(facade, name), id=f"{context}.{name}")
    for context, facade in ((c, import_module(f"wms.{c}.facade")) for c in CONTEXTS)
    for name in facade.__all__
]


def kinds_in(hint):
    if get_origin(hint) in {Union, UnionType, tuple} or get_args(hint):
        origin = get_origin(hint)
        yield from [origin] if isinstance(origin, type) and origin is not tuple else []
        for part in get_args(hint):
            yield from kinds_in(part)
    elif hint is not Ellipsis:
        yield getattr(hint, "__supertype__", hint)


SIMPLE = {type(None), int, str, bool, UnionType}
FACES = (
    ".contracts",
    "wms.platform.commands",
    "uuid",
    "datetime",
    "wms.kernel.ids",
    "wms.kernel.pages",
)


@pytest.mark.parametrize("function", FACADE_FUNCTIONS)
def test_facades_are_documented_and_speak_contracts_only(function):
    assert inspect.getdoc(function)
    hints = get_type_hints(inspect.unwrap(function))
    for hint in hints.values():
        for kind in kinds_in(hint):
            module = getattr(kind, "__module__", "")
            assert (
                kind in SIMPLE
                or (module.endswith(FACES) or ".contracts" in module)
                or module == "collections.abc"
            ), kind


@pytest.mark.parametrize("context", CONTEXTS)
def test_a_facade_is_a_table_of_contents(context):
    tree = ast.parse((PROJECT / "wms" / context / "facade.py").read_text())

    kinds = {type(node) for node in tree.body}

    assert kinds <= {ast.Expr, ast.ImportFrom, ast.Assign}


HEADINGS = ("Purpose", "Words", "Invariants", "Face", "Events", "Tables")


@pytest.mark.parametrize("context", CONTEXTS)
def test_every_context_has_its_page(context):
    page = (PROJECT / "wms" / context / "README.md").read_text()

    assert [heading for heading in HEADINGS if f"## {heading}" not in page] == []
