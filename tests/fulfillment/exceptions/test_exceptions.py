"""What a person must decide: raised once, cleared once."""

from functools import partial
from uuid import UUID, uuid4

import pytest

from tests.support.api import Api, make_site
from tests.support.races import at_once
from wms.fulfillment.exceptions.commands.clear_exception import clear_exception
from wms.fulfillment.exceptions.commands.raise_exception import raise_exception
from wms.fulfillment.exceptions.contracts.exceptions import (
    ClearException,
    ExceptionFilter,
    ExceptionNotFound,
    ExceptionStatus,
    RaiseException,
)
from wms.fulfillment.exceptions.queries.exceptions import list_exceptions
from wms.fulfillment.models import OperationalException
from wms.kernel.ids import ClientId, OrderId
from wms.kernel.pages import PageRequest

pytestmark = pytest.mark.django_db

CLIENT = ClientId(uuid4())


def raising(
    *, order_id: UUID | None = None, client_id: ClientId = CLIENT, kind: str = "wave_overdue"
) -> RaiseException:
    """Ask for a person."""
    return RaiseException(
        exception_id=uuid4(),
        order_id=OrderId(order_id or uuid4()),
        client_id=client_id,
        kind=kind,
        subject="O-1",
        message="waits too long",
    )


def about_stock(subject: str, *, client_id: ClientId = CLIENT) -> RaiseException:
    """Ask for a person because of something that is no order."""
    return RaiseException(
        exception_id=uuid4(),
        client_id=client_id,
        kind="count_differs",
        subject=subject,
        message="two units less",
    )


@pytest.mark.django_db(transaction=True)
class TestCommands:
    """Through the facade, each in its own transaction."""

    def test_the_same_one_again_changes_nothing(self):
        command = raising()
        first = raise_exception(command)

        assert raise_exception(command) == first
        assert first.status is ExceptionStatus.OPEN
        assert OperationalException.objects.count() == 1

    def test_one_of_a_kind_is_open_for_an_order(self):
        command = raising()
        first = raise_exception(command)

        other = raise_exception(raising(order_id=command.order_id))

        assert other == first
        raise_exception(raising(order_id=command.order_id, kind="pick_overdue"))
        assert OperationalException.objects.count() == 2

    def test_what_is_about_no_order_is_open_once_for_its_subject(self):
        first = raise_exception(about_stock("SHELF-1"))
        again = raise_exception(about_stock("SHELF-1"))
        others = [
            raise_exception(about_stock("SHELF-2")),
            raise_exception(about_stock("SHELF-1", client_id=ClientId(uuid4()))),
        ]

        assert (first.order_id, again) == (None, first)
        assert first not in others
        assert OperationalException.objects.count() == 3

    def test_of_many_at_once_about_no_order_one_is_open(self):
        raised = at_once([partial(raise_exception, about_stock("SHELF-1")) for _ in range(8)])

        assert all(each == raised[0] for each in raised)
        assert OperationalException.objects.count() == 1

    def test_a_cleared_one_is_not_raised_by_a_late_repeat(self):
        command = raising()
        raise_exception(command)
        clear = ClearException(exception_id=command.exception_id, actor="ana", note="found")
        cleared = clear_exception(clear)

        assert raise_exception(command) == cleared
        assert (cleared.status, cleared.cleared_by, cleared.note, cleared.version) == (
            ExceptionStatus.CLEARED,
            "ana",
            "found",
            2,
        )
        again = raise_exception(raising(order_id=command.order_id))
        assert again.status is ExceptionStatus.OPEN

    def test_clearing_twice_keeps_the_first(self):
        command = raising()
        raise_exception(command)
        first = clear_exception(ClearException(exception_id=command.exception_id, actor="ana"))

        second = clear_exception(ClearException(exception_id=command.exception_id, actor="ben"))

        assert second == first

    def test_an_unknown_or_foreign_one_is_not_cleared(self):
        command = raising()
        raise_exception(command)

        for clear in (
            ClearException(exception_id=uuid4(), actor="ana"),
            ClearException(
                exception_id=command.exception_id, actor="ana", client_id=ClientId(uuid4())
            ),
        ):
            with pytest.raises(ExceptionNotFound):
                clear_exception(clear)

        assert OperationalException.objects.get().status == ExceptionStatus.OPEN

    def test_many_raise_and_clear_at_once(self):
        commands = [raising(order_id=OrderId(uuid4())) for _ in range(3)] * 8

        answers = at_once([partial(raise_exception, each) for each in commands])

        assert {str(answer) for answer in answers} == {
            str(raise_exception(each)) for each in commands
        }
        assert OperationalException.objects.count() == 3


@pytest.mark.django_db(transaction=True)
class TestHttp:
    """As a supervisor's machine sees them."""

    @pytest.fixture(autouse=True)
    def site(self):
        return make_site()

    def test_lists_those_of_the_client_and_clears_one(self, site):
        command = raising(client_id=site.client_id, kind="inbound_short")
        raise_exception(command)
        raise_exception(raising())
        api = Api("supervisor")

        (listed,) = api.get("/api/v1/exceptions", {"status": "open"}).json()["results"]
        assert listed["exception_id"] == str(command.exception_id)
        answer = api.post(f"/api/v1/exceptions/{command.exception_id}/clear", {"note": "done"})

        assert answer.status_code == 200
        assert answer.json()["status"] == "cleared"
        assert answer.json()["cleared_by"] == api.actor
        assert api.get("/api/v1/exceptions", {"status": "open"}).json()["results"] == []

    def test_a_foreign_one_is_not_there(self):
        command = raising()
        raise_exception(command)

        answer = Api("supervisor").post(f"/api/v1/exceptions/{command.exception_id}/clear", {})

        assert (answer.status_code, answer.json()["code"]) == (404, "exception_not_found")
        assert OperationalException.objects.get().status == ExceptionStatus.OPEN

    def test_a_viewer_may_look_and_not_clear(self, site):
        command = raising(client_id=site.client_id)
        raise_exception(command)
        api = Api("viewer")

        assert api.get("/api/v1/exceptions").status_code == 200
        answer = api.post(f"/api/v1/exceptions/{command.exception_id}/clear", {})

        assert answer.status_code == 403
        assert OperationalException.objects.get().status == ExceptionStatus.OPEN


@pytest.mark.django_db(transaction=True)
def test_listing_asks_one_question(django_assert_num_queries):
    for _ in range(5):
        raise_exception(raising())

    with django_assert_num_queries(1):
        page = list_exceptions(
            client_id=CLIENT,
            filters=ExceptionFilter(kind="wave_overdue"),
            page=PageRequest(limit=2),
        )

    assert len(page.results) == 2
    assert page.next is not None
