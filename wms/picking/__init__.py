"""Picking: what a person walks for, scans and confirms."""
