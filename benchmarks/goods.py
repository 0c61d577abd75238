"""Stock to measure with: made by the database itself, as much as is wanted."""

import random
from collections.abc import Sequence
from uuid import UUID, uuid4

from django.db import connections, models

import benchmarks.ready  # noqa: F401 - before the models
from wms.inventory.catalogue.contracts.words import (
    LocationKind,
    MovementCause,
    StockStatus,
    VirtualLocation,
)
from wms.inventory.contracts import ReserveStock, StockLine
from wms.inventory.models import (
    BalanceHistory,
    Location,
    Sku,
    StockBalance,
    StockMovement,
    StockUnit,
)
from wms.kernel.ids import ClientId, OrderId, WarehouseId
from wms.platform.postgresql.roles import OWNER, as_role
from wms.platform.tables import table

CLIENT = ClientId(UUID("00000000-0000-7000-8000-0000000b3c11"))
WAREHOUSE = WarehouseId(UUID("00000000-0000-7000-8000-0000000b3c12"))
PLACES = 10
PLENTY = 1_000_000
USABLE = f"'{StockStatus.USABLE}'"


def code_of(number: int) -> str:
    """Return the code of the n-th SKU."""
    return f"BENCH-{number}"


def order_of(skus: Sequence[int]) -> ReserveStock:
    """Return a new order for one unit of each SKU."""
    return ReserveStock(
        order_id=OrderId(uuid4()),
        client_id=CLIENT,
        warehouse_id=WAREHOUSE,
        lines=tuple(
            StockLine(line_no=line_no, sku=code_of(sku), quantity=1)
            for line_no, sku in enumerate(skus, start=1)
        ),
        priority_rank=random.randint(0, 2),
    )


def stock_up(skus: range, *, each: int = PLENTY, places: int = PLACES) -> None:
    """Make SKUs with so many goods at each of so many places, as if they had been received.

    The ledger has one movement for each stock unit.
    """
    virtual_ends()
    numbers = f"generate_series({skus.start}, {skus.stop - 1}) AS n"
    ours = {"client_id": f"'{CLIENT}'::uuid", "warehouse_id": f"'{WAREHOUSE}'::uuid"}
    fill(Sku, numbers, id="uuidv7()", client_id=ours["client_id"], code="'BENCH-' || n")
    fill(
        Location,
        numbers,
        id="uuidv7()",
        warehouse_id=ours["warehouse_id"],
        code="'B-' || n",
        key="'b-' || n",
        kind=f"'{LocationKind.PICK}'",
        pick_sequence="n",
    )
    sku = f"{numbers} JOIN inventory.skus AS sku ON sku.code = 'BENCH-' || n"
    fill(
        StockBalance,
        sku,
        id="uuidv7()",
        sku="sku.id",
        usable=str(each * places),
        changed_at="clock_timestamp()",
        **ours,
    )
    balance = f"{sku} JOIN inventory.stock_balances AS balance ON balance.sku_id = sku.id"
    fill(
        BalanceHistory,
        balance,
        balance="balance.id",
        at="balance.changed_at",
        usable="balance.usable",
        reserved="0",
        allocated="0",
    )
    # Any ten places that differ; the ones of neighbouring SKUs overlap.
    span = len(skus)
    fill(
        StockUnit,
        f"{balance} CROSS JOIN generate_series(0, {places - 1}) AS k"
        " JOIN inventory.locations AS location"
        f" ON location.code = 'B-' || ({skus.start} + (n - {skus.start} + k) %% {span})",
        id="uuidv7()",
        balance="balance.id",
        sku="sku.id",
        location="location.id",
        status=USABLE,
        on_hand=str(each),
    )
    units = (
        f"{balance} JOIN inventory.stock_units AS unit ON unit.balance_id = balance.id"
        " CROSS JOIN inventory.locations AS source"
        f" WHERE source.code = '{VirtualLocation.SUPPLIER}'"
    )
    fill(
        StockMovement,
        units,
        id="uuidv7()",
        sku="unit.sku_id",
        quantity="unit.on_hand",
        to_unit="unit.id",
        from_location="source.id",
        to_location="unit.location_id",
        from_status=USABLE,
        to_status=USABLE,
        cause=f"'{MovementCause.RECEIPT}'",
        actor="'bench'",
        idempotency_key="'bench/' || unit.id",
        **ours,
    )
    settle()


def virtual_ends() -> None:
    """Make the places where goods come from and go to."""
    for each in VirtualLocation:
        Location.objects.virtual(WAREHOUSE, each)


def fill(model: type[models.Model], source: str, **values: str) -> None:
    """Insert a row for each of a source (what follows FROM); other columns get their defaults."""
    columns, expressions, defaults = [], [], []
    for field in model._meta.concrete_fields:
        columns.append(str(field.column))
        expressions.append(values.get(field.name, values.get(field.attname, "%s")))
        if expressions[-1] == "%s":
            defaults.append(field.get_db_prep_save(field.get_default(), connections["inventory"]))
    with connections["inventory"].cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table(model)} ({', '.join(columns)})"
            f" SELECT {', '.join(expressions)} FROM {source}",
            defaults,
        )


def settle() -> None:
    """Bring what the database knows of its tables up to date, as it does itself in time."""
    with as_role(OWNER), connections["inventory"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
