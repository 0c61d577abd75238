"""A place is one place in any spelling of its code, and is called as it was registered."""

from functools import partial

import pytest

from tests.factories.inventory import CLIENT, WAREHOUSE, register_location, register_sku
from tests.support.api import Api, make_site
from tests.support.races import at_once
from wms.inventory.adjustments.commands.transfer_stock import transfer_stock
from wms.inventory.adjustments.contracts.changes import NewTransfer, TransferLine, TransferStock
from wms.inventory.adjustments.contracts.refused_changes import SamePlace
from wms.inventory.catalogue.commands.register_location import (
    register_location as register_this_location,
)
from wms.inventory.catalogue.contracts.catalogue import (
    LocationFilter,
    NewLocation,
    RegisterLocation,
)
from wms.inventory.catalogue.contracts.refusals import LocationDiffers
from wms.inventory.catalogue.contracts.words import LocationKind
from wms.inventory.catalogue.queries.locations import list_locations
from wms.inventory.models import InventoryOutbox, Location, StockUnit
from wms.inventory.receiving.commands.receive_stock import receive_stock
from wms.inventory.receiving.contracts.receipts import NewReceipt, NewReceiptLine, ReceiveStock
from wms.kernel.pages import PageRequest

pytestmark = pytest.mark.django_db


def place(code, **changes):
    return RegisterLocation(
        warehouse_id=WAREHOUSE,
        location=NewLocation(**{"code": code, "kind": LocationKind.PICK} | changes),
        actor="user:7",
    )


def real_codes():
    return list(Location.objects.real().values_list("code", flat=True))


def receive(location, reference="DN-1"):
    line = NewReceiptLine(sku="BOLT-M8", location=location, quantity=5)
    receipt = NewReceipt(reference=reference, lines=(line,))
    return receive_stock(
        ReceiveStock(client_id=CLIENT, warehouse_id=WAREHOUSE, receipt=receipt, actor="ana")
    )


def test_the_same_place_in_another_spelling_changes_nothing():
    first = register_this_location(place("A-1"))

    assert register_this_location(place("a-1")) == first
    assert register_this_location(place("A-1 ")) == first
    assert (first.code, real_codes()) == ("A-1", ["A-1"])


def test_another_place_of_that_spelling_is_refused():
    register_this_location(place("A-1"))

    with pytest.raises(LocationDiffers, match="A-1 is known with other properties"):
        register_this_location(place("a-1", pick_sequence=7))

    assert real_codes() == ["A-1"]


@pytest.mark.django_db(transaction=True)
def test_of_many_spellings_at_once_one_place_comes():
    spellings = ("A-1", "a-1", "A-1 ", "a-1 ")

    answers = at_once([partial(register_this_location, place(each)) for each in spellings * 2])

    assert len({str(answer) for answer in answers}) == 1
    assert len(real_codes()) == 1


def test_goods_go_to_the_place_in_whatever_spelling_it_was_scanned():
    register_sku()
    register_location("A-1")

    receive("a-1")
    receive("A-1 ", reference="DN-2")

    units = StockUnit.objects.values_list("location__code", "on_hand")
    assert list(units) == [("A-1", 10)]
    found = list_locations(
        warehouse_id=WAREHOUSE, filters=LocationFilter(code="a-1"), page=PageRequest()
    )
    assert [each.code for each in found.results] == ["A-1"]


def test_goods_are_not_moved_to_the_place_where_they_are():
    register_sku()
    register_location("A-1")
    receive("A-1")
    published = InventoryOutbox.objects.count()
    line = TransferLine(sku="BOLT-M8", from_location="A-1", to_location="a-1", quantity=1)

    with pytest.raises(SamePlace):
        transfer_stock(
            TransferStock(
                client_id=CLIENT,
                warehouse_id=WAREHOUSE,
                transfer=NewTransfer(reference="T-1", lines=(line,)),
                actor="ana",
            )
        )

    assert InventoryOutbox.objects.count() == published


def test_a_receipt_in_another_spelling_is_the_same_receipt():
    register_sku()
    register_location("A-1")
    first = receive("A-1")

    assert receive("a-1").receipt_id == first.receipt_id
    assert StockUnit.objects.get().on_hand == 5


def test_over_http_three_spellings_are_one_place():
    make_site()
    api = Api("supervisor")

    made = [
        api.post("/api/v1/locations", {"code": code, "kind": "pick"})
        for code in ("A-1", "a-1", "A-1\u00a0")
    ]

    assert [each.status_code for each in made] == [201, 201, 201]
    assert {each.json()["code"] for each in made} == {"A-1"}
    assert real_codes() == ["A-1"]
