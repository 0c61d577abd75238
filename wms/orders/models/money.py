"""Amounts of money in the database."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

if TYPE_CHECKING:
    from decimal import Decimal

    AmountBase = models.DecimalField[Decimal | None, Decimal | None]
else:
    AmountBase = models.DecimalField


class AmountField(AmountBase):
    """An exact amount that keeps the decimals it was written with: 12.50 stays 12.50."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:  # noqa: ARG002 - the framework's signature
        """Return a numeric type without a fixed scale."""
        return "numeric"
