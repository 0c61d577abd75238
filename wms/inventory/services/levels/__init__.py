"""How much of a SKU there is to be, and where."""
