"""Actors by name."""

import pytest
from django.contrib.auth.models import User

from tests.support.api import Api, make_site
from wms.platform.tenancy import facade as tenancy
from wms.platform.tenancy.contracts import NewToken

pytestmark = pytest.mark.django_db
URL = "/api/v1/actors"


@pytest.fixture(autouse=True)
def site():
    return make_site()


@pytest.fixture
def anna():
    return f"user:{User.objects.create_user('anna').pk}"


def test_names_are_those_of_now(anna):
    scanner = Api("picker", name="scanner 7").actor
    User.objects.update(username="anna.b")

    names = tenancy.names_of([anna, scanner, "system:waving"])

    assert names == {anna: "anna.b", scanner: "scanner 7", "system:waving": "waving"}


@pytest.mark.parametrize(
    "unknown",
    [
        *(
            "user:99",
            "user:x",
            f"user:{2**40}",
            "user:٣",
            "token:x",
            "token:01a22767-2701-72e5-b461-8e1242f99f93",
        ),
        *("ann", "robot:7"),
    ],
)
def test_whoever_is_unknown_is_called_as_they_were_kept(unknown):
    assert tenancy.names_of([unknown]) == {unknown: unknown}


def test_names_cost_two_queries(anna, django_assert_num_queries):
    tokens = [Api("picker", name=f"scanner {number}").actor for number in range(5)]

    with django_assert_num_queries(2):
        tenancy.names_of([anna, *tokens])


def test_nobody_is_called_nothing():
    assert tenancy.name_of("") == ""


def test_what_was_kept_before_there_were_ids_is_compared_by_name(anna):
    other = Api("picker", name="other").actor

    assert tenancy.is_actor(anna, anna)
    assert tenancy.is_actor("anna", anna)
    assert not tenancy.is_actor("anna", other)
    assert not tenancy.is_actor(other, anna)


def test_actors_are_found_by_name_however_it_is_spelt(anna):
    scanner = Api("picker", name="Anna").actor

    assert tenancy.actors_called("ANNA") == (anna, scanner, "system:ANNA")


def test_a_program_asks_who_is_who(anna):
    api = Api("picker", name="scanner 7")

    asked = api.get(URL, {"id": [anna, "system:waving", anna, "nobody"]})

    assert asked.status_code == 200
    assert asked.json() == {
        "results": [
            {"id": anna, "name": "anna"},
            {"id": "system:waving", "name": "waving"},
            {"id": "nobody", "name": "nobody"},
        ]
    }


def test_a_token_that_may_not_list_actors_sees_its_own_name():
    api = Api("picker", name="scanner 7")

    assert api.get(URL).json() == {"results": [{"id": api.actor, "name": "scanner 7"}]}


def test_tokens_of_another_client_have_no_name():
    make_site("other", "PAR1")
    theirs = Api("picker", client="other", name="secret project").actor

    told = Api("viewer").get(URL, {"id": theirs}).json()

    assert told == {"results": [{"id": theirs, "name": theirs}]}


def test_so_many_are_asked_for_at_most():
    api = Api("viewer")

    assert api.get(URL, {"id": ["system:a"] * 100}).status_code == 200
    assert api.get(URL, {"id": ["system:a"] * 101}).status_code == 400


def test_a_client_system_does_not_learn_the_names_of_people():
    assert Api("integrator").get(URL).status_code == 403


def test_a_person_and_their_tokens_have_one_name(anna):
    tenancy.create_token(NewToken(client="demo", role="viewer", name="laptop", owner="anna"))

    assert tenancy.name_of(anna) == "anna"
