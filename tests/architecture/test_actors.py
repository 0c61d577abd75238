"""Whoever causes something is named by the edge that knows them, and by nobody else."""

import ast
import importlib
import inspect
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from django.urls import get_resolver

from tests.platform.rest.test_every_address import addresses
from wms.kernel.actors import Actor
from wms.platform.rest.bodies import contract_of

ROOT = Path(__file__).parents[2]
CONTEXTS = ("orders", "waving", "picking", "packing", "shipping", "inventory", "fulfillment")
# Where a request says who sent it: the token or the session, and nothing that is sent along.
KNOWN_BY = {"self.caller.actor", "actor_of(request.user)", "actor"}
WHO = {"actor", "actor_id", "worker", "worker_id", "asked_by", "cleared_by", "snoozed_by"}


def commands() -> dict[str, Any]:
    """Return the contracts that the commands of all contexts take, by name."""
    found = {}
    for context in CONTEXTS:
        facade = importlib.import_module(f"wms.{context}.facade")
        for name in facade.__all__:
            command = getattr(facade, name)
            if not inspect.isroutine(command):
                continue
            for parameter, taken in get_type_hints(command).items():
                if parameter in {"request", "command", "wish"} and is_dataclass(taken):
                    found[getattr(taken, "__name__", "")] = taken
    return found


def edges() -> list[Path]:
    return [
        path
        for path in sorted((ROOT / "wms").rglob("*.py"))
        if {"rest", "admin"} & set(path.parts) and "platform" not in path.parts
    ]


def commands_built(path: Path) -> Iterator[tuple[str, ast.Call]]:
    known = commands()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in known:
            yield node.func.id, node


def test_there_are_commands_and_edges_that_build_them():
    built = {name for path in edges() for name, _call in commands_built(path)}

    assert {"CancelWave", "CancelMoveTask", "SetPickFace", "RegisterSku", "ShipShort"} <= built
    assert len(built) > 40


@pytest.mark.parametrize("path", edges(), ids=lambda path: str(path.relative_to(ROOT / "wms")))
def test_every_command_of_an_edge_says_who(path):
    for name, call in commands_built(path):
        said = {each.arg: ast.unparse(each.value) for each in call.keywords}
        assert said.get("actor") in KNOWN_BY, f"{path}:{call.lineno}: {name} by {said.get('actor')}"


@pytest.mark.parametrize("name", sorted(commands()))
def test_who_acts_is_an_id_in_a_field_of_one_name(name):
    hints = get_type_hints(commands()[name], include_extras=True)

    assert hints.get("actor", Actor) == Actor
    assert WHO & {each.name for each in fields(commands()[name])} <= {"actor", "cleared_by"}


def test_no_body_says_who_acts():
    bodies = {
        contract
        for route, pattern in addresses(get_resolver().url_patterns)
        if route.startswith("api/v1/")
        for method in ("post", "put", "patch", "delete")
        if (contract := contract_of(getattr(pattern.callback.view_class, method, None)))
        if is_dataclass(contract)
    }

    assert len(bodies) > 20
    for body in bodies:
        assert WHO.isdisjoint(each.name for each in fields(body)), body
