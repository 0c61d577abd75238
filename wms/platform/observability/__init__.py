"""What can be seen from outside: log lines, health, metrics."""
