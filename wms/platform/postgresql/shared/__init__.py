"""The database of a context that lies on the server of others."""
