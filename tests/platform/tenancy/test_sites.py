"""Clients and warehouses."""

from datetime import UTC, date, datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError

from wms.kernel.ids import WarehouseId
from wms.platform.ids import new_id
from wms.platform.tenancy import facade as tenancy
from wms.platform.tenancy.contracts import NewClient, NewWarehouse
from wms.platform.tenancy.models import Client, Warehouse

pytestmark = pytest.mark.django_db
SITE = ("create_site", "--client", "demo", "--warehouse", "LON1", "--time-zone", "Europe/London")


def test_a_site_is_made_once(capsys):
    call_command(*SITE)
    first = capsys.readouterr().out
    call_command(*SITE)

    assert capsys.readouterr().out == first
    assert list(Client.objects.values_list("code", "name")) == [("demo", "demo")]
    assert list(Warehouse.objects.values_list("code", "time_zone")) == [("LON1", "Europe/London")]


@pytest.mark.parametrize("zone", ["", "Mars/Base", "../etc/passwd", "europe/london "])
def test_a_time_zone_is_one_of_iana(zone):
    with pytest.raises(CommandError, match="is not a time zone"):
        call_command(*SITE[:-1], zone)

    assert not Client.objects.exists()


@pytest.mark.parametrize("code", ["", "a b", "a/b", "x" * 33, "-a", "ü"])
def test_a_code_is_short_and_plain(code):
    with pytest.raises(tenancy.InvalidSite):
        NewClient(code=code)


def test_two_clients_never_share_a_code():
    Client.objects.create(code="demo", name="one")

    with pytest.raises(IntegrityError, match="client_code_belongs_to_one_client"):
        Client.objects.create(code="demo", name="two")


def test_the_only_one_is_found_without_a_name():
    with pytest.raises(tenancy.UnknownClient):
        tenancy.only_client()
    client = tenancy.create_client(NewClient(code="demo", name="Demo Ltd"))
    assert tenancy.only_client() == client

    tenancy.create_client(NewClient(code="other"))

    with pytest.raises(tenancy.UnknownClient):
        tenancy.only_client()
    assert tenancy.get_client(code="demo") == client


def test_a_warehouse_is_found_by_code_and_by_id():
    with pytest.raises(tenancy.UnknownWarehouse):
        tenancy.only_warehouse()
    made = tenancy.create_warehouse(NewWarehouse(code="LON1", time_zone="Europe/London"))

    assert tenancy.only_warehouse() == made
    assert tenancy.get_warehouse(code="LON1") == made
    assert tenancy.get_warehouse_by_id(warehouse_id=made.warehouse_id) == made
    assert tenancy.list_warehouses() == (made,)
    with pytest.raises(tenancy.UnknownWarehouse):
        tenancy.get_warehouse(code="PAR1")


def test_codes_of_many_rows_cost_two_queries(django_assert_num_queries):
    client = tenancy.create_client(NewClient(code="demo"))
    warehouse = tenancy.create_warehouse(NewWarehouse(code="LON1"))

    with django_assert_num_queries(2):
        shown = [tenancy.client_code(client.client_id) for _row in range(50)]
        shown.append(tenancy.warehouse_code(warehouse.warehouse_id))

    assert set(shown) == {"demo", "LON1"}


def test_each_warehouse_has_its_own_day():
    west = tenancy.create_warehouse(NewWarehouse(code="LAX", time_zone="America/Los_Angeles"))
    evening = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)

    assert west.day_at(evening) == date(2026, 11, 22)
    assert tenancy.day_at(warehouse_id=west.warehouse_id, instant=evening) == date(2026, 11, 22)
    assert tenancy.day_at(warehouse_id=WarehouseId(new_id()), instant=evening) == date(2026, 11, 23)
