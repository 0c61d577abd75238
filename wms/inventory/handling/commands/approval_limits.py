"""What one person books alone: so much within a period, whichever way the goods leave the books.

Adjustments, counts that are posted at once and changes of status draw on one allowance. A command
of theirs locks the person before anything else, so that two at once cannot both fit into what is
left; whoever holds the lock never waits for another person's.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from wms.inventory.catalogue.contracts.words import MovementCause
from wms.inventory.catalogue.models.catalogue import Sku
from wms.inventory.catalogue.models.values import BookedAlone, SkuValueChange
from wms.inventory.handling.rules import (
    AdjustmentLimits,
    Extent,
    Worth,
    extent_of,
    needs_approval,
)
from wms.platform.databases import cursor_of
from wms.platform.tables import table

# One row a currency: a person may have booked thousands of times within the period.
_WORTH = f"""
SELECT each.key, sum(each.value::numeric)
FROM {table(BookedAlone)} AS booked, jsonb_each_text(booked.worth) AS each
WHERE booked.actor_id = %(actor_id)s AND booked.booked_at > %(since)s
GROUP BY each.key
"""
_UNITS = f"""
SELECT coalesce(sum(units), 0) FROM {table(BookedAlone)}
WHERE actor_id = %(actor_id)s AND booked_at > %(since)s
"""


@dataclass(frozen=True, kw_only=True)
class Booking:
    """Who would book what, under which reference."""

    client_id: UUID
    actor_id: str
    cause: MovementCause
    reference: str


def lock_person(actor_id: str) -> None:
    """Let nobody else book as this person until the commit; before any row is locked."""
    with cursor_of(BookedAlone) as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"booked-alone/{actor_id}"]
        )


def extent_of_goods(lines: Iterable[tuple[int, Sku]]) -> Extent:
    """Return how large lines are, each a number of units, found or written off.

    A unit counts with the highest value that its SKU has had within the period, in each currency:
    who may say what goods are worth does not make a write-off small by saying so first.
    """
    listed = list(lines)
    values: dict[UUID, list[Worth]] = {sku.id: _said_now(sku) for _units, sku in listed}
    changes = SkuValueChange.objects.filter(
        sku__in=values, changed_at__gt=_since(), before_amount__isnull=False
    )
    for sku_id, amount, currency in changes.values_list(
        "sku_id", "before_amount", "before_currency"
    ):
        values[sku_id].append(Worth(amount or Decimal(0), currency))
    return extent_of((units, values[sku.id]) for units, sku in listed)


def is_within_limits(actor_id: str, extent: Extent) -> bool:
    """Return whether a locked person may book this much more without a second one."""
    if not extent.units:
        return True
    limits = AdjustmentLimits(
        units=settings.ADJUSTMENT_LIMIT_UNITS, value=settings.ADJUSTMENT_LIMIT_VALUE
    )
    return not needs_approval(_booked(actor_id).plus(extent), limits)


def count_against_limits(booking: Booking, extent: Extent) -> None:
    """Count what a locked person books alone against what they may."""
    if extent.units:
        BookedAlone.objects.create(
            client_id=booking.client_id,
            actor_id=booking.actor_id,
            cause=booking.cause.value,
            reference=booking.reference,
            units=extent.units,
            worth=extent.in_words(),
        )


def _booked(actor_id: str) -> Extent:
    parameters: dict[str, str | datetime] = {"actor_id": actor_id, "since": _since()}
    with cursor_of(BookedAlone) as cursor:
        cursor.execute(_UNITS, parameters)
        ((units,),) = cursor.fetchall()
        cursor.execute(_WORTH, parameters)
        return Extent(units=int(units), worth=dict(cursor.fetchall()))


def _said_now(sku: Sku) -> list[Worth]:
    return [] if sku.value_amount is None else [Worth(sku.value_amount, sku.value_currency)]


def _since() -> datetime:
    return timezone.now() - settings.ADJUSTMENT_LIMIT_PERIOD
