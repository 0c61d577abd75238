"""Pages: every row once, in both directions, whatever comes in meanwhile."""

from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as limits
from hypothesis import strategies as st

from wms.kernel.pages import PageRequest
from wms.platform.ids import new_id
from wms.platform.paging.cursors import InvalidCursor
from wms.platform.paging.lists import newest_first, of_each
from wms.platform.tenancy.models import Client


def things(count):
    rows = [Client(code=f"thing-{number}", name=str(number)) for number in range(count)]
    return Client.objects.bulk_create(rows)


def page_of(cursor=None, limit=50):
    return newest_first(
        Client.objects.all(), PageRequest(cursor=cursor, limit=limit), lambda row: row.name
    )


@given(count=st.integers(0, 30), limit=st.integers(1, 12))
@limits(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_pages_hold_every_row_once_there_and_back(db, count, limit):
    Client.objects.all().delete()
    newest_first = [row.name for row in reversed(things(count))]

    pages = [page_of(limit=limit)]
    while pages[-1].next is not None:
        pages.append(page_of(pages[-1].next, limit))
    back = [pages[-1]]
    while back[-1].previous is not None:
        back.append(page_of(back[-1].previous, limit))

    assert [name for page in pages for name in page.results] == newest_first
    assert [page.results for page in reversed(back)] == [page.results for page in pages]


def test_a_newer_row_shifts_nothing(db):
    things(4)
    first = page_of(limit=2)
    Client.objects.create(id=new_id(), code="late", name="late")

    assert page_of(first.next, 2).results == ("1", "0")


def test_one_query_a_page(db, django_assert_num_queries):
    things(5)

    with django_assert_num_queries(1):
        page_of(limit=3)


@pytest.mark.parametrize("limit", [0, -1, 201])
def test_a_page_is_bounded(db, limit):
    with pytest.raises(InvalidCursor):
        page_of(limit=limit)


def test_links_keep_the_filters(api):
    things(3)
    query = {"name": ["thing-0", "thing-1", "thing-2"], "limit": "1"}

    first = api.get("/api/v1/things", query).json()
    link = urlsplit(first["next"])
    second = api.get(f"{link.path}?{link.query}").json()

    assert [thing["name"] for thing in first["results"] + second["results"]] == ["2", "1"]
    assert first["previous"] is None
    assert list(first) == ["next", "previous", "results"]
    assert (link.scheme, link.netloc) == ("http", "testserver")


@given(
    counts=st.lists(st.integers(0, 8), min_size=3, max_size=3),
    wanted=st.lists(st.sampled_from(["0", "1", "2"]), min_size=1, max_size=4),
    limit=st.integers(1, 6),
    is_up=st.booleans(),
)
@limits(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_pages_of_several_values_are_pages_of_all_that_have_one_of_them(
    db, counts, wanted, limit, is_up
):
    Client.objects.all().delete()
    names = [str(value) for value, count in enumerate(counts) for _ in range(count)]
    rows = Client.objects.bulk_create(
        [Client(code=f"thing-{number}", name=name) for number, name in enumerate(names[::-1])]
    )

    def read(cursor=None):
        request = PageRequest(cursor=cursor, limit=limit, is_up=is_up)
        strands = of_each(Client.objects.all(), "name", wanted)
        return newest_first(strands, request, lambda row: row.id)

    pages = [read()]
    while pages[-1].next is not None:
        pages.append(read(pages[-1].next))
    back = [pages[-1]]
    while back[-1].previous is not None:
        back.append(read(back[-1].previous))

    expected = [row.id for row in rows if row.name in wanted]
    assert [each for page in pages for each in page.results] == (
        expected if is_up else expected[::-1]
    )
    assert [page.results for page in back[::-1]] == [page.results for page in pages]


def test_several_values_are_one_query_that_goes_no_further_than_the_page(
    db, django_assert_num_queries
):
    things(30)
    strands = of_each(Client.objects.all(), "name", ["1", "2", "1"])

    with django_assert_num_queries(1) as asked:
        page = newest_first(strands, PageRequest(cursor=None, limit=5), lambda row: row.name)

    assert page.results == ("2", "1")
    statement = asked.captured_queries[0]["sql"]
    assert (statement.count("LIMIT 6"), statement.count("UNION ALL")) == (3, 1)
