"""What was read lately, kept in Redis: forgotten with each change, and never needed."""
