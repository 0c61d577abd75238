"""How large a body can be that is such a contract."""

from dataclasses import dataclass

from wms.platform.rest.contract_schemas import Schema
from wms.platform.rest.json_scan import kinds_of

# A character may be written as an escape of six, and white space may double what is written.
_CHARACTER, _SPACED = 6, 2
# Numbers, ids, instants, words of an enumeration.
_SCALAR_BYTES = 64
_SMALLEST_BODY, _FEWEST_PARTS = 16_384, 1_000


@dataclass(frozen=True)
class Shape:
    """The bounds of a contract: bytes of a body, and values, names and lists in it."""

    schema: Schema
    max_bytes: int
    max_parts: int

    def may_exceed(self, raw: bytes) -> bool:
        """Return whether a body could have more parts than the contract; it is not read for it."""
        return raw.count(b",") + raw.count(b"{") + raw.count(b"[") > self.max_parts


def shape_of(schema: Schema) -> Shape:
    """Return the bounds of a JSON schema without references."""
    size, parts = _extent(schema)
    return Shape(schema, max(_SPACED * size, _SMALLEST_BODY), max(parts, _FEWEST_PARTS))


def _extent(schema: Schema) -> tuple[int, int]:
    """Return how many bytes a value has at most, and how many parts."""
    kinds = kinds_of(schema)
    if len(kinds) > 1:
        extents = [_extent(kind) for kind in kinds]
        return max(size for size, _ in extents), max(parts for _, parts in extents)
    kind = kinds[0]
    if "properties" in kind:
        inside = [(len(name), *_extent(field)) for name, field in kind["properties"].items()]
        return sum(name + size + 4 for name, size, _ in inside) + 2, sum(
            parts + 1 for _, _, parts in inside
        ) + 1
    if kind.get("type") == "array":
        size, parts = _extent(kind.get("items", {}))
        count = kind.get("maxItems", 0)
        return count * (size + 1) + 2, count * (parts + 1) + 1
    return max(_CHARACTER * kind.get("maxLength", 0) + 2, _SCALAR_BYTES), 0
