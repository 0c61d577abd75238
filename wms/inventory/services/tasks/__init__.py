"""Goods to be carried from one place to another."""
