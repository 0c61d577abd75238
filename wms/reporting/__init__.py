"""Projections fed by events only."""
