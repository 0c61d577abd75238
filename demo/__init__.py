"""A warehouse at work, seen from outside: a client of the public HTTP API, nothing of it inside."""
