"""An open manifest gains and loses shipments, or is given up; its history says who did so."""

from dataclasses import replace

import pytest
from django.db import IntegrityError

from tests.factories.shipping import (
    ACTOR,
    CLIENT,
    WAREHOUSE,
    cancelling,
    labelled_for,
    labelled_shipment,
    new_shipment,
    opening,
    shipped_shipment,
)
from tests.support.database import connection
from tests.support.races import at_once
from wms.kernel.ids import ClientId, WarehouseId
from wms.kernel.pages import PageRequest
from wms.platform.history.contracts import ChangedValue
from wms.platform.ids import new_id
from wms.shipping import facade as shipping
from wms.shipping.contracts import (
    AddShipments,
    CloseManifest,
    DissolveManifest,
    ManifestFull,
    ManifestId,
    ManifestNotFound,
    ManifestNotOpen,
    MixedCarriers,
    MixedManifest,
    RemoveShipment,
    ShipmentId,
    ShipmentNotFound,
    ShipmentNotReady,
    VoidLabel,
)
from wms.shipping.models import Shipment, ShippingHistoryRecord, ShippingOutbox
from wms.shipping.selectors.manifests import get_manifest, list_manifest_history
from wms.shipping.selectors.shipments import get_shipment
from wms.shipping.services import add_shipments as adding_shipments
from wms.shipping.services.add_shipments import add_shipments
from wms.shipping.services.close_manifest import close_manifest
from wms.shipping.services.dissolve_manifest import dissolve_manifest
from wms.shipping.services.open_manifest import open_manifest
from wms.shipping.services.remove_shipment import remove_shipment

pytestmark = pytest.mark.django_db


def adding(manifest, *shipments):
    return AddShipments(
        manifest_id=manifest.manifest_id,
        shipment_ids=tuple(each.shipment_id for each in shipments),
        actor="lead",
        client_id=CLIENT,
    )


def removing(manifest, shipment, reason="no room"):
    return RemoveShipment(
        manifest_id=manifest.manifest_id,
        shipment_id=shipment.shipment_id,
        reason=reason,
        actor="lead",
        client_id=CLIENT,
    )


def dissolving(manifest):
    return DissolveManifest(
        manifest_id=manifest.manifest_id, reason="no truck", actor="lead", client_id=CLIENT
    )


def closing(manifest):
    return CloseManifest(manifest_id=manifest.manifest_id, actor=ACTOR)


def statuses(*shipments):
    return [get_shipment(shipment_id=each.shipment_id).status for each in shipments]


def history(manifest):
    page = list_manifest_history(
        manifest_id=manifest.manifest_id, client_id=CLIENT, page=PageRequest()
    )
    return [(each.what, each.actor, each.reason) for each in reversed(page.results)]


def test_gains_shipments_that_leave_with_it():
    first, second, third = (labelled_shipment() for _ in range(3))
    manifest = open_manifest(opening(first))

    longer = add_shipments(adding(manifest, third, second, first))

    assert longer.shipment_ids == tuple(each.shipment_id for each in (first, second, third))
    assert add_shipments(adding(manifest, third)) == longer
    close_manifest(closing(manifest))
    assert statuses(first, second, third) == ["shipped"] * 3
    assert history(manifest) == [
        ("opened", ACTOR, ""),
        ("shipments_added", "lead", ""),
        ("closed", ACTOR, ""),
    ]
    added = ShippingHistoryRecord.objects.get(what="shipments_added")
    assert added.values == [["shipment", "", each.number] for each in (second, third)]


def test_loses_a_shipment_that_goes_on_another():
    stays_behind, leaves = labelled_shipment(), labelled_shipment()
    manifest = open_manifest(opening(stays_behind, leaves))

    shorter = remove_shipment(removing(manifest, stays_behind))

    assert shorter.shipment_ids == (leaves.shipment_id,)
    assert statuses(stays_behind, leaves) == ["labelled", "manifested"]
    close_manifest(closing(manifest))
    later = open_manifest(opening(stays_behind))
    close_manifest(closing(later))
    assert statuses(stays_behind, leaves) == ["shipped", "shipped"]
    assert history(manifest)[1] == ("shipment_removed", "lead", "no room")


def test_a_shipment_whose_label_is_given_back_can_be_taken_off():
    bad, good = labelled_shipment(), labelled_shipment()
    manifest = open_manifest(opening(bad, good))
    shipping.void_label(VoidLabel(shipment_id=bad.shipment_id))

    remove_shipment(removing(manifest, bad))

    assert close_manifest(closing(manifest)).shipment_ids == (good.shipment_id,)
    with pytest.raises(ShipmentNotReady):
        open_manifest(opening(bad))


def test_is_dissolved_once_and_its_shipments_go_on_another():
    first, second = labelled_shipment(), labelled_shipment()
    manifest = open_manifest(opening(first, second))

    dissolved = dissolve_manifest(dissolving(manifest))

    assert (dissolved.status, dissolved.shipment_ids) == ("dissolved", ())
    assert dissolve_manifest(dissolving(manifest)) == dissolved
    assert statuses(first, second) == ["labelled", "labelled"]
    assert history(manifest) == [("opened", ACTOR, ""), ("dissolved", "lead", "no truck")]
    assert len(open_manifest(opening(first, second)).shipment_ids) == 2


def test_a_shipment_that_leaves_alone_has_a_manifest_with_a_history():
    shipped = shipped_shipment()
    assert shipped.manifest_id is not None

    page = list_manifest_history(
        manifest_id=shipped.manifest_id, client_id=CLIENT, page=PageRequest()
    )
    assert [(each.what, each.actor) for each in page.results] == [
        ("closed", ACTOR),
        ("opened", ACTOR),
    ]


def test_says_why_a_cancelled_shipment_left():
    shipment = labelled_shipment()
    manifest = open_manifest(opening(shipment))

    shipping.cancel_shipment(cancelling(shipment.order_id))

    page = list_manifest_history(
        manifest_id=manifest.manifest_id, client_id=CLIENT, page=PageRequest()
    )
    newest = page.results[0]
    assert (newest.what, newest.reason) == ("shipment_removed", "changed my mind")
    assert newest.values == (ChangedValue(name="shipment", was=shipment.number),)


def test_refuses_what_cannot_go_with_it():
    manifest = open_manifest(opening(labelled_shipment()))
    elsewhere = labelled_shipment()
    open_manifest(opening(elsewhere))
    stranger = ClientId(new_id())
    unknown = replace(adding(manifest), shipment_ids=(ShipmentId(new_id()),))

    refused = [
        (ShipmentNotReady, adding(manifest, new_shipment())),
        (ShipmentNotReady, adding(manifest, elsewhere)),
        (MixedCarriers, adding(manifest, labelled_shipment(carrier="pigeon"))),
        (ShipmentNotFound, adding(manifest, labelled_for(stranger))),
        (MixedManifest, replace(adding(manifest, labelled_for(stranger)), client_id=None)),
        (MixedManifest, adding(manifest, labelled_for(CLIENT, WarehouseId(new_id())))),
        (ShipmentNotFound, unknown),
        (ShipmentNotFound, adding(manifest)),
        (ManifestNotFound, replace(adding(manifest, elsewhere), client_id=stranger)),
        (ManifestNotFound, replace(adding(manifest), manifest_id=ManifestId(new_id()))),
    ]
    published = ShippingOutbox.objects.count()
    for refusal, command in refused:
        with pytest.raises(refusal):
            add_shipments(command)
    for other in (elsewhere, labelled_shipment()):
        with pytest.raises(ShipmentNotFound):
            remove_shipment(removing(manifest, other))
    with pytest.raises(ManifestNotFound):
        remove_shipment(replace(removing(manifest, elsewhere), client_id=stranger))
    with pytest.raises(ManifestNotFound):
        dissolve_manifest(replace(dissolving(manifest), client_id=stranger))

    assert get_manifest(manifest_id=manifest.manifest_id) == manifest
    assert [what for what, _, _ in history(manifest)] == ["opened"]
    # The label of the shipment that was made last.
    assert ShippingOutbox.objects.count() == published + 2


def test_has_an_end_to_its_length(monkeypatch):
    monkeypatch.setattr(adding_shipments, "MAX_SHIPMENTS", 2)
    manifest = open_manifest(opening(labelled_shipment()))
    longer = add_shipments(adding(manifest, labelled_shipment()))
    one_more = labelled_shipment()

    with pytest.raises(ManifestFull):
        add_shipments(adding(manifest, one_more))

    assert get_manifest(manifest_id=manifest.manifest_id) == longer
    assert statuses(one_more) == ["labelled"]


@pytest.mark.parametrize("end", [lambda each: close_manifest(closing(each)), "dissolve"])
def test_what_ended_changes_no_more(end):
    shipment, other = labelled_shipment(), labelled_shipment()
    manifest = open_manifest(opening(shipment))
    ended = dissolve_manifest(dissolving(manifest)) if end == "dissolve" else end(manifest)
    said, published = history(manifest), ShippingOutbox.objects.count()

    for change, command in (
        (add_shipments, adding(manifest, other)),
        (remove_shipment, removing(manifest, shipment)),
        (close_manifest, closing(manifest)),
        (dissolve_manifest, dissolving(manifest)),
    ):
        try:
            assert change(command) == ended
        except ManifestNotOpen:
            assert (ended.status, change) != ("closed", close_manifest)
            assert (ended.status, change) != ("dissolved", dissolve_manifest)
        else:
            assert change in (close_manifest, dissolve_manifest)

    assert get_manifest(manifest_id=manifest.manifest_id) == ended
    assert (history(manifest), ShippingOutbox.objects.count()) == (said, published)
    with pytest.raises(IntegrityError, match="frozen"), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE shipping.manifests SET status = 'open', closed_at = NULL WHERE id = %s",
            [manifest.manifest_id],
        )


@pytest.mark.django_db(transaction=True)
def test_ended_and_changed_at_once_no_shipment_is_lost_or_listed_twice():
    for _ in range(6):
        first, second, third = (labelled_shipment() for _ in range(3))
        manifest = open_manifest(opening(first, second))

        at_once(
            [
                lambda: add_shipments(adding(manifest, third)),  # noqa: B023 - done in this round
                lambda: remove_shipment(removing(manifest, first)),  # noqa: B023 - the same
                lambda: close_manifest(closing(manifest)),  # noqa: B023 - the same
                lambda: dissolve_manifest(dissolving(manifest)),  # noqa: B023 - the same
            ],
            connections=4,
        )

        ended = get_manifest(manifest_id=manifest.manifest_id)
        rows = Shipment.objects.filter(
            shipment_id__in=[each.shipment_id for each in (first, second, third)]
        )
        gone = {each.shipment_id for each in rows if each.manifest_id == manifest.manifest_id}
        assert set(ended.shipment_ids) == gone
        assert {each.status for each in rows if each.shipment_id in gone} <= {"shipped"}
        assert {each.status for each in rows if each.shipment_id not in gone} <= {"labelled"}
        assert ended.status == ("closed" if gone else "dissolved")
        assert rows.filter(warehouse_id=WAREHOUSE).count() == 3
