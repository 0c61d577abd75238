"""A cache that is gone, or hangs: reads and writes go on, and nothing old is read afterwards."""

import socket
from contextlib import contextmanager
from threading import Thread

import pytest
from django.utils import timezone

from tests.platform.cache.library import Library
from wms.platform.cache.fence import fence
from wms.platform.cache.forget import forget, forget_after_commit
from wms.platform.cache.models import CacheFence
from wms.platform.cache.read import Outcome, read_through
from wms.platform.cache.server import FAILURES, breaker
from wms.platform.transactions import transaction

pytestmark = pytest.mark.django_db(transaction=True)
BODY = b'{"title":"Emma"}'
NOBODY = "redis://127.0.0.1:1/0"


@pytest.fixture
def library():
    return Library(one="Emma")


@contextmanager
def hanging():
    """Take connections, and never say a word; yields the address and who has called."""
    callers = []
    server = socket.create_server(("127.0.0.1", 0))

    def take():
        while True:
            try:
                callers.append(server.accept()[0])
            except OSError:
                return

    thread = Thread(target=take)
    thread.start()
    try:
        yield f"redis://127.0.0.1:{server.getsockname()[1]}/0", callers
    finally:
        server.shutdown(socket.SHUT_RDWR)
        server.close()
        thread.join()
        for each in callers:
            each.close()


def closed_for():
    """Return for how many seconds nobody reads from the cache; None if it never was closed."""
    row = CacheFence.objects.first()
    return None if row is None else (row.until - timezone.now()).total_seconds()


def test_reads_go_on_without_a_server(cache, library, settings):
    settings.CACHE_URL = NOBODY

    answers = [read_through(library.question("one")) for _ in range(2 * FAILURES)]

    assert set(answers) == {(BODY, Outcome.BYPASS)}
    assert breaker.is_open


def test_a_server_that_hangs_is_waited_for_three_times_and_then_left_alone(
    cache, library, settings
):
    settings.CACHE_PATIENCE = 0.1
    with hanging() as (settings.CACHE_URL, callers):
        answers = [read_through(library.question("one")) for _ in range(50)]

        assert set(answers) == {(BODY, Outcome.BYPASS)}
        assert breaker.is_open
        assert len(callers) <= FAILURES + 2  # those that tried again after a pause


def test_a_change_that_cannot_be_forgotten_closes_the_cache_to_readers(cache, settings):
    settings.CACHE_SECONDS = 60
    settings.CACHE_URL = NOBODY

    forget(["book/one"])

    assert 110 < closed_for() <= 120


def test_the_fence_is_closed_once_for_many_changes_in_an_outage(
    cache, settings, django_assert_num_queries
):
    settings.CACHE_URL = NOBODY
    forget(["book/one"])

    with django_assert_num_queries(0):
        for _ in range(20):
            forget(["book/one"])


def test_another_process_that_closes_the_fence_does_not_open_it_sooner(cache, settings):
    settings.CACHE_SECONDS = 600
    settings.CACHE_URL = NOBODY
    forget(["book/one"])
    fence.forget()  # as another process, which knows nothing of it
    settings.CACHE_SECONDS = 1

    forget(["book/one"])

    assert closed_for() > 1_000


def test_a_change_is_forgotten_with_its_commit_and_not_before(cache, library):
    read_through(library.question("one"))

    with transaction:
        forget_after_commit(["book/one"], database="default")
        assert read_through(library.question("one"))[1] is Outcome.HIT

    assert read_through(library.question("one"))[1] is Outcome.MISS


def test_a_change_that_is_rolled_back_forgets_nothing(cache, library):
    read_through(library.question("one"))

    def change():
        with transaction:
            forget_after_commit(["book/one"], database="default")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change()

    assert read_through(library.question("one"))[1] is Outcome.HIT


def test_a_writer_does_not_ask_a_server_that_is_left_alone(cache, settings):
    settings.CACHE_PATIENCE = 0.1
    with hanging() as (settings.CACHE_URL, callers):
        for _ in range(FAILURES):
            forget(["book/one"])
        before = len(callers)

        forget(["book/one"])

        assert (before, len(callers)) == (FAILURES, FAILURES)
