"""Who releases waves while orders come and go."""

from demo import robots
from tests.demo.told import Told

PLAN = "POST waves"


def test_a_wave_that_every_order_left_is_planned_again():
    api = Told(
        (PLAN, {"wave_id": "1"}),
        ("POST waves/1/release", "wave_not_open"),
        (PLAN, {"wave_id": "2"}),
        ("POST waves/2/release", {"status": "released"}),
    )

    assert robots.release_wave(api, max_orders=5) == {"status": "released"}

    assert api.is_done


def test_where_no_order_waits_no_wave_is_planned():
    api = Told((PLAN, "wave_empty"))

    assert robots.release_wave(api, max_orders=5) is None
