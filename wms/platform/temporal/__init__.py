"""Temporal: the connection, the worker's surroundings, and what travels with every call."""
