"""The order view: one row per order, made of its events."""

import json
from collections.abc import Collection, Sequence
from typing import ClassVar, Self
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q

from wms.kernel.ids import OrderId
from wms.orders.contracts import OrderStatus, Priority
from wms.platform.databases import cursor_of
from wms.platform.tables import in_schema, table
from wms.reporting.order_view.contracts import OrderView
from wms.reporting.order_view.rules.facts import Fact, Facts
from wms.reporting.order_view.rules.order_view import order_view, search_terms

# Everything that follows from what events say, with the type it has in the table.
_COLUMNS = {
    "facts": "jsonb",
    "client_id": "uuid",
    "number": "text",
    "external_ref": "text",
    "customer_id": "text",
    "priority": "text",
    "status": "text",
    "reason": "text",
    "wave_number": "text",
    "tracking_numbers": "text[]",
    "terms": "text[]",
    "received_at": "timestamptz",
    "as_of": "timestamptz",
}


class OrderViewQuerySet(models.QuerySet["OrderViewRow"]):
    """Ways to ask for order views."""

    def locked(self, order_ids: Collection[UUID]) -> Self:
        """Lock the rows of orders, always in the order of their ids."""
        return self.filter(id__in=order_ids).order_by("id").select_for_update(no_key=True)

    def write(self, rows: Sequence["OrderViewRow"]) -> None:
        """Write what is known of locked rows, in one statement however many there are."""
        written = [{name: getattr(row, name) for name in ("id", *_COLUMNS)} for row in rows]
        types = ", ".join(f"{name} {kind}" for name, kind in {"id": "uuid", **_COLUMNS}.items())
        news = ", ".join(f"{name} = written.{name}" for name in _COLUMNS)
        with cursor_of(self.model) as cursor:
            cursor.execute(
                f"UPDATE {table(self.model)} AS known SET {news}"
                f" FROM jsonb_to_recordset(%s::jsonb) AS written ({types})"
                " WHERE known.id = written.id",
                [json.dumps(written, cls=DjangoJSONEncoder)],
            )


class OrderViewRow(models.Model):
    """All that is known of an order; every column but ``facts`` follows from ``facts``.

    Events arrive in any order, so a row may be there before the event that its order was received;
    until then its columns are empty and nobody sees it.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    facts = models.JSONField(default=dict)
    client_id = models.UUIDField(null=True)
    number = models.CharField(max_length=32, blank=True)
    external_ref = models.CharField(max_length=64, blank=True)
    customer_id = models.CharField(max_length=64, blank=True)
    priority = models.CharField(
        max_length=16, choices=[(each.value, each.value.replace("_", " ")) for each in Priority]
    )
    status = models.CharField(
        max_length=24, choices=[(each.value, each.value.replace("_", " ")) for each in OrderStatus]
    )
    reason = models.TextField(blank=True)
    wave_number = models.CharField(max_length=32, blank=True)
    tracking_numbers = ArrayField(models.CharField(max_length=64), default=list)
    terms = ArrayField(models.CharField(max_length=128), default=list)
    received_at = models.DateTimeField(null=True)
    as_of = models.DateTimeField(null=True)

    objects = OrderViewQuerySet.as_manager()

    class Meta:
        db_table = in_schema("reporting", "order_view")
        verbose_name = "order view"
        indexes: ClassVar = [
            models.Index(F("client_id"), F("id").desc(), name="order_view_by_client"),
            models.Index(F("client_id"), F("status"), F("id").desc(), name="order_view_by_status"),
            models.Index(F("client_id"), F("external_ref"), name="order_view_by_ref"),
            models.Index(
                F("client_id"), F("customer_id"), F("id").desc(), name="order_view_by_customer"
            ),
            GinIndex(fields=["terms"], name="order_view_by_term"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(client_id__isnull=True) | (~Q(number="") & ~Q(status="")),
                name="order_view_that_is_seen_has_a_number_and_a_status",
            )
        ]

    def __str__(self) -> str:
        return self.number or str(self.id)

    @property
    def order_id(self) -> OrderId:
        """Return the id of the order, which is also that of the row."""
        return OrderId(self.id)

    @property
    def known(self) -> Facts:
        """Return what events have said."""
        return {key: Fact(*fact) for key, fact in self.facts.items()}

    @property
    def view(self) -> OrderView | None:
        """Return the view, or None while no event says that the order was received."""
        return order_view(self.order_id, self.known)

    def take_over(self, facts: Facts) -> None:
        """Take over what is known now, with every column that follows from it."""
        self.facts = facts
        view = self.view
        if view is None:
            return
        self.client_id = view.client_id
        self.number = view.number
        self.external_ref = view.external_ref
        self.customer_id = view.customer_id
        self.priority = view.priority
        self.status = view.status
        self.reason = view.reason
        self.wave_number = view.wave_number
        self.tracking_numbers = list(view.tracking_numbers)
        self.terms = search_terms(view, facts)
        self.received_at = view.stages.received_at
        self.as_of = view.as_of
