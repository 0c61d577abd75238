"""A supervisor of a client, over HTTP; and every command leaves totals that agree."""

import pytest

from tests.inventory.reading import differences, not_published
from tests.support.api import Api, make_site
from tests.support.compared import ComparedTransaction
from wms.platform import commands


@pytest.fixture(autouse=True)
def compared(request, monkeypatch):
    """Compare the totals of what a command has touched with their rows, before it commits.

    Not in tests that damage the books, and let commands go on with them; nor where the comparison
    would read, within a command, what the test lets another one lock.
    """
    compared = ComparedTransaction()
    if not any(map(request.node.get_closest_marker, ("damaged_books", "not_compared"))):
        monkeypatch.setattr(commands, "transaction_in", lambda _database: compared)
    return compared


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def api(site):
    del site
    return Api("supervisor", name="ada")


BOOKS_DISAGREE = ("damaged_books", "not_compared")


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem):
    """Reconcile all stock after each test that leaves the books alone: nothing may disagree.

    Nor may the facts of the ledger, from which reports are made.
    """
    answer = yield
    uses_stock = {"db", "transactional_db"} & {*pyfuncitem.fixturenames}
    if uses_stock and not any(map(pyfuncitem.get_closest_marker, BOOKS_DISAGREE)):
        assert differences() == ()
        assert not_published() == {}
    return answer
