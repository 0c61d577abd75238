"""What import-linter cannot see: relations by string, and the shape of what crosses."""

import ast
import inspect
import re
from functools import cache
from importlib import import_module
from pathlib import Path
from types import UnionType
from typing import Union, get_args, get_origin, get_type_hints

import pytest
from django.apps import apps

from tests.support.modules import CONTEXTS, all_commands
from wms.platform.rows import HasStatus
from wms.platform.tables import schema_of

PROJECT = Path(__file__).parents[2]
OURS = {*CONTEXTS, "fulfillment", "reporting", "platform", "tenancy", "rest"}
SOURCES = [
    path for path in sorted((PROJECT / "wms").rglob("*.py")) if "migrations" not in path.parts
]


def test_no_table_points_into_another_context():
    across = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model
        if field.related_model._meta.app_label in OURS - {model._meta.app_label}
    ]

    assert across == []


# A schema is called by its noun where the app is by its verb.
PLATFORM = ("outbox", "jobs", "consumers", "tenancy", "rest")
SCHEMAS = {"waving": "waves"} | dict.fromkeys(PLATFORM, "platform")


def test_every_table_lies_in_the_schema_of_its_context():
    tables = {
        model._meta.db_table: model._meta.app_label
        for model in apps.get_models()
        if model._meta.app_label in OURS
    }

    assert tables
    assert [t for t, label in tables.items() if schema_of(t) != SCHEMAS.get(label, label)] == []


def test_nobody_reaches_a_model_or_module_by_its_name():
    reaching = [
        f"{path.relative_to(PROJECT)}:{node.lineno}"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and name_of(node.func) in {"get_model", "__import__"}
    ]

    assert reaching == []


def name_of(called):
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def functions_that_are_called():
    """Yield what others call: all that a face shows, and every command that is not private."""
    for context in CONTEXTS:
        facade = import_module(f"wms.{context}.facade")
        yield from ((f"{context}.{name}", getattr(facade, name)) for name in facade.__all__)
    for name, command in all_commands().items():
        if not name.rpartition(".")[2].startswith("_"):
            yield name, command


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


def test_what_others_call_is_documented():
    silent = [name for name, called in functions_that_are_called() if not inspect.getdoc(called)]

    assert silent == []


def test_every_command_takes_a_request():
    other = {
        name: parameter
        for name, command in all_commands().items()
        for parameter in list(inspect.signature(inspect.unwrap(command)).parameters)[:1]
        if parameter != "request"
    }

    assert other == {}


def test_what_others_call_speaks_contracts_only():
    strange = {
        f"{name}: {kind}"
        for name, function in functions_that_are_called()
        for hint in get_type_hints(inspect.unwrap(function)).values()
        for kind in kinds_in(hint)
        if kind not in SIMPLE and not is_shown(getattr(kind, "__module__", ""))
    }

    assert strange == set()


def is_shown(module):
    return module.endswith(FACES) or ".contracts" in module or module == "collections.abc"


@pytest.mark.parametrize("context", CONTEXTS)
def test_a_facade_is_a_table_of_contents(context):
    tree = ast.parse((PROJECT / "wms" / context / "facade.py").read_text())

    kinds = {type(node) for node in tree.body}

    assert kinds <= {ast.Expr, ast.ImportFrom, ast.Assign}


@cache
def sources():
    return [(path.relative_to(PROJECT / "wms").parts[0], path.read_text()) for path in SOURCES]


@cache
def trees():
    return [(context, ast.parse(text)) for context, text in sources()]


def names_taken(module):
    """Return the names that those outside a context take from a module of its face."""
    own = module.split(".")[1]
    taken = set()
    for context, tree in trees():
        if context != own:
            taken |= names_taken_by(tree, module)
    for context, text in sources():
        if context != own:
            taken |= set(re.findall(rf'"{re.escape(module)}\.(\w+)"', text))
    return taken


def names_taken_by(tree, module):
    package, _, name = module.rpartition(".")
    called = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == module:
            called |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module == package:
            called |= {f"{each.asname or each.name}." for each in node.names if each.name == name}
    aliases = {each for each in called if each.endswith(".")}
    return (called - aliases) | {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and f"{node.value.id}." in aliases
    }


@pytest.mark.parametrize(
    "module",
    [
        *(f"wms.{context}.facade" for context in (*CONTEXTS, "fulfillment")),
        "wms.inventory.contracts",
        "wms.inventory.events",
    ],
)
def test_a_face_shows_what_others_use_and_nothing_else(module):
    shown = {
        each.asname or each.name
        for node in ast.parse((PROJECT / f"{module.replace('.', '/')}.py").read_text()).body
        if isinstance(node, ast.ImportFrom)
        for each in node.names
    }

    assert shown == names_taken(module)


PARTS = ("commands", "routes", "events", "handled", "tables")
LONGEST_README = 12


@pytest.mark.parametrize("context", [*CONTEXTS, "fulfillment", "reporting"])
def test_every_context_has_a_short_page_and_a_long_one(context):
    page = (PROJECT / "wms" / context / "README.md").read_text()
    prose = re.sub(r"<!-- generated.*?<!-- end -->", "", page, flags=re.DOTALL)
    guide = (PROJECT / "docs" / f"{context}.md").read_text()

    assert [part for part in PARTS if f"<!-- generated: {part} -->" not in page] == []
    assert len([line for line in prose.splitlines() if line]) <= LONGEST_README
    assert [heading for heading in ("Words", "Invariants") if f"## {heading}" not in guide] == []


CONDITIONS = {
    # What goods are like, and copies of what happened: no life of its own.
    "inventory.StockUnit",
    "inventory.CycleCountLine",
    "orders.OrderHistory",
    "reporting.CountRow",
    "reporting.OrderRow",
    "reporting.OrderViewRow",
}


def test_every_status_follows_a_table_of_its_model():
    free = {
        model._meta.label
        for model in apps.get_models()
        if model._meta.app_label in {*CONTEXTS, "fulfillment", "reporting"}
        if any(field.name == "status" for field in model._meta.get_fields())
        if not issubclass(model, HasStatus)
    }

    assert free == CONDITIONS
