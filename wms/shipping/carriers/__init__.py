"""Carriers as shipping sees them; the ones we can buy from stand in ``directory``."""
