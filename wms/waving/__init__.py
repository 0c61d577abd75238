"""Waves: which orders go to the floor together, and when."""
