"""People who work in the admin pages."""

from django.contrib.auth.models import Group, User
from django.test import Client

from wms.platform.tenancy import facade as tenancy


def log_in(client: Client, role: str) -> Client:
    """Let a browser speak as a member of staff, called like the role."""
    tenancy.create_roles()
    person = User.objects.create_user(role, is_staff=True)
    person.groups.add(Group.objects.get(name=role))
    client.force_login(person)
    return client


def actor_called(name: str) -> str:
    """Return who a person is who logs in under a name."""
    return f"user:{User.objects.get(username=name).pk}"
