"""Clients, warehouses and the tokens of machines."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from wms.platform.ids import new_id
from wms.platform.tables import in_schema


class Client(models.Model):
    """Somebody whose goods and orders are handled here."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=32)
    name = models.CharField(max_length=200)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[models.Manager["Client"]] = models.Manager()

    class Meta:
        db_table = in_schema("platform", "clients")
        constraints = (
            models.UniqueConstraint(fields=["code"], name="client_code_belongs_to_one_client"),
        )

    def __str__(self) -> str:
        return self.code


class Warehouse(models.Model):
    """A building with stock."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=32)
    name = models.CharField(max_length=200)
    time_zone = models.CharField(max_length=64, default="UTC")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[models.Manager["Warehouse"]] = models.Manager()

    class Meta:
        db_table = in_schema("platform", "warehouses")
        constraints = (
            models.UniqueConstraint(
                fields=["code"], name="warehouse_code_belongs_to_one_warehouse"
            ),
        )

    def __str__(self) -> str:
        return self.code


class ApiToken(models.Model):
    """What a machine may do for a client. The token itself is not stored, only its SHA-256."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=100)
    role = models.CharField(max_length=32)
    scopes = ArrayField(models.CharField(max_length=64))
    digest = models.CharField(max_length=64, editable=False)
    # The person who uses it, if one does: for four eyes both are the same two.
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["ApiToken"]] = models.Manager()

    class Meta:
        db_table = in_schema("platform", "api_tokens")
        constraints = (models.UniqueConstraint(fields=["digest"], name="token_opens_one_account"),)

    def __str__(self) -> str:
        return self.name
