"""Events on their way out: written with their cause, carried to Kafka, kept in a log."""
