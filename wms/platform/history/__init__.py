"""What was done to a thing, by whom and why: kept by each context beside the thing."""
