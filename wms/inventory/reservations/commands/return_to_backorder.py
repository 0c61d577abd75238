"""Return reservations to backorder whose stock is gone."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Sum

from wms.inventory.catalogue.contracts.refusals import StockClaimed
from wms.inventory.catalogue.contracts.words import ReservationStatus
from wms.inventory.outbox import InventoryOutbox
from wms.inventory.reservations.contracts.reservations import ReservationId
from wms.inventory.reservations.events.reservations import ShortageDetectedEvent
from wms.inventory.reservations.models.backorders import Backorder
from wms.inventory.reservations.models.reservations import Reservation, ReservationLine
from wms.inventory.stock.models.balances import BalanceChange
from wms.inventory.stock.rules import Tally
from wms.platform.databases import cursor_of
from wms.platform.tables import table


@dataclass(frozen=True)
class Shortfall:
    """Units of a balance that are reserved and no longer there, and why."""

    balance_id: UUID
    missing: int
    why: str


def return_to_backorder(
    shortfalls: Sequence[Shortfall], require: Callable[[Iterable[UUID]], None]
) -> Tally[BalanceChange]:
    """Make the newest reservations of the lowest priority wait again; return what that gives back.

    A reservation returns whole: an order that is to ship complete keeps nothing from others
    while it waits. The balances are held; ``require`` sees that all others are that are touched.

    Raises:
        StockClaimed: more is missing than is reserved and not allocated yet.
    """
    changes = Tally(BalanceChange())
    for shortfall in shortfalls:
        missing = shortfall.missing + changes[shortfall.balance_id].reserved
        if missing <= 0:
            continue
        returned = _newest_of_lowest_priority(shortfall.balance_id, missing)
        given = _give_back(returned, require)
        for balance_id, change in given.items():
            changes.add(balance_id, change)
        short = missing + given[shortfall.balance_id].reserved
        if short > 0:
            raise StockClaimed(
                f"{short} of the units are allocated to orders that are being picked"
            )
        _publish(returned, shortfall)
    return changes


def _newest_of_lowest_priority(balance_id: UUID, missing: int) -> list[UUID]:
    """Return whose reservations together cover what is missing, the last in the queue first."""
    with cursor_of(ReservationLine) as cursor:
        cursor.execute(
            "SELECT id FROM ("
            " SELECT reservation.id, sum(line.promised) AS promised,"
            " sum(sum(line.promised)) OVER (ORDER BY reservation.priority_rank DESC,"
            " reservation.asked_at DESC, reservation.id DESC) AS so_far,"
            " row_number() OVER (ORDER BY reservation.priority_rank DESC,"
            " reservation.asked_at DESC, reservation.id DESC) AS place"
            f" FROM {table(ReservationLine)} AS line"
            f" JOIN {table(Reservation)} AS reservation ON reservation.id = line.reservation_id"
            " WHERE line.balance_id = %s AND line.promised > 0"
            " GROUP BY reservation.id"
            ") AS candidate WHERE so_far - promised < %s ORDER BY place",
            [balance_id, missing],
        )
        return [reservation_id for (reservation_id,) in cursor.fetchall()]


def _give_back(
    returned: list[UUID], require: Callable[[Iterable[UUID]], None]
) -> Tally[BalanceChange]:
    lines = list(ReservationLine.objects.filter(reservation__in=returned))
    require({line.balance_id for line in lines})
    list(Reservation.objects.filter(id__in=returned).locked().values_list("id"))
    changes = Tally(BalanceChange())
    for line in lines:
        changes.add(line.balance_id, BalanceChange(reserved=-line.promised))
    ReservationLine.objects.filter(reservation__in=returned).update(promised=0)
    Reservation.objects.filter(id__in=returned).update(
        status=ReservationStatus.WAITING, version=F("version") + 1, takes_part=False
    )
    wanted = (
        ReservationLine.objects.filter(reservation__in=returned)
        .values(
            "reservation_id",
            "balance_id",
            "reservation__priority_rank",
            "reservation__asked_at",
        )
        .annotate(wanted=Sum("quantity"))
        .order_by("reservation_id", "balance_id")
    )
    Backorder.objects.bulk_create(
        Backorder(
            reservation_id=row["reservation_id"],
            balance_id=row["balance_id"],
            priority_rank=row["reservation__priority_rank"],
            asked_at=row["reservation__asked_at"],
            quantity=row["wanted"],
        )
        for row in wanted
    )
    return changes


def _publish(returned: list[UUID], shortfall: Shortfall) -> None:
    rows = {row.id: row for row in Reservation.objects.filter(id__in=returned)}
    skus = {
        row.reservation_id: row
        for row in ReservationLine.objects.filter(
            reservation__in=returned, balance=shortfall.balance_id
        ).select_related("sku")
    }
    InventoryOutbox.publish_all(
        (
            ShortageDetectedEvent.of(
                rows[each],
                reservation_id=ReservationId(each),
                sku=skus[each].sku.code,
                missing=skus[each].quantity,
                reason=shortfall.why,
            ),
            rows[each].version,
        )
        for each in returned
    )
