"""The catalogue: SKUs and locations."""
