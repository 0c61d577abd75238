"""Every string of every contract says what it is: a code, a text, or nothing a person writes."""

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import wms
from wms.kernel.text import Code, Opaque, Rule, Text
from wms.orders.contracts import NewOrder


def contracts() -> Iterator[type[Any]]:
    for found in pkgutil.walk_packages(wms.__path__, "wms."):
        parts = found.name.split(".")
        is_of_saga = parts[:3] == ["wms", "fulfillment", "saga"] and not found.ispkg
        if "contracts" not in parts and not is_of_saga and found.name != "wms.kernel.pages":
            continue
        module = importlib.import_module(found.name)
        for value in vars(module).values():
            if isinstance(value, type) and is_dataclass(value) and value.__module__ == found.name:
                yield value


def bare(hint: Any) -> bool:
    """Return whether somewhere in a hint there is a string of which nothing is said."""
    if get_origin(hint) is Annotated:
        inside, *said = get_args(hint)
        return (inside is str and not any(isinstance(each, Rule) for each in said)) or (
            inside is not str and bare(inside)
        )
    return hint is str or any(map(bare, get_args(hint)))


def faults(contract: type[Any]) -> list[str]:
    hints = get_type_hints(contract, include_extras=True)
    names = [each.name for each in fields(contract)]
    return [f"{contract.__qualname__}.{name}" for name in names if bare(hints[name])]


def test_every_string_of_a_contract_is_a_code_or_a_text():
    found = list(contracts())

    assert NewOrder in found
    assert len(found) > 150
    assert [fault for contract in found for fault in faults(contract)] == []


def test_a_bare_string_is_found_wherever_it_hides():
    @dataclass
    class Planted:
        code: Code
        text: Text | None
        opaque: tuple[Opaque, ...]
        number: int
        plain: str
        maybe: str | None
        many: tuple[str, ...]
        named: dict[Code, str]

    assert [fault.rpartition(".")[2] for fault in faults(Planted)] == [
        "plain",
        "maybe",
        "many",
        "named",
    ]
