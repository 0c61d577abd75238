"""What the demo finds wrong, from what the API told."""

from demo.checking import stage_times, unfinished, unsettled


def view(ref="demo-1", status="completed", **changes):
    return {
        "external_ref": ref,
        "status": status,
        "number": "O-000001",
        "reason": "",
        "order_id": "id-1",
        "missing_stock": None,
        "wave_number": "W-000001",
        "pick_task": None,
        "pack_task": None,
        "shipment": None,
        "short_lines": [],
        **changes,
    }


def test_a_stuck_order_is_reported_with_where_to_look():
    stuck = view(
        status="picking", pick_task={"number": "P-000001", "status": "assigned", "worker": "x"}
    )

    assert unfinished({"demo-1": stuck, "demo-2": view()}) == [
        "order O-000001 (demo-1) is stuck as picking, wave W-000001,"
        " pick task P-000001 assigned, workflow order-fulfillment-id-1"
    ]


def test_what_should_have_settled_itself_is_a_fault():
    assert unsettled({"short_pick": 3, "short_hold": 1}) == ["1 short_hold not settled"]


def test_stages_take_the_time_between_their_moments():
    fields = (
        *("received_at", "validated_at", "reserved_at", "wave_released_at", "picked_at"),
        *("picking_started_at", "packed_at", "labelled_at", "shipped_at", "completed_at"),
    )
    stages = dict.fromkeys(fields)
    stages |= {"received_at": "2026-11-22T08:00:00Z", "validated_at": "2026-11-22T08:00:02Z"}

    assert stage_times([{"stages": stages}]) == [("validated", 2.0, 2.0, 1)]
