"""A stock keeper's everyday work."""
