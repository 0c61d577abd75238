"""The verification of every night: kept, measured, and told to a person."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories.inventory import CLIENT, put, register_location
from tests.support.api import Api, make_site
from tests.support.database import connection
from tests.support.poison import heal, poison
from wms.fulfillment.models import OperationalException, VerificationRun
from wms.fulfillment.verification.commands import run_verification
from wms.fulfillment.verification.commands.run_verification import run_verification as verify
from wms.fulfillment.verification.contracts import RunVerification, WorkCheck
from wms.inventory.contracts import StockCheck
from wms.inventory.models import Sku, StockBalance
from wms.kernel.ids import ClientId
from wms.platform.jobs.models import JobFault
from wms.platform.tenancy import facade as tenancy
from wms.platform.tenancy.contracts import NewClient

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def stock():
    register_location("A-01")
    put(20)


def run():
    verify(RunVerification(now=timezone.now()))
    return VerificationRun.objects.order_by("-id").first()


def damage(reserved):
    StockBalance.objects.update(reserved=reserved)


def exceptions(status):
    return OperationalException.objects.filter(kind="stock_differs", status=status)


def test_a_clean_run_is_kept_and_raises_nothing():
    row = run()

    assert (row.differences, row.units, row.balances, row.movements) == (0, 1, 1, 1)
    assert row.counts == dict.fromkeys([*StockCheck, *WorkCheck], 0)
    assert not OperationalException.objects.exists()


def test_a_difference_is_put_before_a_person_once_until_it_is_gone():
    damage(5)
    first, second = run(), run()

    assert (first.differences, second.differences) == (2, 2)
    assert (first.counts["reserved"], first.counts["history"]) == (1, 1)
    assert first.first[0]["check"] == "reserved"
    raised = exceptions("open").get()
    assert (raised.client_id, raised.order_id, raised.subject) == (CLIENT, None, "stock")
    assert "reserved of BOLT-M8" in raised.message
    assert "5 in place of 0" in raised.message

    damage(0)
    run()

    assert not exceptions("open").exists()
    cleared = exceptions("cleared").get()
    assert (cleared.cleared_by, cleared.note) == ("system:verification", "all numbers agree again")

    damage(5)
    run()
    assert exceptions("open").count() == 1


def test_a_movement_that_is_nobodys_is_an_exception_of_every_client():
    clients = {make_site().client_id, tenancy.create_client(NewClient(code="OTHER")).client_id}
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO inventory.movement_keys VALUES ('pick/1', gen_random_uuid(), now())"
        )

    row = run()

    assert (row.differences, row.counts["lost_movements"]) == (1, 1)
    assert {raised.client_id for raised in exceptions("open")} == clients
    assert "movement pick/1 of " in exceptions("open")[0].message


def test_a_client_whose_differences_were_not_listed_keeps_its_exception(monkeypatch):
    """A list that is full says nothing of those who are not in it."""
    other = ClientId(uuid4())
    balance = StockBalance.objects.get()
    other_sku = Sku.objects.create(client_id=other, code="NUT")
    StockBalance.objects.create(
        sku=other_sku, client_id=other, warehouse_id=balance.warehouse_id, usable=1
    )
    run()
    assert exceptions("open").get().client_id == other

    StockBalance.objects.filter(id=balance.id).update(usable=30)
    monkeypatch.setattr(run_verification, "LIMIT", 1)
    run()

    assert {row.client_id for row in exceptions("open")} == {CLIENT, other}
    assert not exceptions("cleared").exists()


def test_the_last_run_is_measured():
    make_site()
    ops = Api("ops")
    assert "wms_stock_differences" not in ops.get("/metrics").content.decode()

    damage(5)
    row = run()
    told = ops.get("/metrics").content.decode()

    assert 'wms_stock_differences{check="reserved"} 1.0' in told
    assert 'wms_stock_differences{check="finished_orders"} 0.0' in told
    (line,) = [each for each in told.splitlines() if each.startswith("wms_stock_verified")]
    assert float(line.split()[-1]) == pytest.approx(row.ended_at.timestamp(), abs=1)

    damage(0)
    run()
    assert 'wms_stock_differences{check="reserved"} 0.0' in ops.get("/metrics").content.decode()


def test_the_admin_lists_the_runs():
    client = Client()
    client.force_login(User.objects.create_superuser("ada"))
    damage(5)
    row = run()

    listed = client.get(reverse("admin:fulfillment_verificationrun_changelist"))
    shown = client.get(reverse("admin:fulfillment_verificationrun_change", args=[row.pk]))

    assert (listed.status_code, shown.status_code) == (200, 200)
    assert "reserved 1" in listed.content.decode()
    assert "5 in place of 0" in shown.content.decode()


def test_a_check_or_a_client_that_fails_stops_no_other():
    other = ClientId(uuid4())
    other_sku = Sku.objects.create(client_id=other, code="NUT")
    StockBalance.objects.create(
        sku=other_sku,
        client_id=other,
        warehouse_id=StockBalance.objects.get().warehouse_id,
        usable=9,
    )
    damage(5)
    poison("fulfillment.exceptions", f"NEW.client_id = '{CLIENT}'")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE inventory.movement_keys RENAME TO hidden_for_a_while")
    try:
        row = run()
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE inventory.hidden_for_a_while RENAME TO movement_keys")
        heal("fulfillment.exceptions")

    assert row.counts["reserved"] == 2
    assert "lost_movements" not in row.counts
    assert [raised.client_id for raised in exceptions("open")] == [other]
    failed = set(JobFault.objects.values_list("unit", flat=True))
    assert {"lost_movements", f"client {CLIENT}"} <= failed

    StockBalance.objects.update(reserved=0)
    StockBalance.objects.filter(sku=other_sku).update(usable=0)
    run()
    assert not JobFault.objects.exists()
    assert not exceptions("open").exists()
