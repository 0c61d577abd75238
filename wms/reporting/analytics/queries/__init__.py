"""Figures: each is counted from the rows of a period, within one statement."""
