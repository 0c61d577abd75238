"""An adjustment that waits for a second person says so, until it is decided."""

import pytest

from tests.factories.inventory import CLIENT, WAREHOUSE, put, register_location
from tests.factories.keeping import adjusting, approving, found, rejecting
from tests.inventory.exceptions_told import told
from tests.inventory.reading import published
from tests.support.api import make_site
from wms.inventory.adjustments.commands.adjust_stock import adjust_stock
from wms.inventory.adjustments.commands.decide_adjustment import (
    approve_adjustment,
    reject_adjustment,
)
from wms.inventory.adjustments.contracts.refused_changes import SamePerson
from wms.inventory.catalogue.contracts.refusals import GoodsMissing
from wms.inventory.catalogue.contracts.words import AdjustmentReason
from wms.inventory.models import InventoryOutbox
from wms.platform.tenancy import facade as tenancy
from wms.platform.tenancy.contracts import NewToken

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shelf(settings):
    settings.ADJUSTMENT_LIMIT_UNITS = 5
    register_location("A-01")
    register_location("B-01")
    put(10)


def test_it_says_who_asks_for_what_and_why():
    make_site()
    ada = tenancy.create_token(NewToken(client="demo", role="supervisor", name="ada"))
    asked = adjust_stock(
        adjusting(
            found(-6),
            found(2, "B-01"),
            reference="AD-9",
            reason=AdjustmentReason.WRONG_ENTRY,
            actor=ada.token_id,
        )
    )

    ((what, version, fact),) = told(asked.adjustment_id)

    assert (what, version) == ("raised", 2)
    assert (fact["kind"], fact["about"], fact["order_id"]) == ("adjustment_waits", "AD-9", None)
    assert (fact["client_id"], fact["warehouse_id"]) == (str(CLIENT), str(WAREHOUSE))
    assert fact["message"] == (
        "ada asks to book 6 of BOLT-M8 lost at A-01, 2 of BOLT-M8 found at B-01 (wrong entry)."
        " Somebody else approves or rejects it."
    )


def test_it_says_that_claims_of_orders_are_moved():
    asked = adjust_stock(adjusting(found(-6), force=True))

    ((_what, _version, fact),) = told(asked.adjustment_id)

    assert "(found, claims of orders are moved). Somebody else" in fact["message"]
    assert asked.force
    assert not adjust_stock(adjusting(found(-6))).force


@pytest.mark.parametrize(
    ("decide", "ask", "note"),
    [(approve_adjustment, approving, "posted"), (reject_adjustment, rejecting, "rejected")],
)
def test_it_is_settled_by_who_decides_once(decide, ask, note):
    asked = adjust_stock(adjusting(found(-6)))

    for _ in range(2):
        decide(ask(asked))

    raised, cleared = told(asked.adjustment_id)
    assert (cleared[0], cleared[1]) == ("cleared", 4)
    assert cleared[2]["exception_id"] == raised[2]["exception_id"]
    assert (cleared[2]["actor"], cleared[2]["note"]) == ("token:boss", note)
    assert [version for _what, version in published(asked.adjustment_id)] == [1, 2, 3, 4]


def test_asked_again_it_is_said_once():
    first, asked = (adjust_stock(adjusting(found(-6), reference="AD-9")) for _ in range(2))

    assert first == asked
    assert [what for what, _version, _fact in told(asked.adjustment_id)] == ["raised"]


def test_what_one_person_may_book_bothers_nobody():
    adjust_stock(adjusting(found(-5)))

    assert not InventoryOutbox.objects.filter(event_type__contains=".exception-").exists()


def test_a_refused_decision_leaves_it_open():
    asked = adjust_stock(adjusting(found(-6)))
    with pytest.raises(SamePerson):
        approve_adjustment(approving(asked, actor="keeper"))
    adjust_stock(adjusting(found(-5)))
    with pytest.raises(GoodsMissing):
        approve_adjustment(approving(asked))

    assert [what for what, _version, _fact in told(asked.adjustment_id)] == ["raised"]


def test_many_lines_are_not_all_named():
    places = [f"C-0{number}" for number in range(7)]
    for place in places:
        register_location(place)
    asked = adjust_stock(adjusting(*(found(2, place) for place in places)))

    ((_what, _version, fact),) = told(asked.adjustment_id)

    assert fact["message"].count("BOLT-M8") == 5
    assert ", and 2 more lines (" in fact["message"]
