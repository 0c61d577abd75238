"""Who can be given work is found by name or by id among those who may do it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.utils import timezone

from tests.support.api import Api, make_site
from wms.platform.tenancy import facade as tenancy
from wms.platform.tenancy.contracts import RevokeToken, UnknownWorker
from wms.platform.tenancy.models import ApiToken

pytestmark = pytest.mark.django_db
PICK = "picking:write"


@pytest.fixture(autouse=True)
def site():
    return make_site()


def person(name, role="picker", **more):
    tenancy.create_roles()
    made = User.objects.create_user(name, is_staff=True, **more)
    made.groups.add(Group.objects.get(name=role))
    return f"user:{made.pk}"


def token(name, role="picker", **more):
    Api(role, name=name, **more)
    return f"token:{ApiToken.objects.get(name=name).pk}"


def test_a_person_and_a_token_are_found_by_name_and_by_id():
    ann, scanner = person("ann"), token("scanner")

    for actor, name in ((ann, "Ann"), (scanner, "SCANNER")):
        assert tenancy.find_worker(name, scope=PICK) == actor
        assert tenancy.find_worker(actor, scope=PICK) == actor
    assert tenancy.list_workers(PICK) == ((ann, "ann"), (scanner, "scanner"))


def test_the_token_of_a_person_is_that_person():
    tenancy.create_roles()
    owner = User.objects.create_user("olga")
    token("olga's scanner")
    ApiToken.objects.update(owner=owner)

    assert tenancy.list_workers(PICK) == ((f"user:{owner.pk}", "olga"),)


@pytest.mark.parametrize(
    "called",
    [
        *("pam", "gone", "late", "left", "stranger", "olga", ""),
        *("user:0", "user:x", f"user:{10**30}", "user:²", "token:x", "token:", "system:saga"),
    ],
)
def test_who_may_not_or_is_not_there_is_found_by_no_name(site, called):
    person("pam", role="packer")
    person("left", is_active=False)
    token("gone")
    tenancy.revoke_token(RevokeToken(token_id=ApiToken.objects.get(name="gone").pk))
    token("late")
    ApiToken.objects.filter(name="late").update(expires_at=timezone.now() - timedelta(days=1))
    make_site("other", "PAR1", "Europe/Paris")
    token("stranger", client="other")
    token("hers", client="other")
    ApiToken.objects.filter(name="hers").update(owner=User.objects.create_user("olga"))

    with pytest.raises(UnknownWorker):
        tenancy.find_worker(called, scope=PICK, client_id=site.client_id)
    assert tenancy.list_workers(PICK, client_id=site.client_id) == ()


def test_of_two_with_one_name_the_id_decides():
    first, second = person("ann"), token("ann")

    with pytest.raises(UnknownWorker, match=f"{first}, {second}"):
        tenancy.find_worker("ann", scope=PICK)
    assert tenancy.find_worker(second, scope=PICK) == second
