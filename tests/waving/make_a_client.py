"""A command of waving that leaves a trace each time it is carried out."""

from dataclasses import dataclass
from uuid import uuid4

from wms.platform.commands import command
from wms.platform.tenancy.models import Client


@dataclass(frozen=True)
class Make:
    """Make another client."""

    name: str


@command
def make(request: Make) -> str:
    """Make one each time."""
    return Client.objects.create(code=f"{uuid4().hex[:12]}", name=request.name).name
