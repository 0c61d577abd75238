"""A change with ``If-Match`` is made only to what its caller has seen."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.test.utils import CaptureQueriesContext
from pydantic_core import to_json

from tests.commands.examples import EXAMPLES
from tests.commands.state import rows
from tests.factories.inventory import CLIENT
from wms.inventory.catalogue.commands.locked_sku import lock_sku
from wms.inventory.handling.commands.correct_sku import correct_sku
from wms.inventory.moves.commands.cancel_move_task import cancel_move_task
from wms.inventory.moves.commands.claim_move_task import claim_move_task
from wms.inventory.moves.commands.complete_move_task import complete_move_task
from wms.inventory.moves.commands.release_move_task import release_move_task
from wms.inventory.moves.commands.reopen_move_task import reopen_move_task
from wms.inventory.moves.rest import MOVE_TASK
from wms.inventory.rest.skus import SKU
from wms.packing.rest.views import PACK_TASK
from wms.packing.services.complete_pack_task import complete_pack_task
from wms.packing.services.seal_carton import seal_carton
from wms.packing.services.start_pack_task import start_pack_task
from wms.picking.rest.views import PICK_TASK
from wms.picking.services.claim_pick_task import claim_pick_task
from wms.picking.services.complete_pick_task import complete_pick_task
from wms.picking.services.confirm_picks import confirm_picks
from wms.picking.services.prioritize_pick_task import prioritize_pick_task
from wms.picking.services.start_pick_task import start_pick_task
from wms.platform.rest.etags import etag_of
from wms.platform.rest.preconditions import IfMatch, PreconditionFailed
from wms.platform.rest.resources import Resource
from wms.shipping.rest.shipments import SHIPMENT
from wms.shipping.services.ship_shipment import ship_shipment
from wms.waving.rest.views import WAVE, OrdersOfWave
from wms.waving.services.add_orders import add_orders
from wms.waving.services.cancel_wave import cancel_wave
from wms.waving.services.remove_order import remove_order
from wms.waving.services.request_release import request_release
from wms.waving.services.schedule_wave import schedule_wave

# Of a statement that locks: the advisory lock, or the table.
LOCKS = re.compile(
    r"(pg_advisory_xact_lock)|FROM (\S+) .*FOR (?:NO KEY )?UPDATE|^UPDATE (\S+)", re.DOTALL
)
CHANGES: dict[Resource, tuple[Any, ...]] = {
    MOVE_TASK: (
        *(cancel_move_task, claim_move_task, complete_move_task, release_move_task),
        reopen_move_task,
    ),
    PACK_TASK: (complete_pack_task, seal_carton, start_pack_task),
    PICK_TASK: (
        *(claim_pick_task, complete_pick_task, confirm_picks, prioritize_pick_task),
        start_pick_task,
    ),
    SHIPMENT: (ship_shipment,),
    SKU: (correct_sku,),
    WAVE: (add_orders, cancel_wave, remove_order, request_release, schedule_wave),
}
PAIRS = [(resource, each) for resource, commands in CHANGES.items() for each in commands]
# What a view locks before the thing.
BEFORE: dict[Any, Callable[[Any], Any]] = {
    add_orders: OrdersOfWave().lock_before,
    correct_sku: partial(lock_sku, CLIENT),
}
IDS = [command.__name__ for _, command in PAIRS]


@dataclass
class Change:
    """A command with an example, and what it changes."""

    command: Callable[..., Any]
    request: Any
    resource: Resource

    def read(self) -> str:
        """Return the tag of the thing."""
        return etag_of(to_json(self._question().load()))

    def __call__(self, header: str) -> Any:
        """Make the change with an ``If-Match``."""
        thing = getattr(self.request, self.resource.parameter)
        before = BEFORE.get(self.command)
        receipt = IfMatch(header, self._question(), thing, None, before)
        return self.command(self.request, receipt=receipt)

    def _question(self):
        thing = getattr(self.request, self.resource.parameter)
        return self.resource.read(thing, self.request.client_id)


@pytest.fixture
def change(request, db):
    resource, command = request.param
    return Change(command, EXAMPLES[command](), resource)


@pytest.mark.django_db
@pytest.mark.parametrize("change", PAIRS, ids=IDS, indirect=True)
def test_what_has_changed_since_is_left_as_it_is(change):
    before = rows()

    with pytest.raises(PreconditionFailed):
        change('"other", W/"weak"')

    assert rows() == before


@pytest.mark.django_db
@pytest.mark.parametrize("change", PAIRS, ids=IDS, indirect=True)
def test_what_is_as_it_was_seen_is_changed_once(change):
    seen = change.read()

    change(f'"other", {seen}')

    assert change.read() != seen
    with pytest.raises(PreconditionFailed):
        change(seen)


@pytest.mark.django_db
@pytest.mark.parametrize("change", PAIRS, ids=IDS, indirect=True)
def test_what_a_command_locks_first_is_locked_first(change):
    seen = change.read()
    plain = _first_lock(lambda: change.command(change.request))

    checked = _first_lock(lambda: change(seen))

    assert checked == plain


def _first_lock(ask):
    """Return what the first lock of a change is on; the change is taken back."""
    connection = connections[DEFAULT_DB_ALIAS]
    with CaptureQueriesContext(connection) as asked:
        point = transaction.savepoint()
        try:
            ask()
        finally:
            transaction.savepoint_rollback(point)
    locks = [found for each in asked if (found := LOCKS.search(each["sql"]))]
    return locks[0][1] or locks[0][2] or locks[0][3]
