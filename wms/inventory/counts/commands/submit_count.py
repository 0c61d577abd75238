"""Say what lies at a location."""

from collections.abc import Mapping
from datetime import date

from django.conf import settings
from django.utils import timezone

from wms.inventory.catalogue.contracts.words import MovementCause, StockStatus
from wms.inventory.catalogue.models.catalogue import Sku
from wms.inventory.catalogue.queries.skus import skus_of
from wms.inventory.catalogue.rules.expiry import status_on
from wms.inventory.counts.commands.approval import ask_for_approval
from wms.inventory.counts.commands.own_count import locked_count
from wms.inventory.counts.commands.post_variances import post
from wms.inventory.counts.contracts import counts as contracts
from wms.inventory.counts.contracts.counts import SubmitCount
from wms.inventory.counts.contracts.refused_counts import CountTaken
from wms.inventory.counts.queries.counts import describe_count
from wms.inventory.counts.rules.variances import (
    Limits,
    Shelf,
    StockKey,
    matched,
    next_status,
    settle,
)
from wms.inventory.handling.commands.approval_limits import (
    Booking,
    count_against_limits,
    extent_of_goods,
    is_within_limits,
    lock_person,
)
from wms.inventory.handling.commands.physical_quantity import PhysicalUnit, physical_units_at
from wms.inventory.handling.commands.serials import check_found
from wms.inventory.handling.commands.stock_lines import NamedStock, units_of
from wms.inventory.work.contracts.counts import CountNotReady, CountStatus
from wms.inventory.work.models.counts import CycleCount, CycleCountLine
from wms.kernel.ids import ClientId, WarehouseId
from wms.platform.commands import command
from wms.platform.tenancy import facade as tenancy


@command
def submit_count(request: SubmitCount) -> contracts.CycleCount:
    """Compare what was found with what should be there, and post it if it is close enough.

    What is close enough counts against what the worker may book alone within the period; beyond
    that a supervisor posts it. The answer says what follows, never what was expected.

    Raises:
        CountNotFound: there is no such count, or not of this client.
        CountTaken: another worker has it.
        CountNotReady: nobody has started it, or it was counted.
        SkuNotFound: the client has no such SKU.
        LotNotFound: there never were goods of this lot of the SKU.
        LotMissing: no lot, or no serial, of goods that are kept by it.
        SerialNotSingle: several units under one serial.
        SerialKnown: a unit with a serial is found that is in stock elsewhere.
        CountIncomplete: goods that should lie there are not named.
        GoodsMissing: the books changed so that the difference cannot be booked any more.
        StockClaimed: pickers have taken more meanwhile than would be left.
    """
    lock_person(request.actor)
    row = locked_count(request.count_id, request.client_id)
    if row.status != CountStatus.IN_PROGRESS:
        raise CountNotReady(f"{row} is {row.status.replace('_', ' ')}: start it first")
    if not tenancy.is_actor(row.worker_id or row.worker, request.actor):
        raise CountTaken(f"{row} belongs to {tenancy.name_of(row.worker)}")
    codes = {each.sku for each in request.findings.lines}
    skus = skus_of(ClientId(row.client_id), codes)
    now = timezone.now()
    seen = physical_units_at(location_id=row.location_id, client_id=row.client_id)
    today = tenancy.day_at(warehouse_id=WarehouseId(row.warehouse_id), instant=now)
    shelves = _shelves(seen, today)
    counted = matched(shelves, request.findings.lines, complete=request.findings.complete)

    _check_goods(row, counted)
    row.round_no += 1
    skus |= {each.unit.sku.code: each.unit.sku for each in seen}
    lines = _lines(row, shelves, counted, skus)
    CycleCountLine.objects.bulk_create(lines)
    status = _status_after(row.round_no, shelves, counted)
    row.counted_by = row.counted_by_id = request.actor
    row.counted_at = now
    row.units_off = sum(abs(line.difference) for line in lines)
    if status is CountStatus.POSTED:
        extent = extent_of_goods((_units_booked(line), line.sku) for line in lines)
        if is_within_limits(request.actor, extent):
            post(row, lines, actor=request.actor, now=now)
            count_against_limits(_booking(row), extent)
            return describe_count(row)
        status = CountStatus.COUNTED
    row.become(status)
    row.worker = row.worker_id = "" if status is CountStatus.RECOUNT else request.actor
    if status is CountStatus.COUNTED:
        ask_for_approval(row)
    row.save()
    return describe_count(row)


def _units_booked(line: CycleCountLine) -> int:
    """Return how many units come from nowhere or are gone for good by a line."""
    shelf = Shelf(expected=line.expected, taken=line.taken, missing=line.missing)
    what = settle(shelf, line.counted)
    return what.gained + what.lost + what.written_off


def _booking(row: CycleCount) -> Booking:
    return Booking(
        client_id=row.client_id,
        actor_id=row.counted_by_id,
        cause=MovementCause.COUNT,
        reference=row.number,
    )


def _check_goods(row: CycleCount, counted: Mapping[StockKey, int]) -> None:
    """Refuse goods that nothing can be booked of, before anybody relies on the count."""
    named = [NamedStock(each.sku, row.location.code, each.lot, each.status) for each in counted]
    units = units_of(ClientId(row.client_id), WarehouseId(row.warehouse_id), named)
    for unit, quantity in zip(units, counted.values(), strict=True):
        if quantity:
            check_found(unit, quantity)


def _shelves(seen: list[PhysicalUnit], today: date) -> dict[StockKey, Shelf]:
    """Return what should be there; missing goods belong to those they would be if they were."""
    shelves: dict[StockKey, Shelf] = {}
    for each in seen:
        status = StockStatus(each.unit.status)
        is_missing = status is StockStatus.MISSING
        if is_missing:
            status = status_on(today, each.unit.expires_on)
        goods = StockKey(each.unit.sku.code, each.unit.lot, status)
        before = shelves.get(goods, Shelf())
        shelves[goods] = Shelf(
            expected=before.expected + (0 if is_missing else each.physical_quantity),
            taken=before.taken + each.taken,
            missing=before.missing + (each.physical_quantity if is_missing else 0),
        )
    return shelves


def _lines(
    row: CycleCount,
    shelves: Mapping[StockKey, Shelf],
    counted: Mapping[StockKey, int],
    skus: Mapping[str, Sku],
) -> list[CycleCountLine]:
    lines = []
    for goods, quantity in sorted(counted.items()):
        shelf = shelves.get(goods, Shelf())
        lines.append(
            CycleCountLine(
                count=row,
                round_no=row.round_no,
                client_id=row.client_id,
                sku=skus[goods.sku],
                lot=goods.lot,
                status=goods.status.value,
                expected=shelf.expected,
                taken=shelf.taken,
                missing=shelf.missing,
                counted=quantity,
                difference=quantity - shelf.expected,
            )
        )
    return lines


def _status_after(
    round_no: int, shelves: Mapping[StockKey, Shelf], counted: Mapping[StockKey, int]
) -> CountStatus:
    return next_status(
        ((shelves.get(goods, Shelf()), quantity) for goods, quantity in counted.items()),
        round_no=round_no,
        recount=Limits(**settings.COUNT_LIMITS["recount"]),
        approval=Limits(**settings.COUNT_LIMITS["approval"]),
    )
