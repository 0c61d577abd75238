"""Sagas that are terminated before their orders: who finds them, and who starts them again."""

from datetime import timedelta
from io import StringIO
from itertools import pairwise

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories.orders import receive
from tests.fulfillment.saga.holding import V1, Warehouse
from tests.support.api import Api
from tests.support.events import eventually
from tests.support.people import actor_called, log_in
from tests.support.saga_thread import saga_worker
from wms.fulfillment.exceptions.commands.raise_exception import raise_exception
from wms.fulfillment.exceptions.contracts.exceptions import RaiseException
from wms.fulfillment.models import OperationalException, Restart
from wms.fulfillment.saga.commands import watch_runs
from wms.fulfillment.saga.commands.watch_runs import watch_runs as watch_all
from wms.fulfillment.saga.contracts.restarts import WatchRuns
from wms.fulfillment.saga.runs.intake import order_to_fulfil
from wms.fulfillment.saga.runs.start import saga_of, start
from wms.orders import facade as orders
from wms.orders.contracts import OrderStatus
from wms.picking import facade as picking
from wms.picking.contracts import CancelPickTask, PickTaskStatus
from wms.platform.ids import new_id
from wms.platform.temporal.bridge import bridge

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def warehouse(shared_temporal):
    """Play a warehouse with an order, and sagas on this worker's Temporal server."""
    warehouse = Warehouse()
    with saga_worker():
        yield warehouse


def kill(warehouse):
    bridge.call(lambda client: saga_of(client, warehouse.order_id).terminate("by hand"))


def begin_and_kill(order):
    async def work(client):
        saga = await start(client, order_to_fulfil(order))
        await saga.terminate()

    bridge.call(work)


def watch():
    """Look until the index of the server knows of what happened just now."""
    watch_all(WatchRuns(now=timezone.now() + timedelta(seconds=1)))


def open_kinds(warehouse):
    """Return what is before a person of the order; sagas of other tests may say things, too."""
    rows = OperationalException.objects.open().filter(order_id=warehouse.order_id)
    return sorted(rows.values_list("kind", flat=True))


def until_found(warehouse):
    def look():
        watch()
        return "run_ended" in open_kinds(warehouse)

    eventually(look)


def restart(warehouse, api=None, note="the disk was full"):
    path = f"{V1}/orders/{warehouse.order_id}/restart"
    return (api or warehouse.api).post(path, {"note": note})


def test_a_terminated_run_is_found_and_raises_one_exception(warehouse):
    warehouse.until(lambda: warehouse.status is OrderStatus.RESERVED)
    kill(warehouse)

    until_found(warehouse)
    watch()

    row = OperationalException.objects.get(kind="run_ended", order_id=warehouse.order_id)
    assert (row.order_id, row.status) == (warehouse.order_id, "open")
    assert row.message == (
        "the saga was terminated while the order is reserved; nothing of it goes on by itself"
    )


def test_a_killed_order_is_started_again_and_ships(warehouse):
    warehouse.until(lambda: warehouse.status is OrderStatus.RESERVED)
    kill(warehouse)
    until_found(warehouse)

    answer = restart(warehouse)

    assert answer.status_code == 200
    assert (answer.json()["attempt"], answer.json()["status"]) == (2, "reserved")
    kept = Restart.objects.get()
    assert (kept.attempt, kept.actor, kept.note) == (2, warehouse.api.actor, "the disk was full")
    assert open_kinds(warehouse) == []
    warehouse.release()
    warehouse.walk()
    assert warehouse.pack_and_ship(1) == {1: 3, 2: 2}
    assert warehouse.lines() == [(3, 0, 0), (2, 0, 0)]
    assert warehouse.differences() == ()


def test_it_goes_on_from_wherever_it_was_killed(warehouse):
    """Killed at every stage in turn: each attempt finds what the one before did."""
    warehouse.until(lambda: warehouse.status is OrderStatus.RESERVED)
    kill(warehouse)
    assert restart(warehouse).json()["attempt"] == 2
    warehouse.release()
    warehouse.until(lambda: warehouse.is_open(1))
    kill(warehouse)
    warehouse.walk()
    assert restart(warehouse).json()["attempt"] == 3
    warehouse.until(lambda: warehouse.status is OrderStatus.PICKED)
    kill(warehouse)
    assert restart(warehouse).json()["attempt"] == 4

    assert warehouse.pack_and_ship(1) == {1: 3, 2: 2}

    assert warehouse.lines() == [(3, 0, 0), (2, 0, 0)]
    assert warehouse.differences() == ()
    watch()
    assert open_kinds(warehouse) == []


def test_a_held_order_that_is_killed_goes_on_in_its_round(warehouse):
    warehouse.release()
    warehouse.walk(missing=("BOLT",))
    warehouse.until_held("1 x BOLT (line 1)")
    kill(warehouse)

    assert restart(warehouse).json()["attempt"] == 2
    warehouse.until_held("1 x BOLT (line 1)")
    warehouse.receive("BOLT", 1)
    warehouse.walk(2)

    assert warehouse.pack_and_ship(2) == {1: 3, 2: 2}
    assert warehouse.lines() == [(3, 0, 0), (2, 0, 0)]
    assert warehouse.holds() == []


def test_a_cancellation_that_met_a_dead_run_is_done_by_the_next(warehouse):
    warehouse.release()
    warehouse.until(lambda: warehouse.is_open(1))
    kill(warehouse)
    assert warehouse.cancel().status_code == 202
    warehouse.until(lambda: "run_ended" in open_kinds(warehouse))

    assert restart(warehouse).json()["status"] == "cancelling"

    eventually(lambda: warehouse.status is OrderStatus.CANCELLED)
    assert warehouse.walk_of(1).status is PickTaskStatus.CANCELLED
    eventually(lambda: warehouse.stock("BOLT") == (3, 0, 0, 3))
    assert warehouse.differences() == ()


def test_what_was_being_undone_is_undone_to_the_end(warehouse):
    """As it is when a run dies between two undos: the walk is cancelled, and all else stands."""
    warehouse.release()
    warehouse.until(lambda: warehouse.is_open(1))
    kill(warehouse)
    task = warehouse.walk_of(1)
    picking.cancel_pick_task(
        CancelPickTask(
            order_id=warehouse.order_id,
            client_id=task.client_id,
            warehouse_id=task.warehouse_id,
            reason="changed their mind",
            force=True,
        )
    )

    assert restart(warehouse).json()["attempt"] == 2

    eventually(lambda: warehouse.status is OrderStatus.CANCELLED)
    eventually(lambda: warehouse.stock("BOLT") == (3, 0, 0, 3))
    assert warehouse.stock("NUT") == (2, 0, 0, 2)
    assert warehouse.differences() == ()


def test_who_runs_or_is_done_is_not_started_again(warehouse):
    warehouse.until(lambda: warehouse.status is OrderStatus.RESERVED)

    running = restart(warehouse)
    warehouse.cancel()
    finished = restart(warehouse)

    assert (running.status_code, running.json()["code"]) == (409, "run_goes_on")
    assert (finished.status_code, finished.json()["code"]) == (409, "order_finished")
    assert Restart.objects.count() == 0


def test_whoever_may_not_settle_exceptions_starts_nothing(warehouse):
    warehouse.until(lambda: warehouse.status is OrderStatus.RESERVED)
    kill(warehouse)

    assert restart(warehouse, Api("viewer")).status_code == 403

    assert Restart.objects.count() == 0


def test_the_button_of_the_exception_starts_it_again(warehouse):
    warehouse.until(lambda: warehouse.status is OrderStatus.RESERVED)
    kill(warehouse)
    until_found(warehouse)
    row = OperationalException.objects.get(kind="run_ended", order_id=warehouse.order_id)
    page = "admin:fulfillment_operationalexception"
    button = reverse(f"{page}_restart", args=[row.pk])
    browser = log_in(Client(), "supervisor")
    assert button in browser.get(reverse(f"{page}_change", args=[row.pk])).content.decode()

    answer = browser.post(button, {"_form_submitted": "True", "reason": "seen"}, follow=True)

    assert "The order goes on, attempt 2." in answer.content.decode()
    assert Restart.objects.get().actor == actor_called("supervisor")
    assert button not in browser.get(reverse(f"{page}_change", args=[row.pk])).content.decode()


def test_the_command_starts_it_again_and_says_what_it_refuses(warehouse):
    warehouse.until(lambda: warehouse.status is OrderStatus.RESERVED)
    kill(warehouse)
    said, refused = StringIO(), StringIO()
    order_id = str(warehouse.order_id)

    call_command("restart_fulfillment", order_id, actor="ops", note="seen", stdout=said)
    with pytest.raises(SystemExit) as exit_code:
        call_command("restart_fulfillment", order_id, stderr=refused)

    assert said.getvalue() == f"{order_id}: attempt 2, from reserved\n"
    assert refused.getvalue().endswith("runs\n")
    assert exit_code.value.code == 1
    assert [(each.attempt, each.actor) for each in Restart.objects.all()] == [
        (2, "system:shell/ops")
    ]


def test_what_a_run_left_on_the_list_is_cleared_when_its_order_has_ended(warehouse):
    order = orders.get_order(order_id=warehouse.order_id)
    raise_exception(
        RaiseException(
            exception_id=new_id(),
            order_id=order.order_id,
            client_id=order.client_id,
            kind="wave_overdue",
            subject=order.number,
            message="told by a run that was lost",
        )
    )
    warehouse.until(lambda: warehouse.status is OrderStatus.RESERVED)
    watch()
    assert open_kinds(warehouse) == ["wave_overdue"]
    warehouse.cancel()

    eventually(lambda: (watch(), open_kinds(warehouse) == [])[1])

    row = OperationalException.objects.get(order_id=warehouse.order_id)
    assert row.cleared_by == "system:fulfillment"


def test_a_look_raises_so_many_exceptions_and_the_next_goes_on(shared_temporal, monkeypatch):
    monkeypatch.setattr(watch_runs, "MOST_RAISED", 1)
    monkeypatch.setattr(watch_runs, "PAGE", 1)
    dead = [receive() for _ in range(3)]
    for order in dead:
        begin_and_kill(order)
    told = [0]

    def look():
        watch()
        told.append(OperationalException.objects.open().filter(kind="run_ended").count())
        return told[-1] == len(dead)

    eventually(look)
    watch()

    assert [later - before for before, later in pairwise(told) if later != before] == [1, 1, 1]
    assert OperationalException.objects.filter(kind="run_ended").count() == len(dead)
