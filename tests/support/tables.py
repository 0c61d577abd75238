"""What tables hold, to say that a refusal changed none of it."""

from typing import Any

from django.db.models import Model

from tests.support.database import OWNER


def rows_of(*models: type[Model]) -> list[list[dict[str, Any]]]:
    """Return all rows of some tables."""
    return [list(model._default_manager.using(OWNER).order_by("pk").values()) for model in models]
