"""Who may do what with a count, and when; and who is told what."""

import pytest

from tests.factories.counts import (
    BOSS,
    COUNTER,
    SECOND,
    asked,
    counted,
    posting,
    started,
    status_of,
    submitting,
)
from tests.factories.inventory import CLIENT, register_location
from wms.inventory.catalogue.contracts.refusals import LocationNotFound
from wms.inventory.catalogue.contracts.words import LocationKind
from wms.inventory.counts.commands.ask_recount import ask_recount
from wms.inventory.counts.commands.cancel_count import cancel_count
from wms.inventory.counts.commands.post_count import post_count
from wms.inventory.counts.commands.submit_count import submit_count
from wms.inventory.counts.contracts.counts import AskRecount, CancelCount, CountFilter
from wms.inventory.counts.contracts.refused_counts import CountNotFound, CountTaken, NotCountedHere
from wms.inventory.counts.queries.counts import get_count, list_counts
from wms.inventory.models import CycleCount
from wms.inventory.work.contracts.counts import CountCause, CountNotReady, CountStatus
from wms.kernel.ids import ClientId
from wms.kernel.pages import PageRequest
from wms.platform.ids import new_id

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hundred")]


def test_only_one_worker_counts():
    count = started()

    assert started(count).worker == COUNTER
    with pytest.raises(CountTaken):
        started(count, SECOND)
    with pytest.raises(CountTaken):
        submit_count(submitting(count, 100, worker=SECOND))
    assert status_of(count) == "in_progress"


def test_a_count_is_done_in_its_order():
    count = asked()
    for early in (
        lambda: submit_count(submitting(count, 100)),
        lambda: post_count(posting(count)),
        lambda: ask_recount(AskRecount(count_id=count.count_id, actor=BOSS)),
    ):
        with pytest.raises(CountNotReady):
            early()
    done = submit_count(submitting(started(count), 100))
    cancel = CancelCount(count_id=count.count_id, actor=BOSS, reason="too late")
    for late in (
        lambda: started(done, SECOND),
        lambda: submit_count(submitting(count, 100)),
        lambda: cancel_count(cancel),
    ):
        with pytest.raises(CountNotReady):
            late()
    assert status_of(count) == "posted"


def test_a_count_in_hand_is_not_posted():
    count = started()

    with pytest.raises(CountNotReady):
        post_count(posting(count))

    assert status_of(count) == "in_progress"


def test_a_cancelled_count_makes_room_for_another():
    count = asked()
    cancel = CancelCount(count_id=count.count_id, actor=BOSS, reason="not now")

    assert cancel_count(cancel) == cancel_count(cancel)
    assert get_count(count_id=count.count_id).reason == "not now"
    assert asked().count_id != count.count_id


@pytest.mark.parametrize("kind", [LocationKind.STAGING, LocationKind.PACK_STATION])
def test_goods_on_their_way_out_are_not_counted(kind):
    register_location("OUT", kind)

    with pytest.raises(NotCountedHere):
        asked("OUT")
    with pytest.raises(LocationNotFound):
        asked("A-99")
    assert not CycleCount.objects.exists()


def test_counts_are_listed_without_numbers():
    count, other = counted(95), asked("A-02")

    page = PageRequest(limit=10)

    def listed(**filters):
        rows = list_counts(client_id=CLIENT, filters=CountFilter(**filters), page=page)
        return [row.count_id for row in rows.results]

    assert listed() == listed(unfinished=True) == [other.count_id, count.count_id]
    assert listed(status=(CountStatus.RECOUNT,)) == listed(location="A-01") == [count.count_id]
    assert listed(cause=(CountCause.PLANNED,)) == listed(worker="nobody") == []
    stranger = ClientId(new_id())
    assert not list_counts(client_id=stranger, filters=CountFilter(), page=page).results


def test_expected_units_are_hidden_until_all_have_counted():
    def told(count, **who):
        return get_count(count_id=count.count_id, **who).lines

    count = counted(50)
    assert told(count) == told(count, for_approver=True) == ()
    again = started(count, SECOND)
    assert told(again, for_approver=True) == again.lines == ()
    count = submit_count(submitting(again, 50, worker=SECOND))
    assert (count.lines, told(count)) == ((), ())

    assert [line.expected for line in told(count, for_approver=True)] == [100, 100]
    assert post_count(posting(count)).lines == ()
    assert [line.difference for line in told(count)] == [-50, -50]


def test_a_count_of_another_client_is_not_there():
    count = asked()

    with pytest.raises(CountNotFound):
        get_count(count_id=count.count_id, client_id=ClientId(new_id()))
