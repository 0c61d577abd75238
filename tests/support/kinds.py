"""What tests ask for says how long they take: no server, the database, or whole platforms."""

import pytest

WITH_WORKERS = {
    "broker",
    "kafka",
    "platform",
    "real_temporal",
    "redis_url",
    "shared_temporal",
    "temporal",
}
"""Fixtures of servers that other processes or threads work on: such tests wait for them."""

SERVED = WITH_WORKERS | {"db", "django_db_setup", "live_server", "servers", "transactional_db"}
"""Fixtures that start any server."""

STARTING = (
    "tests/faults/",
    "tests/fulfillment/saga/test_worker_",
    "tests/journeys/",
    "tests/orders/retail/test_import_orders.py",
    "tests/platform/embedded/",
    "tests/platform/test_manage.py",
)
"""Where tests start processes themselves."""


def mark_kinds(items: list[pytest.Item]) -> None:
    """Mark as ``unit`` what asks for no server and starts none, as ``slow`` what waits for some."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if fixtures & WITH_WORKERS:
            item.add_marker("slow")
        elif fixtures & SERVED or item.get_closest_marker("django_db"):
            continue
        elif not item.nodeid.startswith(STARTING):
            item.add_marker("unit")
