"""Lines of orders: what became of the units asked for."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from wms.orders.models.money import AmountField
from wms.orders.models.order import Order
from wms.platform.ids import new_id
from wms.platform.tables import in_schema


class OrderLine(models.Model):
    """Units of one SKU. ``open`` is what is still to be shipped, counted by the database."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    order = models.ForeignKey(Order, models.CASCADE, related_name="lines")
    line_no = models.PositiveIntegerField("line")
    sku = models.CharField(max_length=64)
    ordered = models.PositiveIntegerField()
    picked = models.PositiveIntegerField(default=0)
    packed = models.PositiveIntegerField(default=0)
    shipped = models.PositiveIntegerField(default=0)
    short_closed = models.PositiveIntegerField(default=0)
    cancelled = models.PositiveIntegerField(default=0)
    backordered = models.PositiveIntegerField(default=0)
    open = models.GeneratedField(
        expression=(
            F("ordered") - F("shipped") - F("short_closed") - F("cancelled") - F("backordered")
        ),
        output_field=models.IntegerField(),
        db_persist=True,
    )
    unit_price = AmountField(max_digits=16, decimal_places=4, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True, default="")

    objects: ClassVar[models.Manager["OrderLine"]] = models.Manager()

    class Meta:
        db_table = in_schema("orders", "order_lines")
        ordering: ClassVar = ["line_no"]
        constraints = (
            models.UniqueConstraint(
                fields=["order", "line_no"], name="order_numbers_each_line_once"
            ),
            models.CheckConstraint(
                condition=Q(ordered__gt=0), name="order_line_wants_at_least_one_unit"
            ),
            models.CheckConstraint(
                condition=Q(
                    shipped__lte=F("packed"), packed__lte=F("picked"), picked__lte=F("ordered")
                ),
                name="order_line_ships_what_it_packed_packs_what_it_picked",
            ),
            models.CheckConstraint(
                condition=Q(ordered__gte=F("picked") + F("short_closed") + F("backordered")),
                name="order_line_picks_nothing_that_is_short_or_backordered",
            ),
            # With the definition of ``open`` this is the whole sum rule of a line.
            models.CheckConstraint(
                condition=Q(open__gte=0), name="order_line_accounts_for_each_unit_once"
            ),
            models.CheckConstraint(
                condition=Q(unit_price__isnull=True, currency="")
                | (Q(unit_price__gte=0) & ~Q(currency="")),
                name="order_line_price_has_a_currency",
            ),
        )

    def __str__(self) -> str:
        return f"{self.ordered} x {self.sku}"
