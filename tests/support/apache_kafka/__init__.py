"""A real Apache Kafka broker for the tests: its jars, its server, a command that lends one."""
