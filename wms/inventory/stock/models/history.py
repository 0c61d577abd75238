"""What the balances were at any time."""

from datetime import timedelta
from typing import ClassVar, Self

from django.contrib.postgres.indexes import BrinIndex
from django.db import models

from wms.platform.tables import in_schema


class BalanceHistory(models.Model):
    """A balance as it was from an instant on, until its next row; before the first it was zero.

    Written by the statement that changes the balance, never changed: triggers refuse it.
    Partitioned by month; months leave with those of the ledger.
    """

    partitioned_by: ClassVar[str] = "at"
    kept_for: ClassVar[timedelta | None] = None

    pk = models.CompositePrimaryKey("balance_id", "at")
    balance = models.ForeignKey(
        "inventory.StockBalance",
        models.PROTECT,
        related_name="history",
        db_constraint=False,
        db_index=False,
    )
    at = models.DateTimeField()
    usable = models.BigIntegerField()
    reserved = models.BigIntegerField()
    allocated = models.BigIntegerField()

    objects: ClassVar[models.Manager[Self]] = models.Manager()

    class Meta:
        db_table = in_schema("inventory", "balance_history")
        # Rows come about in the order of time: what changed lately is at the end.
        indexes = (BrinIndex(fields=["at"], name="balance_history_by_time"),)

    def __str__(self) -> str:
        return f"balance {self.balance_id} at {self.at}"
