"""What the cache calls the SKUs of clients."""

from collections.abc import Iterable
from uuid import UUID

from wms.platform.cache.forget import forget_after_commit
from wms.platform.cache.tags import tag_of

DATABASE = "inventory"


def tag_of_sku(client_id: UUID | str, sku: str) -> str:
    """Return the tag of all that is known of a client's SKU."""
    return tag_of("sku", f"{client_id}/{sku.upper()}")


def forget_skus(skus: Iterable[tuple[UUID, str]]) -> None:
    """Let what was read of SKUs be forgotten with the commit, each by its client and its code."""
    forget_after_commit({tag_of_sku(*each) for each in skus}, database=DATABASE)
