"""The kinds of exceptions of which more is known than their name."""

SAGA_KINDS = frozenset(
    {
        "step_blocked",
        "undo_blocked",
        "carrier_unavailable",
        "stock_withdrawn",
        "short_hold",
        "wave_overdue",
        "pick_overdue",
        "pack_overdue",
        "ship_overdue",
        "shipment_not_booked",
        "shipment_not_recorded",
    }
)
"""What the run of an order says of itself, and takes away when it is over."""

RUN_ENDED = "run_ended"
"""The saga of an order ended before the order did."""

LASTING = SAGA_KINDS | {
    RUN_ENDED,
    "adjustment_waits",
    "allocation_short",
    "consumers_away",
    "count_waits",
    "dead_letter",
    "event_held",
    "stock_differs",
}
"""Whose cause the system watches: they clear themselves, and a person may only snooze them."""
