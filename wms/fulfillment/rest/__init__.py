"""Fulfillment over HTTP."""
