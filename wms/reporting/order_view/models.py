"""The order view: one row per order, made of its events."""

import json
from collections.abc import Collection, Sequence
from datetime import date
from typing import ClassVar, Self
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q

from wms.kernel.ids import OrderId
from wms.orders.contracts import OrderStatus, Priority
from wms.platform.databases import connection_of, cursor_of
from wms.platform.tables import in_schema, table
from wms.reporting.order_view.contracts import OrderView
from wms.reporting.order_view.rules.facts import Entries
from wms.reporting.order_view.rules.grams import grams, grams_to_find, haystack, normal
from wms.reporting.order_view.rules.order_view import order_view, words_of
from wms.reporting.projection.models.rows import ProjectedQuerySet, ProjectedRow

NAME = "order-views"
NEVER = date.max
PRIORITIES = [(each.rank, each.value.replace("_", " ")) for each in Priority]


class OrderViewQuerySet(ProjectedQuerySet["OrderViewRow"]):
    """Ways to ask for order views, and to write them."""

    def seen(self) -> Self:
        """Leave out orders that are known by hearsay only: no event says they were received."""
        return self.live().filter(client_id__isnull=False)

    def found_by(self, text: str) -> Self:
        """Keep those in whose words a text is."""
        return self.filter(grams__contains=grams_to_find(text), haystack__contains=normal(text))

    def locked(self, generation: int, order_ids: Collection[UUID]) -> Self:
        """Lock the rows of orders, always in the order of their ids."""
        rows = self.filter(generation=generation, order_id__in=order_ids)
        return rows.order_by("order_id").select_for_update(no_key=True)

    def write(self, rows: Sequence["OrderViewRow"]) -> None:
        """Write what is known of locked rows, in one statement however many there are."""
        connection = connection_of(self.model)
        types = {
            field.attname: field.db_type(connection)
            for field in self.model._meta.concrete_fields
            if field.attname not in {"generation", "order_id"}
        } | {"id": "bigint"}
        written = [{name: getattr(row, name) for name in types} for row in rows]
        record = ", ".join(f"{name} {kind}" for name, kind in types.items())
        news = ", ".join(f"{name} = written.{name}" for name in types if name != "id")
        with cursor_of(self.model) as cursor:
            cursor.execute(
                f"UPDATE {table(self.model)} AS known SET {news}"
                f" FROM jsonb_to_recordset(%s::jsonb) AS written ({record})"
                " WHERE known.id = written.id",
                [json.dumps(written, cls=DjangoJSONEncoder)],
            )


class OrderViewRow(ProjectedRow):
    """All that is known of an order; every column but ``entries`` follows from ``entries``.

    Events arrive in any order, so a row may be there before the event that its order was received;
    until then its columns are empty and nobody sees it.
    """

    projection = NAME
    key = ("order_id",)
    merges: ClassVar = {}

    id = models.BigAutoField(primary_key=True)
    order_id = models.UUIDField(editable=False)
    entries = models.JSONField(default=dict)
    client_id = models.UUIDField(null=True)
    warehouse_id = models.UUIDField(null=True)
    number = models.CharField(max_length=32, blank=True)
    external_ref = models.CharField(max_length=64, blank=True)
    customer_id = models.CharField(max_length=64, blank=True)
    consignee = models.CharField(max_length=200, blank=True)
    priority_rank = models.PositiveSmallIntegerField("priority", default=0, choices=PRIORITIES)
    status = models.CharField(
        max_length=24, choices=[(each.value, each.value.replace("_", " ")) for each in OrderStatus]
    )
    reason = models.TextField(blank=True)
    # The last day there is where none was asked for: so the most pressing come first.
    due_on = models.DateField(default=NEVER)
    wave_number = models.CharField(max_length=32, blank=True)
    tracking_numbers = ArrayField(models.CharField(max_length=64), default=list)
    haystack = models.TextField(default="")
    grams = ArrayField(models.CharField(max_length=3), default=list)
    received_at = models.DateTimeField("received", null=True)
    as_of = models.DateTimeField(null=True)

    objects: ClassVar[OrderViewQuerySet] = OrderViewQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = in_schema("reporting", "order_views")
        verbose_name = "order view"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["generation", "order_id"], name="order_has_one_view_in_a_generation"
            ),
            models.CheckConstraint(
                condition=Q(client_id__isnull=True) | (~Q(number="") & ~Q(status="")),
                name="order_view_that_is_seen_has_a_number_and_a_status",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                F("generation"), F("client_id"), F("order_id").desc(), name="order_view_by_client"
            ),
            models.Index(
                *(F("generation"), F("client_id"), F("status"), F("order_id").desc()),
                name="order_view_by_status",
            ),
            models.Index(
                fields=["generation", "client_id", "external_ref"], name="order_view_by_ref"
            ),
            models.Index(
                *(F("generation"), F("client_id"), F("customer_id"), F("order_id").desc()),
                name="order_view_by_customer",
            ),
            models.Index(
                fields=["generation", "client_id", "due_on", "order_id"], name="order_view_by_day"
            ),
            models.Index(
                fields=["generation", "client_id", "priority_rank", "order_id"],
                name="order_view_by_priority",
            ),
            models.Index(
                fields=["generation", "client_id", "number", "order_id"],
                name="order_view_by_number",
            ),
            GinIndex(fields=["grams"], name="order_view_by_part"),
        ]

    def __str__(self) -> str:
        return self.number or str(self.order_id)

    @property
    def view(self) -> OrderView | None:
        """Return the view, or None while no event says that the order was received."""
        return order_view(OrderId(self.order_id), self.entries)

    def add(self, entries: Entries) -> None:
        """Add what events say, with every column that follows from it."""
        self.entries = self.entries | entries
        view = self.view
        if view is None:
            return
        self.client_id = view.client_id
        self.warehouse_id = view.warehouse_id
        self.number = view.number
        self.external_ref = view.external_ref
        self.customer_id = view.customer_id
        self.consignee = view.consignee
        self.priority_rank = view.priority.rank
        self.status = view.status.value
        self.reason = view.reason
        self.due_on = view.ship_by or NEVER
        self.wave_number = view.wave_number
        self.tracking_numbers = list(view.tracking_numbers)
        self.haystack = haystack(words_of(view, self.entries))
        self.grams = grams(self.haystack)
        self.received_at = view.stages.received_at
        self.as_of = view.as_of
