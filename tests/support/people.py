"""People who work in the admin pages."""

from django.contrib.auth.models import Group, User
from django.test import Client

from wms.platform.tenancy import facade as tenancy


def log_in(client: Client, role: str) -> Client:
    """Let a browser speak as a member of staff, called like the role."""
    person(role, role)
    client.force_login(User.objects.get(username=role))
    return client


def person(name: str, role: str) -> str:
    """Make a member of staff of a role; return who that is."""
    tenancy.create_roles()
    made = User.objects.create_user(name, is_staff=True)
    made.groups.add(Group.objects.get(name=role))
    return f"user:{made.pk}"


def actor_called(name: str) -> str:
    """Return who a person is who logs in under a name."""
    return f"user:{User.objects.get(username=name).pk}"
