"""Counting what lies on the shelves."""
