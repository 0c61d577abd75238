"""Which tests need no server: those of rules, which take seconds all together."""

import pytest

SERVED = {
    "broker",
    "db",
    "django_db_setup",
    "kafka",
    "live_server",
    "platform",
    "real_temporal",
    "redis_url",
    "servers",
    "shared_temporal",
    "temporal",
    "transactional_db",
}
"""Fixtures that start a server."""

STARTING = (
    "tests/faults/",
    "tests/fulfillment/saga/test_worker_",
    "tests/journeys/",
    "tests/orders/retail/test_import_orders.py",
    "tests/platform/embedded/",
    "tests/platform/test_manage.py",
)
"""Where tests start processes themselves."""


def mark_unit_tests(items: list[pytest.Item]) -> None:
    """Mark as ``unit`` what asks for no server, and starts none."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if item.get_closest_marker("django_db") or fixtures & SERVED:
            continue
        if not item.nodeid.startswith(STARTING):
            item.add_marker("unit")
