"""Kafka: topics, sending, consuming, dead letters."""
