"""Whether a server is asked that did not answer."""

from wms.platform.cache.breaker import Breaker


class Clock:
    """Stands still until it is moved on."""

    now = 100.0

    def __call__(self):
        return self.now


def failing(times, clock):
    breaker = Breaker(failures=3, pause=2.0, clock=clock)
    for _ in range(times):
        assert breaker.may_ask()
        breaker.failed()
    return breaker


def test_a_server_that_failed_twice_is_asked():
    breaker = failing(2, Clock())

    assert (breaker.is_open, breaker.may_ask()) == (False, True)


def test_a_server_that_failed_three_times_is_left_alone():
    breaker = failing(3, Clock())

    assert (breaker.is_open, breaker.may_ask()) == (True, False)


def test_one_tries_after_the_pause_and_the_others_wait_for_what_comes_of_it():
    clock = Clock()
    breaker = failing(3, clock)
    clock.now += 2.0

    assert [breaker.may_ask() for _ in "abc"] == [True, False, False]
    breaker.answered()
    assert [breaker.may_ask() for _ in "abc"] == [True, True, True]


def test_a_try_that_fails_opens_another_pause():
    clock = Clock()
    breaker = failing(3, clock)
    clock.now += 2.0
    breaker.may_ask()
    clock.now += 1.5

    breaker.failed()

    assert not breaker.may_ask()
    clock.now += 2.0
    assert breaker.may_ask()


def test_a_failure_before_an_answer_does_not_count():
    breaker = failing(2, Clock())

    breaker.answered()
    breaker.failed()

    assert not breaker.is_open
