"""What stock is kept of, and where."""
