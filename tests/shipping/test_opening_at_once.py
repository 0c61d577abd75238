"""A list of shipments that several send at once is one manifest."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from tests.factories.shipping import labelled_shipment, opening, published
from wms.shipping import facade as shipping
from wms.shipping.models import Manifest

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_same_list_sent_at_once_is_one_manifest():
    shipments = [labelled_shipment() for _ in range(3)]

    def open_(_: int):
        try:
            return shipping.open_manifest(opening(*shipments))
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        manifests = list(pool.map(open_, range(8)))

    assert manifests == [manifests[0]] * 8
    assert Manifest.objects.count() == 1
    assert published(manifests[0].manifest_id) == []
