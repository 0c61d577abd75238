"""Lists of shipments and manifests: what waits comes first, and no page is heavy."""

import pytest
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories.shipping import (
    CLIENT,
    labelled_shipment,
    new_shipment,
    opening,
    shipped_shipment,
)
from tests.support.api import Api, make_site
from tests.support.database import connection
from tests.support.pages import through_all
from tests.support.plans import plan_of
from wms.kernel.ids import ClientId
from wms.kernel.pages import PageRequest
from wms.platform.ids import new_id
from wms.platform.paging.cursors import InvalidCursor
from wms.shipping.contracts import ManifestFilter, ManifestSummary, ShipmentFilter
from wms.shipping.models import Manifest, Shipment
from wms.shipping.selectors.manifests import list_manifests
from wms.shipping.selectors.shipments import list_shipments
from wms.shipping.services.open_manifest import open_manifest

pytestmark = pytest.mark.django_db
AVAILABLE = ShipmentFilter(available=True)


def read(filters=AVAILABLE, client_id=CLIENT, **page):
    return list_shipments(client_id=client_id, filters=filters, page=PageRequest(**page))


def numbers(*args, **kwargs):
    return [shipment.number for shipment in read(*args, **kwargs).results]


@pytest.fixture
def waiting():
    """Make shipments that await a manifest, the oldest first, among others that do not."""
    new_shipment()
    made = [labelled_shipment(cartons=2) for _ in range(4)]
    shipped_shipment()
    open_manifest(opening(labelled_shipment()))
    withdrawn = labelled_shipment()
    Shipment.objects.filter(shipment_id=withdrawn.shipment_id).update(withdrawn_at=timezone.now())
    return made


def test_the_dock_is_offered_what_can_leave_the_oldest_first(waiting):
    wanted = [shipment.number for shipment in waiting]

    assert numbers() == wanted
    assert numbers(ShipmentFilter(available=True, order_id=waiting[2].order_id)) == wanted[2:3]
    assert numbers(client_id=ClientId(new_id())) == []
    opened = open_manifest(opening(*waiting))
    assert len(opened.shipment_ids) == 4
    assert numbers() == []


@pytest.mark.parametrize("limit", [1, 2, 3, 4])
def test_pages_follow_each_other_without_a_gap(waiting, limit):
    seen = through_all(lambda cursor: read(limit=limit, cursor=cursor))

    assert [shipment.number for shipment in seen] == [shipment.number for shipment in waiting]


def test_cursors_of_other_lists_are_refused(waiting):
    newest = read(ShipmentFilter(), limit=1).next

    for wrong in (newest, "x", "AAAA", "!", "\N{BULLET}"):
        with pytest.raises(InvalidCursor):
            read(cursor=wrong)
    with pytest.raises(InvalidCursor):
        read(ShipmentFilter(), cursor=read(limit=1).next)


def test_every_page_is_one_look_into_the_index(waiting):
    cursor = read(limit=2).next
    with CaptureQueriesContext(connection) as queries:
        read(limit=2, cursor=cursor)

    plan = plan_of(queries.captured_queries[0]["sql"])

    assert len(queries) == 2
    assert "shipment_awaiting_manifest" in plan
    assert "id >" in plan.split("Index Cond:")[1].split("Filter:")[0]
    assert "Sort" not in plan


def test_a_list_of_manifests_counts_their_shipments(django_assert_num_queries):
    large = open_manifest(opening(*(labelled_shipment() for _ in range(3))))
    small = open_manifest(opening(labelled_shipment()))
    empty = Manifest.objects.create(
        carrier="simulated", client_id=CLIENT, warehouse_id=new_id(), opened_by="dock"
    )

    with django_assert_num_queries(1):
        page = list_manifests(client_id=CLIENT, filters=ManifestFilter(), page=PageRequest())

    assert [(each.number, each.shipment_count) for each in page.results] == [
        (empty.number, 0),
        (small.number, 1),
        (large.number, 3),
    ]
    assert page.results[2] == ManifestSummary(
        manifest_id=large.manifest_id,
        number=large.number,
        carrier="simulated",
        status=large.status,
        shipment_count=3,
        created_at=large.created_at,
        closed_at=None,
    )


def test_shipments_are_counted_for_the_manifests_of_the_page_only():
    for _ in range(4):
        open_manifest(opening(labelled_shipment()))
    with CaptureQueriesContext(connection) as queries:
        list_manifests(client_id=CLIENT, filters=ManifestFilter(), page=PageRequest(limit=1))
    statement = queries.captured_queries[-1]["sql"]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
        cursor.execute(f"EXPLAIN (ANALYZE, COSTS off, TIMING off, SUMMARY off) {statement}")
        plan = "\n".join(line for (line,) in cursor.fetchall())

    # One row more than the page is read, to know whether there is another.
    assert "loops=2" in plan.split("SubPlan")[1]
    assert "manifest_of_client" in plan


def test_no_list_shows_the_ids_of_a_truckload():
    site = make_site()
    dock = Api("packer", name="dock")
    Manifest.objects.create(
        carrier="simulated",
        client_id=site.client_id,
        warehouse_id=site.warehouse_id,
        opened_by="dock",
    )

    (found,) = dock.get("/api/v1/manifests").json()["results"]

    assert set(found) == {
        *("manifest_id", "number", "carrier", "status"),
        *("shipment_count", "created_at", "closed_at"),
    }
    assert dock.get("/api/v1/shipments", {"available": "true"}).json()["results"] == []
