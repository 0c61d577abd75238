"""Work that may be undone and done again: it cannot know what was done before."""

import ast
import importlib
import inspect
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest

from tests.factories.inventory import put, register_location
from tests.support.doubled import double_all_work
from wms.inventory import facade as inventory
from wms.inventory.catalogue.contracts.words import BlockCause
from wms.inventory.models import Location, StockBalance, StockUnit
from wms.inventory.reservations.commands.locked_balances import with_locked_balances
from wms.platform.ids import new_id

WMS = Path(inspect.getfile(inventory)).parents[1]
HOLDING = {"with_locked_balances", "read_with_locked_balances"}


@dataclass(frozen=True)
class Request:
    """What a command is asked, with what it names inside."""

    names: tuple[object, ...]


@dataclass
class Changeable:
    """Something that remembers."""

    units: int = 0


def seen(_held, given=None):
    """Return what the work was given."""
    return given


class Worker:
    """Somebody whose methods are work."""

    def work(self, _held):
        """Do nothing."""


def closure_over(row):
    """Return work that has a row in mind."""

    def work(_held):
        row.is_blocked = True

    return work


@pytest.mark.django_db
@pytest.mark.parametrize(
    "given",
    [
        None,
        "a reason",
        7,
        UUID(int=7),
        BlockCause.PERSON,
        frozenset({UUID(int=7)}),
        Request(names=("BK-1", Request(names=()))),
    ],
    ids=str,
)
def test_work_is_given_values(given):
    assert with_locked_balances([], seen, given) == given


@pytest.mark.parametrize(
    "given",
    [
        Location(code="BK-1"),
        StockUnit(),
        [],
        {},
        {1},
        Changeable(),
        (1, Location(code="BK-1")),
        Request(names=("BK-1", Changeable())),
        Request(names=([],)),
    ],
    ids=lambda given: type(given).__name__,
)
def test_work_is_not_given_what_may_remember_a_try(given):
    with pytest.raises(TypeError, match="may remember a try"):
        with_locked_balances([], seen, given)
    with pytest.raises(TypeError, match="may remember a try"):
        with_locked_balances([], seen, given=given)


@pytest.mark.parametrize(
    "work",
    [lambda _held: None, closure_over(Location()), Worker().work, Worker, print],
    ids=["lambda", "closure", "method", "class", "builtin"],
)
def test_work_that_may_remember_a_try_is_refused(work):
    with pytest.raises(TypeError, match="may remember a try"):
        with_locked_balances([], work)


def with_a_list(_held, so_far=[]):  # noqa: B006 - what is refused
    """Remember every try."""
    so_far.append(1)


def test_work_with_a_changeable_default_is_refused():
    with pytest.raises(TypeError, match="may remember a try"):
        with_locked_balances([], with_a_list)


def calls_of_holding():
    """Return each call of ``holding`` or its like in the product: its module, and its work."""
    found = []
    for path in sorted(WMS.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in HOLDING:
                module = ".".join(path.relative_to(WMS.parent).with_suffix("").parts)
                found.append((module, node.args[1]))
    return found


def test_every_caller_names_a_function_of_a_module_as_work():
    found = calls_of_holding()

    assert len(found) >= 10
    for module, work in found:
        assert isinstance(work, ast.Name), f"{module}: {ast.unparse(work)}"
        named = getattr(importlib.import_module(module), work.id, None)
        assert inspect.isfunction(named), f"{module}: {work.id} is no function of a module"
        assert next(iter(inspect.signature(named).parameters)) in {"held", "balances"}, module


@pytest.fixture
def places():
    for code in ("BK-1", "BK-2"):
        register_location(code)
    put(10, "BK-A", "BK-1")
    put(10, "BK-B", "BK-2")


@pytest.mark.django_db
def test_doubled_work_is_rolled_back_and_done_with_more_locks(places, monkeypatch):
    other = StockBalance.objects.get(sku__code="BK-B").id
    mine = StockBalance.objects.get(sku__code="BK-A").id
    work = double_all_work(monkeypatch.setattr)

    held = with_locked_balances([mine], held_after_making_a_place)

    assert held == {mine, other}
    assert (work.rolled_back, work.done) == (1, 1)
    assert Location.objects.filter(code="MADE").count() == 1


def held_after_making_a_place(held):
    """Make a place, which another try could not make again."""
    Location.objects.create(warehouse_id=new_id(), code="MADE", kind="pick")
    return set(held.free)
