"""What a stock keeper looks at, and the buttons."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from tests.factories.inventory import CLIENT, WAREHOUSE, put, register_location
from tests.factories.keeping import (
    adjusting,
    carried,
    changing,
    facing,
    found,
    threshold_at,
    transferring,
    turned,
)
from tests.inventory.reading import on_hand
from tests.support.people import actor_called, log_in
from wms.inventory.adjustments.commands.adjust_stock import adjust_stock
from wms.inventory.adjustments.commands.change_status import change_status
from wms.inventory.adjustments.commands.transfer_stock import transfer_stock
from wms.inventory.catalogue.contracts.words import LocationKind, StockStatus
from wms.inventory.models import Adjustment, PickFace, StockThreshold, StockUnit, Transfer
from wms.inventory.replenishment.commands.set_pick_face import set_pick_face
from wms.inventory.replenishment.commands.set_stock_threshold import set_stock_threshold
from wms.platform.tenancy import models

pytestmark = pytest.mark.django_db
SURE = {"_form_submitted": "True"}
PAGES = {
    "transfer": ["TR-ADMIN", "1 BOLT-M8 from A-01 to B-01", "keeper", "demo", "LON1"],
    "statuschange": ["SC-ADMIN", "damaged", "1 BOLT-M8 at A-01: usable to damaged"],
    "adjustment": ["AD-ADMIN", "pending", "found", "+6 BOLT-M8 at A-01", "keeper"],
    "pickface": ["BOLT-M8", "A-01", "short", "12", "30"],
    "stockthreshold": ["BOLT-M8", "ok", "demo"],
}


@pytest.fixture(autouse=True)
def goods(settings):
    settings.ADJUSTMENT_LIMIT_UNITS = 5
    models.Client.objects.create(id=CLIENT, code="demo")
    models.Warehouse.objects.create(id=WAREHOUSE, code="LON1")
    register_location("A-01")
    register_location("B-01")
    register_location("R-01", LocationKind.RESERVE)
    put(10)
    transfer_stock(transferring(carried(1), reference="TR-ADMIN"))
    change_status(changing(turned(1, StockStatus.DAMAGED), reference="SC-ADMIN"))
    adjust_stock(adjusting(found(6), reference="AD-ADMIN"))
    set_pick_face(facing(12, 30))
    set_stock_threshold(threshold_at(5))


def url(row, what="change"):
    return reverse(f"admin:inventory_{row._meta.model_name}_{what}", args=[row.pk])


@pytest.mark.parametrize("page", PAGES)
def test_lists_say_what_there_is_and_sort_and_search(client, page):
    browser = log_in(client, "viewer")
    address = reverse(f"admin:inventory_{page}_changelist")

    shown = browser.get(address).content.decode()
    others = [browser.get(address, {"o": f"{column}"}) for column in range(1, 10)]
    others.append(browser.get(address, {"q": "A"}))

    assert [word for word in PAGES[page] if word not in shown] == []
    assert {each.status_code for each in others} == {200}


@pytest.mark.parametrize("page", PAGES)
def test_a_list_takes_few_queries(client, page, django_assert_max_num_queries):
    browser = log_in(client, "viewer")

    with django_assert_max_num_queries(16):
        browser.get(reverse(f"admin:inventory_{page}_changelist"))


def test_a_supervisor_approves_what_somebody_else_asked_for(client):
    browser = log_in(client, "supervisor")
    row = Adjustment.objects.get()

    asked = browser.get(url(row, "approve"))
    done = browser.post(url(row, "approve"), SURE, follow=True)

    assert "Approve the adjustment?" in asked.content.decode()
    assert "AD-ADMIN is posted, 6 units." in done.content.decode()
    row.refresh_from_db()
    assert (row.decided_by, on_hand("A-01")) == (actor_called("supervisor"), 14)


def test_a_supervisor_rejects_with_a_reason(client):
    row = Adjustment.objects.get()

    log_in(client, "supervisor").post(url(row, "reject"), SURE | {"reason": "count again"})

    row.refresh_from_db()
    assert (row.status, row.decision, on_hand("A-01")) == ("rejected", "count again", 8)


def test_nobody_approves_what_he_asked_for(client):
    browser = log_in(client, "supervisor")
    person = User.objects.get(username="supervisor")
    Adjustment.objects.update(actor="by another name", actor_id=f"user:{person.pk}")
    row = Adjustment.objects.get()

    done = browser.post(url(row, "approve"), SURE, follow=True)

    assert "Refused: supervisor asked for AD-ADMIN" in done.content.decode()
    assert on_hand("A-01") == 8


def test_an_integrator_does_not_decide(client):
    row = Adjustment.objects.get()

    assert log_in(client, "integrator").post(url(row, "approve"), SURE).status_code == 403
    assert on_hand("A-01") == 8


def test_goods_are_moved_found_and_labelled_by_buttons(client):
    browser = log_in(client, "supervisor")
    unit = StockUnit.objects.get(location__code="A-01", status="usable")
    move = SURE | {"reference": "H-1", "to_location": "R-01", "quantity": "2"}
    lost = SURE | {"reference": "H-2", "quantity": "-1", "reason": "lost", "note": ""}
    bad = SURE | {
        "reference": "H-3",
        "quantity": "3",
        "to_status": "damaged",
        "reason": "damaged",
    }

    moved = [browser.post(url(unit, "move_goods"), move, follow=True) for _twice in range(2)]
    booked = browser.post(url(unit, "adjust_goods"), lost, follow=True)
    labelled = browser.post(url(unit, "label_goods"), bad, follow=True)

    assert "H-1: moved to R-01." in moved[1].content.decode()
    assert "H-2 is posted." in booked.content.decode()
    assert "H-3: damaged now." in labelled.content.decode()
    assert (on_hand("R-01"), on_hand("A-01")) == (2, 2)
    assert on_hand("A-01", status=StockStatus.DAMAGED) == 4
    assert Transfer.objects.filter(reference="H-1", actor=actor_called("supervisor")).count() == 1


def test_a_dialog_names_a_reference_of_its_own(client):
    browser = log_in(client, "supervisor")
    unit = StockUnit.objects.get(location__code="A-01", status="usable")

    dialogs = [browser.get(url(unit, "move_goods")).content.decode() for _time in range(2)]

    assert all("HAND-" in each for each in dialogs)
    assert dialogs[0] != dialogs[1]


def test_nothing_found_and_nothing_lost_is_asked_again(client):
    unit = StockUnit.objects.get(location__code="A-01", status="usable")
    nothing = SURE | {"reference": "H-2", "quantity": "0", "reason": "lost"}

    answer = log_in(client, "supervisor").post(url(unit, "adjust_goods"), nothing)

    assert "at least one unit, found or written off" in answer.content.decode()
    assert Adjustment.objects.count() == 1


def test_levels_and_thresholds_are_changed_by_buttons(client):
    browser = log_in(client, "supervisor")
    face, threshold = PickFace.objects.get(), StockThreshold.objects.get()

    levels = {"minimum": "2", "maximum": "20"}
    said = browser.post(url(face, "change_levels"), SURE | levels, follow=True)
    low = {"low_stock_at": "7"}
    told = browser.post(url(threshold, "change_threshold"), SURE | low, follow=True)

    assert "BOLT-M8 at A-01: 2 to 20." in said.content.decode()
    assert "Stock of BOLT-M8 is low below 7." in told.content.decode()


def test_a_minimum_above_the_maximum_is_asked_again(client):
    face = PickFace.objects.get()
    levels = {"minimum": "21", "maximum": "20"}

    answer = log_in(client, "supervisor").post(url(face, "change_levels"), SURE | levels)

    assert answer.status_code == 200
    face.refresh_from_db()
    assert (face.minimum, face.maximum) == (12, 30)
