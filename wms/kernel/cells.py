"""What is written into the cells of tables that people open with spreadsheets."""

from typing import Any

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(value: Any) -> Any:
    """Return a value, if it is a text so that no spreadsheet takes it for a formula (CWE-1236)."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value
