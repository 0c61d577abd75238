"""Who is calling, for which client, and in which warehouse."""
