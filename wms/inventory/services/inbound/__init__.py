"""Goods that are on their way, and where they are put."""
