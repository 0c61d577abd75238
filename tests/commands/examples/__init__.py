"""Requests for the commands of each context."""
