"""Packing: goods into cartons, one order at a time."""
