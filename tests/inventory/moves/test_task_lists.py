"""Lists of tasks cost as much as they show, however many were carried before."""

from functools import partial
from uuid import UUID

import pytest
from django.test.utils import CaptureQueriesContext

from tests.factories.inventory import CLIENT, put, register_location
from tests.factories.keeping import facing
from tests.factories.tasks import open_task
from tests.support.database import connection
from tests.support.plans import rows_read
from wms.inventory import facade as inventory
from wms.inventory.catalogue.contracts.words import LocationKind
from wms.inventory.contracts import MoveTaskFilter, MoveTaskKind, MoveTaskStatus
from wms.inventory.models import MoveTask
from wms.inventory.replenishment.commands.plan_replenishment import plan_replenishment_page
from wms.inventory.replenishment.commands.set_pick_face import set_pick_face
from wms.inventory.replenishment.contracts.levels import PlanReplenishmentPage
from wms.kernel.ids import OrderId
from wms.kernel.pages import PageRequest

pytestmark = pytest.mark.django_db
ORDER = OrderId(UUID(int=7))
TURNS = 1_000


@pytest.fixture
def years():
    """A few tasks of each sort long ago, and since then replenishments, all of them done."""
    register_location("A-01")
    register_location("R-01", LocationKind.RESERVE)
    register_location("R-02", LocationKind.RESERVE)
    register_location("R-03", LocationKind.RESERVE)
    put(1, "NUT-M8", "R-02")
    put(1_000, "BOLT-M8", "R-03")
    for number in range(20):
        put(1, f"SKU-{number}", "R-01")
    open_task(1, source="R-02", kind=MoveTaskKind.RETURN_TO_STOCK, order_id=ORDER)
    tasks = [
        open_task(1, source="R-03", target="A-01", kind=MoveTaskKind.REPLENISHMENT)
        for _sort in range(3)
    ]
    for task, status in zip(tasks, ("open", "in_progress", "cancelled"), strict=True):
        MoveTask.objects.filter(id=task.task_id).update(status=status, worker="old")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "INSERT INTO inventory.move_tasks (id, key, kind, status, client_id, warehouse_id,"
            " sku_id, from_unit_id, to_location_id, quantity, moved, reason, worker, created_at)"
            " SELECT uuidv7(), 'done/' || turn || unit.id, kind, 'completed', client_id,"
            " warehouse_id, unit.sku_id, unit.id, to_location_id, 1, 1, '', 'new', created_at"
            " FROM inventory.move_tasks task, generate_series(1, %s) AS turn,"
            " inventory.stock_units unit WHERE task.id = %s AND unit.location_id ="
            " (SELECT id FROM inventory.locations WHERE code = 'R-01')",
            [TURNS, tasks[0].task_id],
        )
    analyze()


def analyze():
    """Let the plans know what is there, of every table that is asked: not what other tests had."""
    with connection.cursor() as cursor:
        cursor.execute(
            "ANALYZE inventory.move_tasks, inventory.skus, inventory.stock_units,"
            " inventory.locations, inventory.stock_balances, inventory.pick_faces"
        )


def read_by(ask):
    """Return how many tasks are read for a question."""
    with CaptureQueriesContext(connection) as asked:
        ask()
    return sum(
        rows_read(each["sql"], "move_tasks")
        for each in asked
        if each["sql"].startswith("SELECT") and '"inventory"."move_tasks"' in each["sql"]
    )


def test_a_list_reads_what_it_shows(years):
    reads = {}
    for found, filters in (
        (10, {}),
        (2, {"status": (MoveTaskStatus.OPEN,)}),
        (1, {"status": (MoveTaskStatus.CANCELLED,)}),
        (1, {"kind": (MoveTaskKind.RETURN_TO_STOCK,)}),
        (0, {"kind": (MoveTaskKind.PUT_AWAY,)}),
        (1, {"kind": (MoveTaskKind.REPLENISHMENT,), "status": (MoveTaskStatus.OPEN,)}),
        (1, {"order_id": ORDER}),
        (0, {"order_id": OrderId(UUID(int=8))}),
        (3, {"worker": "old"}),
        (10, {"worker": "new"}),
        (1, {"sku": "NUT-M8"}),
        (10, {"sku": "SKU-7"}),
    ):
        ask = partial(
            inventory.list_move_tasks,
            client_id=CLIENT,
            filters=MoveTaskFilter(**filters),
            page=PageRequest(limit=10),
        )
        assert len(ask().results) == found
        reads[str(filters)] = read_by(ask)

    assert {asked: read for asked, read in reads.items() if read > 20} == {}


def test_a_plan_reads_what_is_in_transit(years):
    set_pick_face(facing(5, 30))
    analyze()

    read = read_by(lambda: plan_replenishment_page(PlanReplenishmentPage()))

    assert MoveTask.objects.unfinished().count() == 4
    assert read <= 40
