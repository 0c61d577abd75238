"""Copies of the databases in files, and databases made from them."""
