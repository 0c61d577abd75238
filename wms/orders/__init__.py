"""Demand: what clients want shipped, and how far each order has come."""
