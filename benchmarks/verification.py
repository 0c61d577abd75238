"""Whether all of a large ledger agrees: how long it takes and how much memory, work going on."""

import multiprocessing
import random
import resource
import sys
import time
from multiprocessing.synchronize import Event

from benchmarks.figures import Figure
from benchmarks.goods import CLIENT, PLACES, WAREHOUSE, code_of, fill, order_of, settle, stock_up
from wms.inventory import facade as inventory
from wms.inventory.catalogue.contracts.words import MovementCause, StockStatus, VirtualLocation
from wms.inventory.contracts import ReleaseReservation, VerifyStock
from wms.inventory.models import StockMovement
from wms.inventory.receiving.commands.receive_stock import receive_stock
from wms.inventory.receiving.contracts.receipts import NewReceipt, NewReceiptLine, ReceiveStock

MOVEMENTS = 1_000_000
MOVEMENTS_OF_A_UNIT = 21
LIMIT_SECONDS, LIMIT_MB = 60.0, 300.0
START_SECONDS = 60


def measure(part: float) -> list[Figure]:
    """Return seconds and megabytes that ``verify_stock`` takes, while a writer works.

    The memory is the most that this process ever had. ``part`` of the usual movements is made.
    """
    skus = max(10, round(MOVEMENTS * part / MOVEMENTS_OF_A_UNIT / PLACES))
    # After the first, as many come as go.
    stock_up(range(1, skus + 1), each=100)
    _go_in_and_out(MOVEMENTS_OF_A_UNIT - 1)
    settle()
    fresh = multiprocessing.get_context("spawn")
    begun, ended = fresh.Event(), fresh.Event()
    writer = fresh.Process(target=write, args=(skus, begun, ended))
    writer.start()
    try:
        if not begun.wait(START_SECONDS):
            raise RuntimeError("the writer does not begin")
        since = time.perf_counter()
        found = inventory.verify_stock(VerifyStock())
        taken = time.perf_counter() - since
    finally:
        ended.set()
        writer.join()
    if writer.exitcode != 0:
        raise RuntimeError("the writer broke")
    if found.differences:
        raise RuntimeError(f"the stock does not agree: {found.differences[0]}")
    name = f"verify_stock, {found.movements:,} movements, {found.units:,} stock units"
    return [
        Figure(name, taken, "s", "limit", LIMIT_SECONDS),
        Figure("its process, at most", _megabytes(), "MB", "limit", LIMIT_MB),
    ]


def write(skus: int, begun: Event, ended: Event) -> None:
    """Reserve, give back and receive until told to end."""
    number = 0
    while not ended.is_set():
        number += 1
        order = order_of(random.sample(range(1, skus + 1), 5))
        inventory.reserve_stock(order)
        if number % 2:
            inventory.release_reservation(
                ReleaseReservation(
                    order_id=order.order_id,
                    client_id=CLIENT,
                    warehouse_id=WAREHOUSE,
                    reason="bench",
                )
            )
        line = NewReceiptLine(
            sku=code_of(random.randint(1, skus)),
            location=f"B-{random.randint(1, skus)}",
            quantity=1,
        )
        receive_stock(
            ReceiveStock(
                client_id=CLIENT,
                warehouse_id=WAREHOUSE,
                receipt=NewReceipt(reference=f"BENCH-{number}", lines=(line,)),
                actor="bench",
            )
        )
        begun.set()


def _go_in_and_out(times: int) -> None:
    """Let goods of each stock unit come from the adjustment and go there, by turns."""
    usable = f"'{StockStatus.USABLE}'"
    came, gone = "unit.location_id", "other.id"
    for n in range(1, times + 1):
        comes = n % 2
        fill(
            StockMovement,
            "inventory.stock_units AS unit JOIN inventory.locations AS other"
            f" ON other.code = '{VirtualLocation.ADJUSTMENT}'",
            id="uuidv7()",
            client_id=f"'{CLIENT}'::uuid",
            warehouse_id=f"'{WAREHOUSE}'::uuid",
            sku="unit.sku_id",
            quantity="1",
            from_unit="NULL" if comes else "unit.id",
            to_unit="unit.id" if comes else "NULL",
            from_location=gone if comes else came,
            to_location=came if comes else gone,
            from_status=usable,
            to_status=usable,
            cause=f"'{MovementCause.ADJUSTMENT}'",
            actor="'bench'",
            idempotency_key=f"'bench/{n}/' || unit.id",
        )


def _megabytes() -> float:
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024 * 1024 if sys.platform == "darwin" else 1024)
