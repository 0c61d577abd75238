"""Names on the wire are promises: one that was given is never taken back or changed."""

from pathlib import Path

from tests.support.wire import read, wire

PROMISED = Path(__file__).parent / "wire_promised.txt"


def promised():
    with PROMISED.open() as lines:
        return read(lines)


def is_asked(part):
    return " takes " in part and part.endswith(" needs")


def test_what_was_promised_is_still_there():
    now = wire()

    for part, names in promised().items():
        if not is_asked(part):
            assert part in now
            assert names <= now[part], part


def test_nothing_more_is_asked_of_those_who_send():
    before = promised()

    for part, names in wire().items():
        if is_asked(part) and part.removesuffix(" needs") in before:
            assert names <= before.get(part, set()), part


def test_the_snapshot_holds_events_refusals_scopes_and_addresses():
    said = promised()

    assert said["event wms.wave.released about wave_id"] >= {"wave_id", "orders"}
    assert "location_blocked" in said["refusals"]
    assert "waves:write" in said["scopes of supervisor"]
    assert ".lines[].sku" in said["POST /api/v1/orders takes application/json"]
    assert ".priority" not in said["POST /api/v1/orders takes application/json needs"]
    assert ".lines[].sku" in said["POST /api/v1/orders takes application/json needs"]
