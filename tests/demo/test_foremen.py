"""Foremen hand out what waits, once, and outlive whatever goes wrong with it."""

import threading

from demo.api import Away, Refused
from demo.foremen import Foremen
from demo.shift import Shift

MOMENT = 5.0


def test_a_job_in_hand_is_not_handed_out_again_and_afterwards_it_is():
    foremen = Foremen(Shift())
    pool = foremen.pool("robot", 2)
    begun, may_end, times = threading.Semaphore(0), threading.Event(), []

    def job():
        times.append(1)
        begun.release()
        may_end.wait(MOMENT)

    foremen.hand_out(pool, [("a", job)])
    begun.acquire(timeout=MOMENT)
    foremen.hand_out(pool, [("a", job), ("b", job)])
    begun.acquire(timeout=MOMENT)
    in_hand = len(times)
    may_end.set()
    foremen.stop()

    assert in_hand == 2


def test_what_is_taken_away_is_given_up_and_what_goes_wrong_is_noted():
    shift = Shift()
    foremen = Foremen(shift)
    pool = foremen.pool("robot", 1)

    def refuse(status):
        raise Refused("POST x", status, "code", "")

    def fail():
        raise Away("nobody answers")

    foremen.hand_out(pool, [("a", lambda: refuse(409)), ("b", lambda: refuse(422)), ("c", fail)])
    pool.shutdown(wait=True)

    assert shift.given_up == {"code": 1}
    assert shift.trouble == ["POST x: 422 code ", "nobody answers"]


def test_a_foreman_who_is_refused_says_so():
    shift = Shift()
    foremen = Foremen(shift)
    refused = threading.Semaphore(0)

    def look():
        refused.release()
        raise Refused("POST waves", 409, "code", "")

    foremen.every(0.001, look, "waves")
    foremen.start()
    assert refused.acquire(timeout=MOMENT)
    foremen.stop()

    assert set(shift.trouble) == {"POST waves: 409 code "}


def test_a_foreman_looks_again_and_again_until_asked_to_stop():
    foremen = Foremen(Shift())
    looks = threading.Semaphore(0)
    foremen.every(0.001, looks.release, "looks")

    foremen.start()
    seen = [looks.acquire(timeout=MOMENT) for _ in range(3)]
    foremen.stop()

    assert seen == [True, True, True]
