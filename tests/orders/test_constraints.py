"""What the database itself refuses of orders and their lines."""

import pytest
from django.db import IntegrityError

from tests.factories.orders import receive
from tests.support.database import connection

pytestmark = pytest.mark.django_db
SUM = "order_line_accounts_for_each_unit_once"
WAY = "order_line_ships_what_it_packed_packs_what_it_picked"
LEFT = "order_line_picks_nothing_that_is_short_or_backordered"


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        (SUM, "orders.order_lines SET cancelled = 6"),
        (SUM, "orders.order_lines SET cancelled = 3, backordered = 3"),
        (SUM, "orders.order_lines SET short_closed = 2, backordered = 2, cancelled = 2"),
        (SUM, "orders.order_lines SET picked = 3, packed = 3, shipped = 3, cancelled = 3"),
        (LEFT, "orders.order_lines SET picked = 3, backordered = 3"),
        (LEFT, "orders.order_lines SET picked = 3, short_closed = 3"),
        (WAY, "orders.order_lines SET picked = 2, packed = 3"),
        (WAY, "orders.order_lines SET picked = 3, packed = 2, shipped = 3"),
        (LEFT, "orders.order_lines SET picked = 6"),
        ("order_line_wants_at_least_one_unit", "orders.order_lines SET ordered = 0"),
        ("order_line_price_has_a_currency", "orders.order_lines SET currency = ''"),
        ("orders_orderline_cancelled_check", "orders.order_lines SET cancelled = -1"),
        ("orders_orderline_backordered_check", "orders.order_lines SET backordered = -1"),
        ("order_is_not_its_own_parent", "orders.orders SET parent_id = id"),
        ("order_shipping_policy_is_known", "orders.orders SET shipping_policy = 'ship_later'"),
        ("order_status_is_a_known_word", "orders.orders SET status = 'lost'"),
        (
            "order_ends_rejected_or_cancelled_never_both",
            "orders.orders SET is_rejected = true, is_cancelled = true",
        ),
        ("order_version_starts_at_one", "orders.orders SET version = 0"),
        ("order_asks_for_something", "orders.orders SET unit_count = 0"),
    ],
)
def test_the_database_refuses_what_cannot_be(constraint, change):
    receive(5)

    with pytest.raises(IntegrityError, match=constraint), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {change}")
