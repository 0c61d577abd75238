"""Whose goods, which building, and who may call: clients, warehouses and tokens."""
