"""Asking for figures of a period."""

from typing import Any

from wms.platform.databases import cursor_of
from wms.platform.tables import table
from wms.reporting.analytics.contracts import Scope
from wms.reporting.analytics.models import OrderRow
from wms.reporting.analytics.models.base import NAME
from wms.reporting.projection.contracts import GenerationState
from wms.reporting.projection.models.generation import Generation

LIVE = (
    f"(SELECT id FROM {table(Generation)}"
    f" WHERE projection = '{NAME}' AND state = '{GenerationState.LIVE.value}')"
)
"""The generation that is asked for, as part of a statement."""

IN_WAREHOUSE = "(%(warehouse_id)s::uuid IS NULL OR warehouse_id = %(warehouse_id)s)"


def ask(statement: str, scope: Scope, **more: Any) -> list[dict[str, Any]]:
    """Return the rows of an answer by the names of their columns.

    Args:
        statement: it may name ``client_id``, ``warehouse_id``, ``since`` and ``until``.
        scope: what these are.
        more: other values that it names.
    """
    values = {
        "client_id": scope.client_id,
        "warehouse_id": scope.warehouse_id,
        "since": scope.since,
        "until": scope.until,
        **more,
    }
    with cursor_of(OrderRow) as cursor:
        cursor.execute(statement, values)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
