"""The servers of a bare machine: PostgreSQL, Valkey, Temporal and a Kafka-protocol broker.

Nothing here knows Django or its settings, so that a plain script and a test can start servers.
"""
