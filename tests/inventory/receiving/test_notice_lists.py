"""Lists of notices cost as much as they show, however many were announced."""

from datetime import date
from functools import partial
from uuid import UUID

import pytest
from django.contrib.auth.models import User
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.inbound import announce, bringing, closing
from tests.factories.inventory import CLIENT, WAREHOUSE, register_location, register_sku
from tests.support.database import connection
from tests.support.plans import rows_read
from wms.inventory.models import InboundNotice
from wms.inventory.receiving.commands.close_inbound import close_inbound
from wms.inventory.receiving.commands.receive_stock import receive_stock
from wms.inventory.receiving.contracts.inbound import InboundNoticeFilter, InboundStatus
from wms.inventory.receiving.queries.inbound import list_inbound
from wms.kernel.ids import ClientId
from wms.kernel.pages import PageRequest
from wms.platform.tenancy import models

pytestmark = pytest.mark.django_db
FEW, OTHER = UUID(int=7), UUID(int=8)
TABLES = ("inbound_notices", "inbound_lines")
MANY = 20_000


@pytest.fixture
def years():
    """A few notices long ago, since then those of others that came as announced."""
    register_sku()
    register_location("A-01")
    short, over, late = announce(10), announce(10, accept_over=True), announce(10)
    receive_stock(bringing(short, 4))
    receive_stock(bringing(over, 14))
    InboundNotice.objects.filter(id=late.notice_id).update(expected_on=date(2020, 1, 1))
    for notice in (short, over):
        close_inbound(closing(notice))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "INSERT INTO inventory.inbound_notices (id, client_id, warehouse_id, reference, status,"
            " expected_on, accept_over, actor, created_at, closed_at, closed_by, version)"
            " SELECT uuidv7(), CASE turn %% 50 WHEN 0 THEN %s::uuid ELSE %s::uuid END,"
            " warehouse_id, 'DONE-' || turn, 'closed', '2020-01-01', false, actor, created_at,"
            " closed_at, closed_by, version"
            " FROM inventory.inbound_notices, generate_series(1, %s) AS turn WHERE id = %s",
            [FEW, OTHER, MANY, over.notice_id],
        )
        cursor.execute(
            "INSERT INTO inventory.inbound_lines (id, notice_id, line_no, sku_id, lot, expected,"
            " received, short) SELECT uuidv7(), notice.id, 1, sku.id, '', 10, 10, 0"
            " FROM inventory.inbound_notices notice, inventory.skus sku"
            " WHERE notice.client_id <> %s",
            [CLIENT],
        )
        cursor.execute("ANALYZE inventory.inbound_notices, inventory.inbound_lines, inventory.skus")


def read_by(ask):
    """Return how many notices and lines are read for a question."""
    with CaptureQueriesContext(connection) as asked:
        ask()
    return sum(
        rows_read(each["sql"], table)
        for each in asked
        for table in TABLES
        if each["sql"].startswith("SELECT") and f'"{table}"' in each["sql"]
    )


def test_a_client_reads_its_own(years):
    reads = {}
    for found, client_id, filters in (
        (3, CLIENT, {}),
        (1, CLIENT, {"status": (InboundStatus.OPEN,)}),
        (0, CLIENT, {"reference": "DONE-7"}),
        (10, FEW, {}),
        (10, FEW, {"status": (InboundStatus.CLOSED,)}),
        (10, OTHER, {}),
    ):
        ask = partial(
            list_inbound,
            client_id=ClientId(client_id),
            filters=InboundNoticeFilter(**filters),
            page=PageRequest(limit=10),
        )
        assert len(ask().results) == found
        reads[f"{client_id} {filters}"] = read_by(ask)

    assert {asked: read for asked, read in reads.items() if read > 50} == {}


def test_what_went_wrong_is_found_among_all_that_went_well(years, client):
    models.Client.objects.create(id=CLIENT, code="demo")
    models.Warehouse.objects.create(id=WAREHOUSE, code="LON1")
    client.force_login(User.objects.create_superuser("root"))
    page = reverse("admin:inventory_inboundnotice_changelist")
    reads = {
        delivery: read_by(partial(client.get, page, {"delivery": delivery}))
        for delivery in ("late", "short")
    }

    assert {delivery: read for delivery, read in reads.items() if read > 40} == {}
