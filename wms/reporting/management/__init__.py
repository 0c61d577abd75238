"""Commands of operators for what is made of events."""
