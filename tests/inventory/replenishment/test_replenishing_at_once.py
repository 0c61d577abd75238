"""Plans that meet in the middle: the same goods are handed out once."""

from functools import partial

import pytest
from django.db.models import Sum

from tests.factories.inventory import put, register_location, register_sku
from tests.factories.keeping import facing
from tests.support.races import at_once
from wms.inventory.catalogue.contracts.words import LocationKind
from wms.inventory.models import MoveTask, PickFace
from wms.inventory.replenishment.commands import plan_replenishment as planning
from wms.inventory.replenishment.commands.plan_replenishment import plan_replenishment_page
from wms.inventory.replenishment.commands.set_pick_face import set_pick_face
from wms.inventory.replenishment.contracts.levels import PlanReplenishmentPage

pytestmark = pytest.mark.django_db(transaction=True)
SKUS = [f"SKU-{number}" for number in range(10)]


@pytest.fixture
def faces(monkeypatch):
    """Two pick faces of each SKU, in pages of one SKU each; goods in reserve for one of them."""
    monkeypatch.setattr(planning, "PAGE", len(SKUS))
    register_location("R-01", LocationKind.RESERVE)
    for place in ("A-01", "A-02"):
        register_location(place)
        for sku in SKUS:
            register_sku(sku)
            set_pick_face(facing(5, 30, place, sku))
    for sku in SKUS:
        put(30, sku, "R-01")
    return list(PickFace.objects.order_by("id"))


def test_two_pages_do_not_share_the_same_goods(faces):
    second = PlanReplenishmentPage(after=faces[len(SKUS) - 1].id)
    pages = [PlanReplenishmentPage(), second] * 2

    at_once([partial(plan_replenishment_page, page) for page in pages])

    asked = MoveTask.objects.values_list("sku__code").annotate(Sum("quantity"))
    assert dict(asked) == dict.fromkeys(SKUS, 30)
