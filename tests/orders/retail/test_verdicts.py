"""Imports that wait for the verdict, over HTTP, with sagas on a real Temporal server."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from threading import Event as Flag
from threading import Thread
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.db import connections

from tests.orders.retail.test_invoices import HEADER
from tests.support.api import Api, make_site
from tests.support.saga_thread import deliver_new, saga_worker
from wms.inventory.catalogue.commands.register_sku import register_sku
from wms.inventory.catalogue.contracts.catalogue import NewSku, RegisterSku
from wms.kernel.ids import OrderId
from wms.orders import facade as orders
from wms.orders.contracts import CancelOrder
from wms.orders.models import Order

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = (
    "1,MUG,mug,2,2010-12-01T08:26:00Z,1.50,17850,France\n"
    "2,CUP,cup,2,2010-12-01T08:26:00Z,1.50,17850,France\n"
    "Nº 3,CUP,cup,2,2010-12-01T08:26:00Z,1.50,17850,France\n"
)


@pytest.fixture
def site(shared_temporal):
    site = make_site()
    know(site, "MUG")
    return site


@pytest.fixture
def file(tmp_path):
    file = tmp_path / "retail.csv"
    file.write_text(HEADER + ROWS)
    return file


def know(site, *codes):
    for code in codes:
        register_sku(RegisterSku(client_id=site.client_id, sku=NewSku(code=code), actor="user:7"))


def run(live_server, file, *options):
    """Return the counts, and what the command failed with or None."""
    said, failure = StringIO(), None
    token = Api("integrator").token
    try:
        call_command(
            *("import_orders", str(file), "--url", live_server.url, "--token", token, "--json"),
            *options,
            stdout=said,
        )
    except CommandError as error:
        failure = str(error)
    return json.loads(said.getvalue()), failure


@contextmanager
def sagas() -> Iterator[None]:
    """Let sagas begin and go on while the block runs."""
    stop, delivered = Flag(), set[tuple[str, UUID]]()

    def deliver() -> None:
        try:
            while not stop.wait(0.05):
                deliver_new(delivered, "fulfillment")
        finally:
            connections.close_all()

    with saga_worker():
        thread = Thread(target=deliver)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()


def references():
    return sorted(Order.objects.values_list("external_ref", "status"))


def test_an_import_waits_for_the_verdict_and_fails_with_what_was_rejected(site, live_server, file):
    with sagas():
        first, failure = run(live_server, file)
        know(site, "CUP")
        second, success = run(live_server, file)
        third, _ = run(live_server, file)

    assert failure == "2 orders were rejected" == first["failure"]
    assert (first["posted"], first["accepted"], first["rejected"]) == (3, 1, 2)
    assert first["reasons"] == {"unknown_sku: CUP": 2}
    assert success is None
    assert (second["posted"], second["already_there"], second["accepted"]) == (2, 1, 3)
    assert (third["posted"], third["already_there"], third["accepted"]) == (0, 3, 3)
    assert Order.objects.filter(status="rejected").count() == 2
    assert Order.objects.filter(is_rejected=False).count() == 3


def test_cancelled_orders_come_back_only_if_asked_for(site, live_server, file):
    know(site, "CUP")
    with sagas():
        run(live_server, file)
        for order in Order.objects.all():
            orders.cancel_order(CancelOrder(order_id=OrderId(order.id), reason="wrong"))
        left, failure = run(live_server, file)
        assert Order.objects.count() == 3
        again, _ = run(live_server, file, "--again")

    assert (failure, left["posted"], left["cancelled_before"]) == (None, 0, 3)
    assert (again["posted"], again["accepted"], again["cancelled_before"]) == (3, 3, 0)


@pytest.mark.usefixtures("site")
def test_without_a_saga_worker_it_says_that_there_is_no_verdict(live_server, file):
    counts, failure = run(live_server, file, "--patience", "1")

    assert (counts["posted"], counts["undecided"], counts["accepted"]) == (3, 3, 0)
    assert failure == "3 orders have no verdict yet: does the saga worker run?"
    assert references() == [("1", "received"), ("2", "received"), ("Nº 3", "received")]


@pytest.mark.usefixtures("site")
def test_a_warehouse_that_does_not_exist_is_a_refusal_of_each_order(live_server, file):
    counts, failure = run(live_server, file, "--warehouse", "MOON")

    assert counts["refused_by_server"] == {"unknown_warehouse": 3}
    assert failure == "3 orders were refused by the server"
    assert references() == []
