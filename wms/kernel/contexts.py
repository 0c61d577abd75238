"""The names of the contexts: those of their apps, their databases and their roles there."""

from typing import Final

CONTEXTS: Final = (
    "orders",
    "waving",
    "picking",
    "packing",
    "inventory",
    "shipping",
    "fulfillment",
    "reporting",
)
