"""The roles of people: a group each, with the permissions that its scopes mean in the admin."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import Group, Permission

from wms.platform.transactions import transaction

# Who may write what a scope is about may act on it in the admin; rows are never added by hand.
# Other words, like ``work`` and ``approve``, open no page: the buttons ask for them.
_ACTIONS = {"read": "view", "write": "change"}


@dataclass(frozen=True, kw_only=True)
class Role:
    """A role, and how many permissions its group has in the admin."""

    name: str
    permissions: int


@transaction
def create_roles() -> tuple[Role, ...]:
    """Make a group per role of the settings and set its permissions; may be run again."""
    return tuple(_role(name, scopes) for name, scopes in settings.ROLES.items())


def _role(name: str, scopes: tuple[str, ...]) -> Role:
    group, _ = Group.objects.get_or_create(name=name)
    permissions = [each for scope in scopes for each in _permissions_of(scope)]
    group.permissions.set(permissions)
    return Role(name=name, permissions=len(permissions))


def _permissions_of(scope: str) -> list[Permission]:
    noun, _, what = scope.partition(":")
    if what not in _ACTIONS:
        return []
    return list(
        Permission.objects.filter(
            content_type__app_label__in=settings.SCOPE_APPS.get(noun, ()),
            codename__startswith=f"{_ACTIONS[what]}_",
        )
    )
