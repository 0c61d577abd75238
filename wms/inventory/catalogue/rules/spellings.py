"""Lines that were given twice, in spellings that people take for one."""

from collections.abc import Iterable, Mapping
from typing import Any

from wms.kernel.text import folded

_PLACES = frozenset({"location", "from_location", "to_location"})


def alike(lines: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return lines as they are compared: places by their key, everything else as it is."""
    return [
        {name: folded(value) if name in _PLACES else value for name, value in line.items()}
        for line in lines
    ]
