"""Whoever causes something is named by the edge that knows them, and by nobody else."""

import ast
import inspect
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_type_hints

from django.urls import get_resolver

from tests.platform.rest.test_every_address import addresses
from tests.support.modules import all_commands
from wms.kernel.actors import Actor
from wms.platform.rest.bodies import contract_of

ROOT = Path(__file__).parents[2]
# Where a request says who sent it: the token or the session, and nothing that is sent along.
KNOWN_BY = {"self.caller.actor", "actor_of(request.user)", "actor", "pressed.actor"}
WHO = {"actor", "actor_id", "worker", "worker_id", "asked_by", "cleared_by", "snoozed_by"}


def commands() -> dict[str, Any]:
    """Return the contracts that the commands of all contexts take, by name."""
    found = {}
    for command in all_commands().values():
        taken = next(iter(get_type_hints(inspect.unwrap(command)).values()))
        if is_dataclass(taken):
            found[getattr(taken, "__name__", "")] = taken
    return found


def edges() -> list[Path]:
    return [
        path
        for path in sorted((ROOT / "wms").rglob("*.py"))
        if {"rest", "admin"} & {*path.parts, path.stem} and "platform" not in path.parts
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


def test_every_command_of_an_edge_says_who():
    silent = [
        f"{path}:{call.lineno}: {name} by {who}"
        for path in edges()
        for name, call in commands_built(path)
        if (who := {each.arg: ast.unparse(each.value) for each in call.keywords}.get("actor"))
        not in KNOWN_BY
    ]

    assert silent == []


def test_who_acts_is_an_id_in_a_field_of_one_name():
    for name, taken in commands().items():
        assert get_type_hints(taken, include_extras=True).get("actor", Actor) == Actor, name
        assert WHO & {each.name for each in fields(taken)} <= {"actor", "cleared_by"}, name


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
