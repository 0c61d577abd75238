"""What orders are promised, and the goods that are claimed for them."""
