"""Consumer groups seen from outside: whether they are at work, and what they could not do."""
