"""Keyset pages: a list is read on from the last row seen, never by an offset."""
