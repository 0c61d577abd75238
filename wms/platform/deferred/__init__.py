"""Commands that are too long for a request: kept, and carried out by a worker."""
